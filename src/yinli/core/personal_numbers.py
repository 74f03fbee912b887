"""Numbers that lead to a person, found in any text: mobile and landline phones, identity numbers, bank
cards, e-mail addresses.

Amounts, areas and credit codes are none of them. Every span counts characters of the text as given, and a
mask is exactly as long as what it hides, so that evidence read from the text keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MASK = "*"
_WIDE = str.maketrans(
    "０１２３４５６７８９＋－（）＠．ＸｘＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＹＺ\u3000\u00a0",
    "0123456789+-()@.XxABCDEFGHIJKLMNOPQRSTUVWYZ  ",
)
_GAP = r"[ \t\-\u2010-\u2015\u2212.·]{0,3}"
# What follows an amount or an area is no phone: 13912345678元.
_NO_MEASURE = r"(?![0-9]|\.[0-9]|\s?(?:元|万|亿|平方|㎡|亩|吨|美元|股|份|%|％))"
_BEFORE = r"(?<![0-9.¥￥$])"
_MOBILE = re.compile(
    rf"{_BEFORE}(?:(?:\+|00)?86{_GAP})?"
    rf"(?:1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|1[3-9][0-9]{{2}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}})"
    rf"{_NO_MEASURE}"
)
_LANDLINE = re.compile(
    rf"{_BEFORE}(?:(?:\+|00)86{_GAP})?(?:\(0[1-9][0-9]{{1,2}}\)|0[1-9][0-9]{{1,2}}){_GAP}"
    rf"[2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}(?:{_GAP}(?:转|ext\.?){_GAP}[0-9]{{1,6}})?{_NO_MEASURE}"
)
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"(?![0-9A-Za-z])"
)
_CARD = re.compile(
    rf"{_BEFORE}(?:62|4[0-9]|5[1-5]|3[457])[0-9]{{2}}(?:[ \-]?[0-9]{{4}}){{2,3}}(?:[ \-]?[0-9]{{1,3}})?{_NO_MEASURE}"
)
# No address has more than 64 signs before its @; without a bound a page of letters would be looked at anew from each.
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}"
)
_CREDIT_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NP-RTUW-Y]{18}(?![0-9A-Za-z])")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NOT_DIGITS = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """One number at `text[start:end]`. `kind` is mobile, landline, identity, card or email;
    `value` its one spelling: digits without gaps or country code, an address in lower case."""

    start: int
    end: int
    kind: str
    value: str


def find(text: str) -> list[PersonalNumber]:
    """Every personal number of `text`, in order, none inside another."""
    flat = text.translate(_WIDE)
    if "@" not in flat and not re.search(r"[0-9]{3}", flat):
        return []
    codes = [found.span() for found in _CREDIT_CODE.finditer(flat) if not _is_identity(found.group())]
    taken: list[PersonalNumber] = []
    for kind, pattern, read in _KINDS:
        for found in pattern.finditer(flat):
            value = read(found.group())
            inside = any(a <= found.start() and found.end() <= b for a, b in codes)
            if value and not inside and not any(_overlap(found.span(), (a.start, a.end)) for a in taken):
                taken.append(PersonalNumber(*found.span(), kind, value))
    return sorted(taken, key=lambda one: one.start)


def hide(text: str, numbers: Iterable[PersonalNumber]) -> str:
    """`text` with each number replaced by as many mask signs: its length never changes."""
    signs = list(text)
    for one in numbers:
        signs[one.start : one.end] = MASK * (one.end - one.start)
    return "".join(signs)


def without_numbers(text: str) -> str:
    """`text` with every personal number in it hidden."""
    found = find(text)
    return hide(text, found) if found else text


# As people write one: figures, + ( ) - and blanks, then perhaps an extension.
_PHONE = re.compile(r"\+?[0-9 ()\-\u2010-\u2015]+(?:(?:转|分机|ext\.?|x)[ :]?[0-9]{1,6})?", re.IGNORECASE)
_FEWEST_FIGURES = 5


def is_phone(value: str) -> bool:
    """Whether `value` can be dialled: a phone number of any country, with an extension or without."""
    flat = value.translate(_WIDE).strip()
    figures = len(_NOT_DIGITS.sub("", re.split("[转分ex]", flat, maxsplit=1, flags=re.IGNORECASE)[0]))
    return _PHONE.fullmatch(flat) is not None and figures >= _FEWEST_FIGURES


def spelling(value: str) -> str:
    """The one spelling of what somebody typed as a phone number or an e-mail address, to compare by."""
    flat = value.translate(_WIDE).strip()
    if "@" in flat:
        return flat.lower()
    found = find(flat)
    return found[0].value if len(found) == 1 else _NOT_DIGITS.sub("", flat)


def masked(kind: str, value: str) -> str:
    """How a value is shown to those who did not ask for it: 138****5678, 张*, z***@…; `kind` is
    phone, name, email or text."""
    return _MASKS[kind](value) if value else ""


def _phone_mask(value: str) -> str:
    digits = _NOT_DIGITS.sub("", value.translate(_WIDE))
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 11 else "****" + digits[-2:]


def _name_mask(value: str) -> str:
    return value[:1] + "*" * max(1, len(value) - 1)


def _email_mask(value: str) -> str:
    name, _, host = value.partition("@")
    return f"{name[:1]}***@{host}" if host else "***"


_MASKS: dict[str, Callable[[str], str]] = {
    "phone": _phone_mask,
    "name": _name_mask,
    "email": _email_mask,
    "text": lambda value: "***",
}


def _mobile(found: str) -> str:
    return _NOT_DIGITS.sub("", found)[-11:]


def _landline(found: str) -> str:
    digits = _NOT_DIGITS.sub("", re.split(r"转|ext", found)[0])
    digits = digits.removeprefix("00")
    return digits.removeprefix("86") if found.startswith(("+", "00")) else digits


def _identity(found: str) -> str:
    return found.upper() if _is_identity(found) else ""


def _is_identity(text: str) -> bool:
    if not _IDENTITY.fullmatch(text):
        return False
    total = sum(int(sign) * weight for sign, weight in zip(text[:17], _IDENTITY_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def _card(found: str) -> str:
    """The digits of a bank card, whose last checks the others (Luhn); "" for any other number."""
    digits = _NOT_DIGITS.sub("", found)
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits))]
    return digits if 14 <= len(digits) <= 19 and sum(d // 10 + d % 10 for d in doubled) % 10 == 0 else ""


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# In this order: a longer number is looked for before a shorter one that could stand inside it.
_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("email", _EMAIL, str.lower),
    ("identity", _IDENTITY, _identity),
    ("card", _CARD, _card),
    ("mobile", _MOBILE, _mobile),
    ("landline", _LANDLINE, _landline),
)
