"""What takes a Word file, a PDF, a web page or an e-mail apart. Runs in a process of its own (`child.py`), without Django."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from yinli.base.sources.mail import read_mail
from yinli.base.sources.unreadable import Unreadable
from yinli.core.pagetext import paragraphs

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


def read_docx(data: bytes) -> tuple[str, str]:
    """(text, title) of a Word document. Raises Unreadable."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
        document = docx.Document(io.BytesIO(data))
        text = _within(_block_text(block) for block in document.iter_inner_content())
    except (Unreadable, MemoryError):
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable("not_word") from error
    except Exception as error:  # lxml and opc raise their own; all mean the same to the reader
        raise Unreadable("damaged_word") from error
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
    if not hasattr(block, "rows"):
        return block.text
    seen: set[int] = set()
    return "\n".join("\t".join(_once(row.cells, seen)) for row in block.rows)


def _once(cells, seen: set[int]) -> Iterator[str]:
    """The texts of cells; one that spans several columns or rows comes up in each of them, and is told once."""
    for cell in cells:
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            yield cell.text


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
        text = _within(paragraphs(_lines(document[number]) for number in range(len(document))))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a wrong file makes the reader raise whatever it stumbles over
        raise Unreadable("damaged_pdf") from error
    if len("".join(text.split())) < 10:
        raise Unreadable("scan")
    return text, ""


def _lines(page) -> list[str]:
    found = page.get_textpage().get_text_bounded().splitlines()
    page.close()
    return found


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
