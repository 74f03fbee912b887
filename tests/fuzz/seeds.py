"""Small files of every kind that is taken in, from which the fuzzer begins: the first byte says the kind."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import xlsxwriter

TEXT = (
    "3月5日，区委书记高林一行赴苏州考察，与江苏澜起智能装备有限公司董事长秦岭座谈。\n"
    "双方签订投资协议，计划总投资不低于12.5亿元，前三季度引进项目47个，同比增长12.6%，电话13800001234。\n"
)
ROWS = [
    ["企业名称", "计划总投资（万元）", "联系电话", "首次对接日期"],
    ["江苏澜起智能装备有限公司", "125000", "13800001234", "2025-03-05"],
    ["无锡云帆软件有限公司", "约2亿", "0510-82701234", "3月5日"],
]
# The kinds, in the order of their first byte. The last two put the bytes into a file that is whole around them.
KINDS = ("text", "csv", "mail", "html", "pdf", "docx", "workbook", "docx_body", "sheet_body")


def write(folder: Path) -> None:
    """A file a kind."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, kind in enumerate(KINDS):
        (folder / kind).write_bytes(bytes([at]) + seed(kind))
    for encoding in ("gb18030", "utf-16", "big5"):
        (folder / f"text-{encoding}").write_bytes(b"\x00" + TEXT.encode(encoding, "replace"))


def seed(kind: str) -> bytes:
    """The bytes of a small file."""
    return {
        "text": lambda: TEXT.encode(),
        "csv": lambda: "\n".join(",".join(row) for row in ROWS).encode(),
        "mail": _mail,
        "html": lambda: (
            f"<html><head><title>要闻</title></head><body><article><p>{TEXT * 4}</p></article></body></html>".encode()
        ),
        "pdf": _pdf,
        "docx": _docx,
        "workbook": _workbook,
        "docx_body": lambda: _part(_docx(), "word/document.xml"),
        "sheet_body": lambda: _part(_workbook(), "xl/worksheets/sheet1.xml"),
    }[kind]()


def around(kind: str, body: bytes) -> bytes:
    """A whole file with `body` as its document or its sheet."""
    whole, name = (
        (_docx(), "word/document.xml") if kind == "docx_body" else (_workbook(), "xl/worksheets/sheet1.xml")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(member, body if member == name else old.read(member))
    return out.getvalue()


def _part(whole: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        return parts.read(name)


def _mail() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        "对接情况",
        "a@example.com",
        "Thu, 5 Mar 2026 09:00:00 +0800",
    )
    mail.set_content(TEXT)
    mail.add_attachment(_docx(), maintype="application", subtype="octet-stream", filename="纪要.docx")
    return mail.as_bytes()


def _docx() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(TEXT)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "企业", "江苏澜起智能装备有限公司"
    document.save(out)
    return out.getvalue()


def _workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    for at, row in enumerate(ROWS):
        sheet.write_row(at, 0, row)
    sheet.write_formula(3, 0, '=HYPERLINK("http://example.com","a")')
    book.close()
    return out.getvalue()


def _pdf() -> bytes:
    """A page that says one sentence."""
    said = b"BT /F1 12 Tf 72 720 Td (Signed with Lanqi Ltd on 5 March 2026 for 12.5 million) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(said), said),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"
