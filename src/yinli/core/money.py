"""Money as texts write it, and as people read it. Values are Decimal; yuan unless a currency is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from yinli.core import moneytext
from yinli.core.numerals import NumberNotRead, parse_number, shortened, unit_value

Bound = Literal["exact", "at_least", "about", "at_most"]


class MoneyNotRead(ValueError):
    """The text is not one amount of money that can be read; `why` says what was wrong."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"“{shortened(text)}”: {why}")
        self.text, self.why = text, why


@dataclass(frozen=True)
class Amount:
    """An amount as stated: `original` (and `to`, the upper end of a range) are in `currency`.

    `yuan` is None while the currency is foreign and no rate is known.
    """

    yuan: Decimal | None
    original: Decimal
    currency: str
    bound: Bound
    to: Decimal | None
    surface: str

    def converted(self, rate: Decimal) -> Amount:
        """The same amount with `yuan` at `rate` yuan for one unit of its currency."""
        return replace(self, yuan=self.original * rate)


def parse_yuan(text: str, rate: Decimal | None = None) -> Amount:
    """The one amount in `text` ("超1600亿元", "6-8亿元", "两千万", "¥1.25 bn", "5000"); yuan if unnamed.

    `rate` is yuan for one unit of a foreign currency; none is built in. Raises MoneyNotRead.
    """
    surface = text.strip()
    if not surface:
        raise MoneyNotRead(text, "there is nothing to read")
    if moneytext.VAGUE.search(surface):
        raise MoneyNotRead(text, "the amount is vague (some, several)")
    found = moneytext.AMOUNT.fullmatch(surface)
    if not found:
        raise MoneyNotRead(text, "not an amount of money, such as 5亿元 or 5000万美元")
    amount = amount_of(found, text)
    return amount.converted(rate) if rate is not None and amount.currency != "CNY" else amount


def find_money(text: str) -> list[tuple[int, int, Amount]]:
    """Every amount in running text as (start, end, amount); `text[start:end]` is the surface.

    A number without 元 or another currency counts only as 万 or 亿 that stand next to words of money.
    """
    found = []
    for match in moneytext.AMOUNT.finditer(text):
        if not moneytext.is_money(match):
            continue
        try:
            amount = amount_of(match)
        except MoneyNotRead:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        found.append((start, start + len(amount.surface), amount))
    return found


def format_yuan(value: Decimal, lang: str = "zh", exact: bool = False) -> str:
    """`value` yuan as people read it: "12.5亿元" or "¥1.25 bn"; `exact` keeps every digit, for inputs.

    Digits beyond the second are cut, not rounded: 49.999亿 must not look like a 50亿 tier.
    """
    steps = moneytext.STEPS_ZH if lang.lower().startswith("zh") else moneytext.STEPS_EN
    size, before, after = next(step for step in steps if abs(value) >= step[0] or step[0] <= 1)
    shown = value / size if size > 1 else value
    if not exact:
        shown = shown.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    digits = f"{abs(shown):,f}" if steps is moneytext.STEPS_EN else f"{abs(shown):f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{'-' if shown < 0 else ''}{before}{digits}{after}"


def amount_of(match: re.Match[str], text: str = "") -> Amount:
    """The amount a match of `moneytext.AMOUNT` says; `text` is what an error quotes. Raises MoneyNotRead."""
    text = text or match.group()
    currency = moneytext.currency_of(match)
    try:
        number = _value(match["number"], match["english"])
        low = _low(match) if match["low"] else None
    except NumberNotRead as error:
        raise MoneyNotRead(text, error.why) from error
    if low is not None and low >= number:
        raise MoneyNotRead(text, "the range does not go up")
    original, to = (number, None) if low is None else (low, number)
    yuan = original if currency == "CNY" else None
    return Amount(yuan, original, currency, moneytext.bound_of(match), to, match.group().strip())


def _value(number: str, english: str | None) -> Decimal:
    value = parse_number(moneytext.FILLER.sub("", number))
    return _plain(value * moneytext.ENGLISH[english.lower()]) if english else value


def _low(match: re.Match[str]) -> Decimal:
    """The lower end; 6 in 6-8亿 borrows the unit of the upper end."""
    low = match["low"].strip()
    unit = moneytext.TRAILING_UNIT.search(match["number"].strip())
    if moneytext.TRAILING_UNIT.search(low) or not unit:
        return _value(low, match["english"])
    return _plain(parse_number(low) * unit_value(unit.group()))


def _plain(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value
