"""Files that lie about themselves: names that climb, documents that ask for other files."""

import io
import zipfile

import pytest
from docx import Document

from yinli.base.sources import extract, store
from yinli.base.sources.actions import keep
from yinli.base.sources.extract import SourceRefused


def test_a_file_name_cannot_break_out_of_its_header(cast, client):
    name = '../../etc/passwd"\r\nSet-Cookie: stolen=1; 名.txt'
    source = keep("一段文字。".encode(), name, by=cast.north_officer)
    client.force_login(cast.north_officer)
    response = client.get(f"/sources/{source.pk}/original/")
    told = response["Content-Disposition"]
    assert response.status_code == 200 and told.startswith("attachment")
    assert "\r" not in told and "\n" not in told and "Set-Cookie" not in response.headers
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "name", ["../../../tmp/evil", "/etc/passwd", "..\\..\\evil.txt", "C:\\evil", "%2e%2e/x"]
)
def test_a_file_is_kept_under_its_hash_whatever_it_is_called(cast, settings, name):
    source = keep(b"words of a document", name, by=cast.north_officer)
    path = store.path_of(source.sha256, source.subject_id)
    assert path.is_file() and path.name == f"{source.sha256}.{source.subject_id}"
    assert path.resolve().is_relative_to(settings.YINLI_FILES)


def word_file(document: bytes) -> bytes:
    """A Word file whose main part is `document`."""
    empty, packed = io.BytesIO(), io.BytesIO()
    Document().save(empty)
    with zipfile.ZipFile(empty) as parts, zipfile.ZipFile(packed, "w") as out:
        for name in parts.namelist():
            out.writestr(name, document if name == "word/document.xml" else parts.read(name))
    return packed.getvalue()


SPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_a_word_file_that_names_a_file_of_ours_reads_none(tmp_path):
    """An external entity of XML: the secret stays where it is."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret-of-this-machine")
    entity = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file://' + str(secret).encode() + b'">]>'
    body = (
        b'<w:document xmlns:w="'
        + SPACE
        + b'"><w:body><w:p><w:r><w:t>seen: &x;</w:t></w:r></w:p></w:body></w:document>'
    )
    try:
        text = extract.extract(word_file(entity + body), "entity.docx").text
    except SourceRefused:
        text = ""
    assert "the-secret-of-this-machine" not in text


def test_a_word_file_of_entities_within_entities_does_not_grow(tmp_path):
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 10))
    entity = b'<!DOCTYPE d [<!ENTITY l0 "ha">' + laughs + b"]>"
    body = (
        b'<w:document xmlns:w="'
        + SPACE
        + b'"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>'
    )
    try:
        text = extract.extract(word_file(entity + body), "laughs.docx").text
    except SourceRefused:
        text = ""
    assert len(text) < 100_000
