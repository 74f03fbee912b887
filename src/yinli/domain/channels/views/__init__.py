"""Pages of channels: what each brings and costs, its work, what is paid for the projects that came by it."""
