"""The one kind of error whose text is meant for the person at the terminal."""


class Failure(Exception):
    """Says what went wrong, where, and what to do; printed without a traceback, exit code 1."""
