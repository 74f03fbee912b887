"""Files that mean harm, or came to it: each is refused in words."""

import io
import zipfile

import pytest

from yinli.base.sources import extract
from yinli.base.sources.extract import SourceRefused


def test_a_word_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(extract, "MOST_UNPACKED", 1_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * 2_000_000)
    with pytest.raises(SourceRefused, match="MB"):
        extract.extract(packed.getvalue(), "bomb.docx")


def test_a_text_that_would_hold_up_a_worker_is_refused_with_its_length():
    with pytest.raises(SourceRefused, match="100,000"):
        extract.extract(("很长的话。" * 20_001).encode(), "long.txt")


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing else", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", b"%PDF"])
def test_a_broken_pdf_is_refused_whatever_breaks(data):
    with pytest.raises(SourceRefused):
        extract.extract(data, "broken.pdf")


def test_what_a_database_cannot_store_is_left_out_of_the_text():
    assert extract._tidy("一\x00二\ud800三\r\n") == "一二\ufffd三\n"
