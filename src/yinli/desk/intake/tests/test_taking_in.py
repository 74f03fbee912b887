"""Taking a document in: every bad input gets a clear message, and what was typed is kept."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from yinli.base.sources.models import Source
from yinli.desk.intake.models import Draft

LIST = reverse("intake:list")
SHORT = "5月13日，青榆区委书记沈若川率队赴苏州市开展招商考察，走访了澜舟微电子集团。"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


def upload(client, data: bytes, name: str, **more):
    return client.post(LIST, {"file": SimpleUploadedFile(name, data), "text": "", **more})


def test_a_pasted_text_opens_its_review(officer, news):
    response = officer.post(LIST, {"text": news, "published_on": "2024-05-20"})
    draft = Draft.objects.get()
    assert response.url == reverse("intake:detail", args=[draft.number])
    assert draft.source.encoding == "utf-8"
    page = officer.get(response.url)
    assert "澜舟微电子集团" in page.content.decode()


@pytest.mark.parametrize("given", [{}, {"text": "   \n "}])
def test_nothing_at_all_is_said_to_be_nothing(officer, given):
    response = officer.post(LIST, {"text": "", **given})
    assert response.status_code == 422
    assert not Source.objects.exists()


@pytest.mark.parametrize(("data", "name"), [(b"", "empty.txt"), (b" \n\t", "blank.txt")])
def test_an_empty_file_is_refused(officer, data, name):
    assert upload(officer, data, name).status_code == 422
    assert not Source.objects.exists()


def test_a_file_of_fifty_megabytes_is_refused_with_its_size(officer):
    response = upload(officer, b"x" * (50 * 1024 * 1024), "large.txt")
    assert response.status_code == 413
    assert "50 MB" in response.content.decode()


def test_a_scanned_pdf_is_said_to_be_a_scan(officer):
    paper = PdfWriter()
    paper.add_blank_page(200, 200)
    data = io.BytesIO()
    paper.write(data)
    response = upload(officer, data.getvalue(), "scan.pdf")
    assert response.status_code == 422
    assert "PDF" in response.content.decode()


@pytest.mark.parametrize("data", [b"plain words that no Word ever wrote", b"PK\x03\x04 broken"])
def test_a_docx_that_is_not_one_is_refused(officer, data):
    response = upload(officer, data, "minutes.docx")
    assert response.status_code == 422
    assert "Word" in response.content.decode()


def test_a_true_docx_is_read(officer):
    paper = docx.Document()
    paper.add_paragraph(SHORT)
    data = io.BytesIO()
    paper.save(data)
    assert upload(officer, data.getvalue(), "minutes.docx").status_code == 302
    assert Draft.objects.get().source.text.strip() == SHORT


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings_are_read_correctly(officer, encoding):
    assert upload(officer, SHORT.encode(encoding), "report.txt").status_code == 302
    assert Draft.objects.get().source.text == SHORT


def test_the_same_words_in_another_encoding_open_the_same_draft(officer):
    upload(officer, SHORT.encode("gbk"), "report.txt")
    response = officer.post(LIST, {"text": SHORT}, follow=True)
    assert Draft.objects.count() == 1
    assert response.redirect_chain[-1][0] == reverse("intake:detail", args=[Draft.objects.get().number])
    assert response.content.decode().count("林晓") > 2  # the menu's own name, the reader's, and the message's


def test_a_refusal_keeps_the_pasted_text(officer):
    response = officer.post(LIST, {"text": SHORT, "published_on": "no day"})
    assert response.status_code == 422
    assert SHORT in response.content.decode()


def test_a_text_and_a_file_at_once_are_asked_for_one_at_a_time(officer):
    response = upload(officer, b"other", "other.txt", text=SHORT)
    assert response.status_code == 422
    assert SHORT in response.content.decode()


def test_a_text_without_facts_is_kept_and_says_so(officer):
    response = officer.post(LIST, {"text": "今天天气很好，适合散步。晚上早点休息。"}, follow=True)
    assert Source.objects.count() == 1
    page = response.content.decode()
    assert reverse("enterprises:add") in page
    assert "data-item" not in page


def test_markup_in_a_text_is_shown_and_never_run(officer):
    attack = f"<script>alert(1)</script><img src=x onerror=alert(2)>{SHORT}"
    page = officer.post(LIST, {"text": attack}, follow=True).content.decode()
    assert "<script>alert(1)" not in page and "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_another_unit_that_brings_the_same_document_is_told_whom_to_ask(officer, client, cast):
    officer.post(LIST, {"text": SHORT})
    client.force_login(cast.south_officer)
    response = client.post(LIST, {"text": SHORT})
    assert response.status_code == 422
    assert "林晓" in response.content.decode() and SHORT in response.content.decode()
    assert Draft.objects.count() == 1


def test_whoever_may_not_read_sees_no_box(client, cast):
    client.force_login(cast.auditor)
    assert "<textarea" not in client.get(LIST).content.decode()
    assert client.post(LIST, {"text": SHORT}).status_code == 403
