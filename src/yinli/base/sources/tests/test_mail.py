"""E-mails are read with their head and with what was attached to them."""

import io
from email.message import EmailMessage

import docx
import pytest
from django.utils import translation

from yinli.base.sources.extract import SourceRefused, extract

LEAD = "衡川精密仪器股份有限公司拟在我区投资5亿元建设研发中心，联系人李澄。"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def mail(text=LEAD) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "商会秘书处 <office@chamber.example>", "招商局 <lead@district.example>"
    made["Subject"], made["Date"] = "线索：衡川精密", "Mon, 06 Jul 2026 09:12:00 +0800"
    made.set_content(text)
    return made


def word(text) -> bytes:
    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def test_a_mail_is_read_with_its_subject_its_sender_and_its_day():
    found = extract(mail().as_bytes(), "线索.eml")
    assert found.title == "线索：衡川精密" and found.media_type == "message/rfc822"
    assert "Subject: 线索：衡川精密" in found.text and "Date: 2026-07-06 09:12" in found.text
    assert LEAD in found.text


def test_a_mail_is_known_by_its_head_whatever_its_name():
    assert extract(b"MIME-Version: 1.0\r\n" + mail().as_bytes(), "msg.txt").media_type == "message/rfc822"


def test_a_letter_that_only_begins_like_one_stays_a_text():
    assert extract("From: here\n衡川精密落户我区。".encode(), "note.txt").media_type == "text/plain"


def test_gb2312_that_means_gbk_is_read():
    head = b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
    assert "镕晟科技" in extract(head + "镕晟科技来访".encode("gbk"), "a.eml").text


def test_a_mail_of_html_alone_is_read_as_text():
    made = mail()
    made.set_content(f"<html><body><p>{LEAD}</p></body></html>", subtype="html")
    text = extract(made.as_bytes(), "a.eml").text
    assert LEAD in text and "<p>" not in text


def test_what_was_attached_is_read_under_its_name():
    made = mail("请阅附件。")
    made.add_attachment(word(LEAD), maintype="application", subtype="octet-stream", filename="项目简介.docx")
    made.add_attachment(b"\x00\x01", maintype="image", subtype="png", filename="名片.png")
    text = extract(made.as_bytes(), "a.eml").text
    assert f"Attachment: 项目简介.docx\n{LEAD}" in text and "Attachment: 名片.png" in text


def test_a_forwarded_mail_is_read_and_one_in_another_without_end_is_not():
    made = mail(LEAD)
    for _level in range(12):
        outer = mail("转发如下。")
        outer.add_attachment(made)
        made = outer
    assert LEAD not in extract(made.as_bytes(), "a.eml").text
    once = mail("转发如下。")
    once.add_attachment(mail(LEAD))
    assert LEAD in extract(once.as_bytes(), "a.eml").text


def test_a_bad_attachment_costs_only_itself():
    made = mail(LEAD)
    made.add_attachment(b"PK\x03\x04 broken", maintype="application", subtype="zip", filename="a.docx")
    assert LEAD in extract(made.as_bytes(), "a.eml").text


def test_a_mail_without_words_is_refused_in_words():
    with pytest.raises(SourceRefused, match="holds no text"):
        extract(mail("\n").as_bytes(), "a.eml")
