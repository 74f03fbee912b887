"""Addresses of the page being shown, with some of their parameters changed."""


def with_changes(request, changes):
    """The current path and query with `changes` applied: a value replaces, None removes."""
    query = request.GET.copy()
    query.pop("format", None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path
