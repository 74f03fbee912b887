"""The command line: starts and stops what Yinli consists of, and looks after it."""
