"""Files that mean harm, or came to it: each is refused in words, within seconds, by a process of its own."""

import contextlib
import io
import time
import zipfile

import docx
import pytest
from django.utils import translation
from docx.opc.constants import RELATIONSHIP_TYPE

from yinli.base.accounts.models import SYSTEM
from yinli.base.sources import apart, extract
from yinli.base.sources.actions import keep
from yinli.base.sources.extract import SourceRefused
from yinli.base.sources.unreadable import Unreadable

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "衡川精密仪器股份有限公司拟投资五亿元建设研发中心。"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def word(text=WORDS, **parts) -> bytes:
    """A Word document with more parts in its zip."""
    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.save(made)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return made.getvalue()


def with_relation(kind: str) -> bytes:
    """A Word document that points outside by a relation of `kind`."""
    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph(WORDS)
    document.part.rels.get_or_add_ext_rel(kind, "http://evil.example/template.dotm")
    document.save(made)
    return made.getvalue()


def pdf(pages: str, objects: list[bytes]) -> bytes:
    """A PDF of hand-written objects; its table of them is left out, as readers forgive."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, one) for at, one in enumerate(objects, start=3))
    head = (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
        + pages.encode()
        + b"\nendobj\n"
    )
    return head + body + b"trailer\n<< /Root 1 0 R >>\n%%EOF"


def test_an_honest_word_file_is_read_with_its_links():
    assert WORDS in extract.extract(word(), "a.docx").text
    assert WORDS in extract.extract(with_relation(RELATIONSHIP_TYPE.HYPERLINK), "a.docx").text


def test_a_word_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("word/document.xml", "w") as part,
    ):
        for _ in range(220):
            part.write(bytes(1024 * 1024))
    with pytest.raises(SourceRefused, match="MB"):
        extract.extract(packed.getvalue(), "bomb.docx")


def test_a_zip_of_very_many_files_is_refused():
    with pytest.raises(SourceRefused):
        extract.extract(word(**{f"x/{at}": b"" for at in range(2_100)}), "many.docx")


def test_a_zip_within_a_zip_is_not_opened():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("bomb", bytes(50 * 1024 * 1024))
    start = time.monotonic()
    assert (
        WORDS in extract.extract(word(**{"word/embeddings/bomb.zip": inner.getvalue()}), "nested.docx").text
    )
    assert time.monotonic() - start < 10


def test_entities_that_multiply_are_not_resolved():
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as honest, zipfile.ZipFile(made, "w") as parts:
        for name in honest.namelist():
            content = honest.read(name)
            if name == "word/document.xml":
                content = (bomb + "]>").encode() + content.partition(b"?>")[2].replace(WORDS.encode(), b"&k;")
            parts.writestr(name, content)
    text = ""
    with contextlib.suppress(SourceRefused):
        text = extract.extract(made.getvalue(), "laughs.docx").text
    assert len(text) < 100


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.bin", "word/vbaData.xml"])
def test_a_word_file_with_macros_is_refused_whatever_its_name(name):
    with pytest.raises(SourceRefused, match="macros"):
        extract.extract(word(**{name: b"x"}), "harmless.docx")


@pytest.mark.parametrize(
    "kind", [f"{OFFICE}/{kind}" for kind in ("attachedTemplate", "oleObject", "frame", "subDocument")]
)
def test_a_word_file_that_fetches_its_template_is_refused(kind):
    with pytest.raises(SourceRefused, match="elsewhere"):
        extract.extract(with_relation(kind), "template.docx")


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?>\n<svg onload="alert(1)"><text>hello there, dear reader</text></svg>',
        b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"PK\x05\x06" + bytes(18),
    ],
)
def test_what_is_no_text_is_refused_under_the_name_of_a_text(data):
    with pytest.raises(SourceRefused):
        extract.extract(data, "notes.txt")


def test_a_pdf_of_endless_pages_ends_within_the_time(monkeypatch):
    """Every page is the same heavy one, and the tree says there are very many."""
    heavy = b"BT /F1 9 Tf " + b"(x) Tj " * 400_000 + b"ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(heavy), heavy)
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 9 9] >>"
    kids = " ".join(["3 0 R"] * 5_000)
    data = pdf(f"<< /Type /Pages /Count 5000 /Kids [{kids}] >>", [page, stream])
    start = time.monotonic()
    with pytest.raises(Unreadable):
        apart.take_apart("pdf", data, seconds=3)
    assert time.monotonic() - start < 6


def test_a_process_that_wants_too_much_memory_ends_alone(monkeypatch):
    many = b"".join(b"%d 0 obj\n<< /A [%s] >>\nendobj\n" % (at, b"0 " * 500) for at in range(5, 6_000))
    with pytest.raises(Unreadable):
        apart.take_apart("pdf", b"%PDF-1.7\n" + many + b"trailer << /Root 5 0 R >>", seconds=20)


def test_the_process_that_reads_knows_no_secret(monkeypatch):
    monkeypatch.setenv("YINLI_DATABASE_APP_URL", "postgres://secret")
    monkeypatch.setenv("YINLI_SECRET_KEY", "secret")
    assert "secret" not in str(apart._bare())


def test_a_page_with_a_script_is_only_ever_handed_out_to_be_saved(cast, client):
    """Under a harmless name: read as what it is, shown as text, handed out as bytes."""
    script = "<script>alert(1)</script>"
    page = f"<html><body><article><p>{WORDS * 20}</p>{script}</article></body></html>"
    source = keep(page.encode(), "report.txt", by=SYSTEM)
    client.force_login(cast.bureau_person)
    answer = client.get(f"/sources/{source.pk}/original/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert script.encode() not in client.get(f"/sources/{source.pk}/").content


def test_a_file_that_is_two_things_is_refused_or_read_as_what_it_begins_with():
    page = f"<html><body><article><p>{WORDS * 20}</p></article></body></html>".encode()
    with pytest.raises(SourceRefused):
        extract.extract(page + word(), "page.html")
    assert WORDS in extract.extract(word() + b"%PDF-1.7", "both.pdf").text


def test_a_text_that_would_hold_up_a_worker_is_refused_with_its_length():
    with pytest.raises(SourceRefused, match="250,000"):
        extract.extract(("很长的话。" * 50_001).encode(), "long.txt")


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing else", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", b"%PDF"])
def test_a_broken_pdf_is_refused_whatever_breaks(data):
    with pytest.raises(SourceRefused):
        extract.extract(data, "broken.pdf")


def test_what_a_database_cannot_store_is_left_out_of_the_text():
    assert extract._tidy("一\x00二\ud800三\r\n") == "一二\ufffd三\n"
