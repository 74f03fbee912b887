"""Which signs of a text are taken already, asked and told in a step however many spans there are."""

from collections.abc import Iterable

from .found import Span


class Cover:
    """The signs of a text of `size` signs that some span covers."""

    def __init__(self, size: int, spans: Iterable[Span] = ()):
        self._signs = bytearray(size)
        for span in spans:
            self.take(*span)

    def take(self, start: int, end: int) -> None:
        """Cover a stretch."""
        self._signs[start:end] = b"\x01" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no sign of a stretch is covered."""
        return self._signs.find(1, start, end) < 0

    def is_full(self, start: int, end: int) -> bool:
        """Whether every sign of a stretch is covered."""
        return self._signs.find(0, start, end) < 0
