"""From bytes to text, by what the bytes are and not by what the name says."""

import io
import re
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BYTES = 20 * 1024 * 1024
# The reader takes some seconds for this many and its time grows faster than the text: a worker must not hang.
MOST_CHARACTERS = 100_000
# A Word file is a zip: a small one can unpack to gigabytes.
MOST_UNPACKED = 200 * 1024 * 1024
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
    """The text of a txt, html, docx or pdf document; raises SourceRefused with a message for people."""
    if not data.strip():
        raise SourceRefused(_("The document is empty. Paste a text or choose another file."))
    if len(data) > MOST_BYTES:
        raise SourceRefused(too_large(len(data)))
    found = _reader(data, file_name.lower())(data)
    if len(found.text) > MOST_CHARACTERS:
        raise SourceRefused(
            _("The text has %(count)s characters; at most %(most)s can be read at once. Split the document.")
            % {"count": f"{len(found.text):,}", "most": f"{MOST_CHARACTERS:,}"}
        )
    return found


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
    if name.endswith((".html", ".htm")) or data.lstrip()[:200].lower().startswith(
        (b"<!doctype html", b"<html")
    ):
        return _html
    return _plain


def _plain(data: bytes) -> Extracted:
    text, encoding = decode(data)
    return Extracted(_tidy(text), "text/plain", encoding)


def decode(data: bytes) -> tuple[str, str]:
    """`(text, encoding)`: byte-order marks first, then UTF-8, then GB 18030, then a guess.

    GB 18030 holds GBK and GB 2312; UTF-16 without a mark is known by its zero bytes.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    for encoding in (*_utf16_without_mark(data), "utf-8", "gb18030"):
        try:
            return _sane(data.decode(encoding)), encoding
        except (UnicodeDecodeError, ValueError):
            continue
    return _guessed(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceRefused(_not_text()) from error


def _utf16_without_mark(data: bytes) -> tuple[str, ...]:
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) / 20 and odd > 4 * even:
        return ("utf-16-le",)
    if even > len(head) / 20 and even > 4 * odd:
        return ("utf-16-be",)
    return _utf16_chinese(head)


def _utf16_chinese(head: bytes) -> tuple[str, ...]:
    """Chinese in UTF-16 has few zero bytes; its high bytes lie in 4E..9F on every second place."""
    if len(head) < 8:
        return ()
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = head[offset::2]
        likely = sum(0x4E <= byte <= 0x9F or byte in (0x00, 0x30, 0xFF) for byte in high)
        other = head[1 - offset :: 2]
        spread = sum(0x4E <= byte <= 0x9F for byte in other)
        if likely > 0.9 * len(high) and spread < 0.7 * len(other):
            return (encoding,)
    return ()


def _sane(text: str) -> str:
    """Refuse a decoding that yields control characters: it is binary or the wrong encoding."""
    odd = sum(1 for c in text[:5000] if (ord(c) < 32 and c not in "\t\r\n\f") or 0xE000 <= ord(c) <= 0xF8FF)
    if odd > max(2, len(text[:5000]) // 100):
        raise ValueError("control characters")
    return text


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise SourceRefused(_not_text())
    try:
        return _sane(data.decode(best.encoding)), best.encoding
    except (UnicodeDecodeError, ValueError) as error:
        raise SourceRefused(_not_text()) from error


def _not_text() -> str:
    return _("This file holds no text that can be read. Upload txt, docx, pdf or html, or paste the text.")


def _html(data: bytes) -> Extracted:
    import trafilatura

    markup, encoding = decode(data)
    text = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    if not text:
        raise SourceRefused(_("No article was found in this web page. Copy its text and paste it."))
    meta = trafilatura.extract_metadata(markup)
    return Extracted(_tidy(text), "text/html", encoding, (meta and meta.title) or "")


def _docx(data: bytes) -> Extracted:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise SourceRefused(too_large(unpacked))
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise SourceRefused(
            _(
                "This is not a Word document, whatever its name says. Open it in Word, save it as .docx, try again."
            )
        ) from error
    except SourceRefused:
        raise
    except Exception as error:  # lxml and opc raise their own; all mean the same to the reader
        raise SourceRefused(
            _("This Word document is damaged. Save it anew in Word and upload it again.")
        ) from error
    lines = [_block_text(block) for block in document.iter_inner_content()]
    text = _tidy("\n".join(lines))
    if not text.strip():
        raise SourceRefused(_("This Word document holds no text. If it is a scan, paste its text instead."))
    return Extracted(text, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def _block_text(block) -> str:
    if hasattr(block, "rows"):
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in block.rows)
    return block.text


def _pdf(data: bytes) -> Extracted:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        text = "\n".join(page.extract_text() or "" for page in reader.pages)
    except Exception as error:  # a wrong file makes pypdf raise whatever it stumbles over
        raise SourceRefused(
            _("This PDF is damaged or locked. Save it anew without a password, or paste its text.")
        ) from error
    if len("".join(text.split())) < 10:
        raise SourceRefused(
            _(
                "This PDF is a scan: it holds pictures and no text. Run text recognition on it first, or paste the text."
            )
        )
    return Extracted(_tidy(text), "application/pdf")


def _tidy(text: str) -> str:
    """One kind of line end, and neither NUL nor half a character, which PostgreSQL cannot store."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return _SURROGATES.sub("\ufffd", text)
