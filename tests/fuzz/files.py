"""What anybody may upload, changed at random and steered by which lines run (`make fuzz`): every file is either read or
refused with a code, and what was read can be understood and told where it stood."""

import sys
from datetime import date
from pathlib import Path

import atheris

from tests.fuzz.seeds import KINDS, around, write

with atheris.instrument_imports(include=["yinli", "docx", "openpyxl"]):
    from yinli.base.sources.parsers import PARSERS
    from yinli.base.sources.unreadable import Unreadable
    from yinli.core.decoding import NotText, decode
    from yinli.core.reading import propose, read
    from yinli.core.sheets.columns import columns, guess_columns
    from yinli.core.sheets.grid import from_text
    from yinli.core.sheets.header import body, guess_header, titles
    from yinli.core.sheets.rows import read_row

TODAY = date(2026, 9, 8)
# The model reads some ten thousand signs a second: a longer text would leave time for few tries.
READ = 600


def test_one(data: bytes) -> None:
    """One file, from its bytes to what is proposed."""
    if not data:
        return
    kind, content = KINDS[data[0] % len(KINDS)], data[1:]
    try:
        text = _text(kind, content)
    except (Unreadable, NotText):
        return
    if kind in ("csv", "workbook", "sheet_body"):
        _read_sheet(text)
    else:
        _read_text(text[:READ])


def _text(kind: str, content: bytes) -> str:
    if kind == "text":
        return decode(content)[0]
    if kind.endswith("_body"):
        parser = "docx" if kind == "docx_body" else "workbook"
        return PARSERS[parser](around(kind, content))[0]
    if kind == "html":
        content = decode(content)[0].encode("utf-8", "replace")
    return PARSERS[{"csv": "text", "mail": "eml"}.get(kind, kind)](content)[0]


def _read_sheet(text: str) -> None:
    for grid in from_text(text):
        header = guess_header(grid)
        named, lines = titles(grid, header), body(grid, header)
        read_columns = columns(named, guess_columns(named, [line.cells for line in lines[:50]]))
        for line in lines[:50]:
            read_row(line.cells, line.cells, read_columns, TODAY)


def _read_text(text: str) -> None:
    found = read(text, TODAY)
    propose(found)
    for one in found.candidates:
        assert all(0 <= start < end <= len(text) for start, end in one.spans), one


def main() -> None:
    """`files.py FOLDER [options of libFuzzer]`: seeds are written to FOLDER, and what was found interesting is kept there."""
    folder = Path(sys.argv[1])
    write(folder)
    atheris.Setup([sys.argv[0], *sys.argv[2:], str(folder)], test_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
