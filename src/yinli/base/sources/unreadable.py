"""Why a file gives no text."""


class Unreadable(Exception):
    """No text can be had; `code` says why, `value` what was measured."""

    def __init__(self, code: str, value: int = 0):
        self.code, self.value = code, value
        super().__init__(code)
