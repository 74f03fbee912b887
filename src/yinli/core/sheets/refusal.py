"""Why a file is no sheet that can be read."""

from __future__ import annotations


class SheetRefused(Exception):
    """No grid can be had; `code` says why, `value` what was measured."""

    def __init__(self, code: str, value: int = 0) -> None:
        self.code, self.value = code, value
        super().__init__(code)
