"""An e-mail as one text: its head, what was written, and what was attached. Runs in the process of `child.py`."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

from yinli.base.sources.unreadable import Unreadable

# Mail programs write these at the head of a saved message.
_HEAD = re.compile(rb"\A(?:(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*|[ \t][^\n]*)\r?\n){2,}")
_MAIL_ONLY = re.compile(rb"(?mi)^(?:From|Received|MIME-Version|Return-Path|Message-ID|Delivered-To):")
# A message in a message in a message is read no further; so many files are looked into.
_DEEPEST, _MOST_FILES = 5, 20
# Programs that write gb2312 mean its larger kin.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
}

Parsers = dict[str, Callable[[bytes], tuple[str, str]]]


def is_mail(data: bytes, name: str) -> bool:
    """Whether the bytes are a saved e-mail."""
    head = _HEAD.match(data[:20_000])
    return name.endswith(".eml") or bool(head and len(set(_MAIL_ONLY.findall(head.group()))) >= 2)


def read_mail(data: bytes, parsers: Parsers) -> tuple[str, str]:
    """(text, subject); attachments are read by `parsers` (docx, pdf, html). Raises Unreadable."""
    try:
        mail = message_from_bytes(data, policy=policy.default)
        text = _told(mail, parsers, 0)
    except (Unreadable, MemoryError, RecursionError):
        raise
    except Exception as error:  # a message can be broken in every line of it
        raise Unreadable("damaged_mail") from error
    if not re.search(r"\w", _without_head(text)):
        raise Unreadable("empty_mail")
    return text, _header(mail, "Subject")


def _told(mail: EmailMessage, parsers: Parsers, depth: int) -> str:
    lines = [f"{name}: {value}" for name in ("Subject", "From", "Date") if (value := _header(mail, name))]
    parts = ["\n".join(lines), _body(mail, parsers)]
    for part in list(mail.iter_attachments())[:_MOST_FILES]:
        parts.append(_attached(part, parsers, depth))
    return "\n\n".join(part for part in parts if part.strip())


def _without_head(text: str) -> str:
    return "\n".join(text.split("\n\n")[1:])


def _header(mail: EmailMessage, name: str) -> str:
    try:
        if name == "Date" and mail["Date"] is not None and mail["Date"].datetime:
            return f"{mail['Date'].datetime:%Y-%m-%d %H:%M}"
        return str(mail[name] or "").strip()
    except (AttributeError, ValueError, LookupError):
        return ""


def _body(mail: EmailMessage, parsers: Parsers) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    text = _decoded(body)
    if body.get_content_type() != "text/html":
        return text
    try:
        return parsers["html"](text.encode("utf-8", "replace"))[0]
    except Unreadable:
        return re.sub(r"<[^>]+>", "", text)


def _decoded(part: MIMEPart) -> str:
    data = part.get_payload(decode=True) or b""
    told = str(part.get_content_charset() or "utf-8").lower()
    for charset in (_WIDER.get(told, told), "utf-8", "gb18030"):
        try:
            return bytes(data).decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return bytes(data).decode("utf-8", "replace")


def _attached(part: MIMEPart, parsers: Parsers, depth: int) -> str:
    """What an attachment says, under its name; the name alone where it cannot be read."""
    name = part.get_filename() or ""
    title = f"Attachment: {name}" if name else ""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        if isinstance(inner, EmailMessage) and depth < _DEEPEST:
            return _told(inner, parsers, depth + 1)
        return title
    if part.get_content_type() == "text/plain":
        return f"{title}\n{_decoded(part)}"
    kind = next((kind for kind in parsers if name.lower().endswith(f".{kind}")), None)
    try:
        return f"{title}\n{parsers[kind](bytes(part.get_payload(decode=True) or b''))[0]}" if kind else title
    except Unreadable:
        return title
