"""Why a call was not made, or its answer not taken: kinds that a caller can tell people apart by."""


class OutgoingRefused(Exception):
    """The call may not go there; the message says why and holds no more of the address than the server's name."""


class NoAnswer(OutgoingRefused):
    """The server cannot be found or reached, or broke off."""


class TooSlow(NoAnswer):
    """The answer was not there, or not all of it, when the time was over."""


class TooLarge(OutgoingRefused):
    """The answer has more bytes than the caller takes."""


class SentElsewhere(OutgoingRefused):
    """The answer is a redirect: its place was never named, so it is not called."""


class Unreadable(OutgoingRefused):
    """The answer is not what it should be."""
