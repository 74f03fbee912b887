"""What takes a Word file, a PDF, a web page or an e-mail apart. Runs in a process of its own (`child.py`), without Django."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from unicodedata import east_asian_width

from yinli.base.sources.mail import read_mail
from yinli.base.sources.unreadable import Unreadable

# A report of 200 pages has some 200,000. The reader takes some ten seconds and 200 MB for each 100,000.
MOST_CHARACTERS = 250_000
# A Word file is a zip: a small one can unpack to gigabytes, or hold a million files.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
_MACROS = re.compile(r"vbaproject|vbadata|activex/|macrosheets/", re.IGNORECASE)
# What Word fetches or runs when the file is opened; a link that somebody has to click stays allowed.
_FETCHED = re.compile(
    rb"""<Relationship\b(?=[^>]*TargetMode\s*=\s*["']External)"""
    rb"""(?=[^>]*/(attachedTemplate|oleObject|frame|subDocument|package|control|afChunk)["'])""",
    re.IGNORECASE,
)

_PAGE_NUMBER = re.compile(r"[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d+\s*页(?:[\s/,，]*共\s*\d+\s*页)?|\d+\s*/\s*\d+")
# Narrower lines are headings and cells of tables, whatever else stands on their page.
_NARROW = 12
_SENTENCE_ENDS = "。！？；：!?;:"
# An item of a list, an indented paragraph.
_BEGINS_ANEW = re.compile(r"[\s　]{2,}|[●■◆▲•·*]|[(（]?[一二三四五六七八九十\d]{1,3}[、.)）．]")


def read_docx(data: bytes) -> tuple[str, str]:
    """(text, title) of a Word document. Raises Unreadable."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
        document = docx.Document(io.BytesIO(data))
    except Unreadable:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable("not_word") from error
    except Exception as error:  # lxml and opc raise their own; all mean the same to the reader
        raise Unreadable("damaged_word") from error
    text = _within(_block_text(block) for block in document.iter_inner_content())
    if not text.strip():
        raise Unreadable("empty_word")
    return text, ""


def _check_parts(parts: zipfile.ZipFile) -> None:
    members = parts.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or len(members) > MOST_PARTS:
        raise Unreadable("unpacks_too_large", unpacked)
    kinds = parts.read("[Content_Types].xml")
    if b"macroEnabled" in kinds or any(_MACROS.search(member.filename) for member in members):
        raise Unreadable("macros")
    for member in members:
        if member.filename.endswith(".rels") and _FETCHED.search(parts.read(member)):
            raise Unreadable("fetches")


def _block_text(block) -> str:
    if hasattr(block, "rows"):
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in block.rows)
    return block.text


def _within(pieces) -> str:
    """The pieces as lines, given up as soon as there are too many characters."""
    kept, count = [], 0
    for piece in pieces:
        kept.append(piece)
        count += len(piece) + 1
        if count > 2 * MOST_CHARACTERS:
            raise Unreadable("too_long", count)
    return "\n".join(kept)


def read_pdf(data: bytes) -> tuple[str, str]:
    """(text, title) of a PDF. Raises Unreadable."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        text = _within(_unwrapped(_page_text(document[number]) for number in range(len(document))))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a wrong file makes the reader raise whatever it stumbles over
        raise Unreadable("damaged_pdf") from error
    if len("".join(text.split())) < 10:
        raise Unreadable("scan")
    return text, ""


def _page_text(page) -> list[str]:
    """The lines of one page, without its number."""
    lines = [line.rstrip() for line in page.get_textpage().get_text_bounded().splitlines() if line.strip()]
    page.close()
    ends = {0, len(lines) - 1}
    return [
        line for at, line in enumerate(lines) if at not in ends or not _PAGE_NUMBER.fullmatch(line.strip())
    ]


def _unwrapped(pages: Iterable[list[str]]) -> Iterator[str]:
    """Paragraphs: a line that fills its page's width and ends no sentence goes on in the next one, over pages too."""
    open_ = ""
    for lines in pages:
        full = 0.85 * max((_width(line) for line in lines), default=0)
        for line in lines:
            if open_ and _BEGINS_ANEW.match(line):
                yield open_
                open_ = ""
            open_ += _joint(open_, line) + line.strip() if open_ else line
            if _width(line) < max(full, _NARROW) or line[-1] in _SENTENCE_ENDS:
                yield open_
                open_ = ""
    if open_:
        yield open_


def _width(line: str) -> float:
    """How wide a line is, in full-width signs."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in line)


def _joint(before: str, after: str) -> str:
    """A blank between two Latin words, nothing between Chinese signs."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return " " if latin else ""


def read_html(data: bytes) -> tuple[str, str]:
    """(text, title) of the article in a web page, given in UTF-8. Raises Unreadable."""
    import trafilatura

    markup = data.decode("utf-8")
    text = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    if not text:
        raise Unreadable("no_article")
    meta = trafilatura.extract_metadata(markup)
    return text, (meta and meta.title) or ""


def read_sheets(data: bytes, name: str) -> tuple[str, str]:
    """(all sheets as one text, "") of a workbook or csv (core.sheets.grid). Raises Unreadable."""
    from yinli.core.sheets.grid import as_text
    from yinli.core.sheets.opening import open_sheets
    from yinli.core.sheets.refusal import SheetRefused

    try:
        return as_text(open_sheets(data, name)), ""
    except SheetRefused as refused:
        raise Unreadable(refused.code, refused.value) from refused


PARSERS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    "docx": read_docx,
    "pdf": read_pdf,
    "html": read_html,
}
PARSERS["workbook"] = partial(read_sheets, name="sheet.xlsx")
PARSERS["text"] = partial(read_sheets, name="sheet.csv")
PARSERS["eml"] = partial(read_mail, parsers={kind: PARSERS[kind] for kind in ("docx", "pdf", "html")})
