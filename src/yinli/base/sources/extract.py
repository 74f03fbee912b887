"""From bytes to text, by what the bytes are and not by what the name says."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yinli.base.sources.apart import take_apart
from yinli.base.sources.mail import is_mail
from yinli.base.sources.parsers import MOST_CHARACTERS
from yinli.base.sources.unreadable import Unreadable
from yinli.core.decoding import NotText, decode

MOST_BYTES = 20 * 1024 * 1024
_SURROGATES = re.compile("[\ud800-\udfff]")


class SourceRefused(Exception):
    """The document cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Extracted:
    """What was read out of a document."""

    text: str
    media_type: str
    encoding: str = ""
    title: str = ""


def extract(data: bytes, file_name: str = "") -> Extracted:
    """The text of a txt, html, docx, pdf or eml document; raises SourceRefused with a message for people."""
    if not data.strip():
        raise SourceRefused(_("The document is empty. Paste a text or choose another file."))
    if len(data) > MOST_BYTES:
        raise SourceRefused(too_large(len(data)))
    found = _reader(data, file_name.lower())(data)
    if len(found.text) > MOST_CHARACTERS:
        raise SourceRefused(too_long(len(found.text)))
    return found


# What a photo or a scan begins with.
_PICTURES = {
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "image/heic": re.compile(rb".{4}ftyp(?:heic|heix|mif1)", re.DOTALL),
    "application/pdf": re.compile(rb"%PDF"),
}


def seen_or_read(data: bytes, file_name: str = "") -> Extracted:
    """As `extract`; a photo, or a PDF of pictures, is kept without a text. Raises SourceRefused."""
    kind = next((name for name, begins in _PICTURES.items() if begins.match(data)), "")
    if kind.startswith("image/"):
        if len(data) > MOST_BYTES:
            raise SourceRefused(too_large(len(data)))
        return Extracted("", kind)
    try:
        return extract(data, file_name)
    except SourceRefused as refused:
        if kind and isinstance(refused.__cause__, Unreadable) and refused.__cause__.code == "scan":
            return Extracted("", kind)
        raise


def too_long(count: int) -> str:
    """The message for a text over the limit, with its length."""
    return _(
        "The text has %(count)s characters; at most %(most)s can be read at once. Split the document."
    ) % {
        "count": f"{count:,}",
        "most": f"{MOST_CHARACTERS:,}",
    }


def too_large(size: int) -> str:
    """The message for a file over the limit, with its size in MB."""
    return _(
        "The file has %(size)s MB; at most 20 MB can be read. Split it, or paste the part that matters."
    ) % {"size": f"{size / 1024 / 1024:.0f}"}


def _reader(data: bytes, name: str):
    if data.startswith(b"%PDF"):
        return _pdf
    if data.startswith(b"PK\x03\x04") or name.endswith(".docx"):
        return _docx
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceRefused(
            _("This is an old Word file (.doc). Save it as .docx or PDF and upload it again.")
        )
    if is_mail(data, name):
        return _mail
    if name.endswith((".html", ".htm")) or data.lstrip()[:200].lower().startswith(
        (b"<!doctype html", b"<html")
    ):
        return _html
    if b"<svg" in data[:1000].lower():
        # A picture, and one that may run scripts; nothing in it is an article.
        raise SourceRefused(_not_text())
    return _plain


def _plain(data: bytes) -> Extracted:
    text, encoding = _decoded(data)
    return Extracted(_tidy(text), "text/plain", encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    try:
        return decode(data)
    except NotText as error:
        raise SourceRefused(_not_text()) from error


def _not_text() -> str:
    return _(
        "This file holds no text that can be read. Upload txt, docx, pdf, html or eml, or paste the text."
    )


def _html(data: bytes) -> Extracted:
    markup, encoding = _decoded(data)
    text, title = _apart("html", markup.encode("utf-8", "replace"))
    return Extracted(_tidy(text), "text/html", encoding, title)


def _docx(data: bytes) -> Extracted:
    text, _title = _apart("docx", data)
    return Extracted(_tidy(text), "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def _pdf(data: bytes) -> Extracted:
    text, _title = _apart("pdf", data)
    return Extracted(_tidy(text), "application/pdf")


def _mail(data: bytes) -> Extracted:
    text, title = _apart("eml", data)
    return Extracted(_tidy(text), "message/rfc822", "", title)


def _apart(kind: str, data: bytes) -> tuple[str, str]:
    try:
        return take_apart(kind, data)
    except Unreadable as refused:
        raise SourceRefused(_words(refused)) from refused


def _words(refused: Unreadable) -> str:
    """Why no text could be had, and what to do."""
    if refused.code == "unpacks_too_large":
        return too_large(refused.value)
    if refused.code == "too_long":
        return too_long(refused.value)
    return {
        "not_word": _(
            "This is not a Word document, whatever its name says. Open it in Word, save it as .docx, try again."
        ),
        "damaged_word": _("This Word document is damaged. Save it anew in Word and upload it again."),
        "empty_word": _("This Word document holds no text. If it is a scan, paste its text instead."),
        "macros": _(
            "This Word document holds macros. Save it as a plain .docx without them, or paste its text."
        ),
        "fetches": _(
            "This Word document fetches parts of itself from elsewhere when it is opened. Save it as PDF, or paste its text."
        ),
        "damaged_pdf": _(
            "This PDF is damaged or locked. Save it anew without a password, or paste its text."
        ),
        "scan": _(
            "This PDF is a scan: it holds pictures and no text. Run text recognition on it first, or paste the text."
        ),
        "no_article": _("No article was found in this web page. Copy its text and paste it."),
        "damaged_mail": _("This e-mail is damaged. Copy its text and paste it."),
        "empty_mail": _("This e-mail holds no text. Upload what was attached to it instead."),
        "too_hard": _(
            "This file takes more time or memory to read than any document should. Save it anew, or paste its text."
        ),
    }[refused.code]


def _tidy(text: str) -> str:
    """One kind of line end, and neither NUL nor half a character, which PostgreSQL cannot store."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return _SURROGATES.sub("\ufffd", text)
