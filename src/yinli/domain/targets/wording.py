"""How a figure or a target of an indicator is said: a count with its unit, yuan, or per cent."""

from decimal import Decimal

from django.utils.translation import get_language

from yinli.core.counting import Indicator
from yinli.core.label import counted_in, in_language
from yinli.core.money import format_yuan


def language() -> str:
    """The language the page is being written in."""
    return get_language() or "zh-hans"


def name_of(indicator: Indicator) -> str:
    """The indicator's name."""
    return in_language(indicator.label, language())


def said(indicator: Indicator, value: Decimal | None) -> str:
    """`value` as a board says it: 1,234; 12.5亿元; 85%. A ratio is given as a share, 0.85. Nothing for None."""
    if value is None:
        return ""
    if indicator.kind == "ratio":
        return f"{_trimmed(value * 100, 1)}%"
    return format_yuan(value, language()) if indicator.measure else _trimmed(value, 2)


def with_unit(indicator: Indicator, value: Decimal | None) -> str:
    """The same with the unit of a count behind it: 12个, 12 projects, 1 project."""
    if value is None or indicator.kind != "count":
        return said(indicator, value)
    between = "" if language().startswith("zh") else " "
    return f"{said(indicator, value)}{between}{counted_in(indicator.unit, value, language())}"


def headline(indicator: Indicator, value: Decimal | None) -> str:
    """A figure in large type: 12个 in Chinese, 12 in English, where the label names what is counted."""
    return with_unit(indicator, value) if language().startswith("zh") else said(indicator, value)


def target_said(indicator: Indicator, value: Decimal | None) -> str:
    """A target as it is kept (ratios in per cent), with its unit."""
    return with_unit(indicator, value / 100 if value is not None and indicator.kind == "ratio" else value)


def _trimmed(value: Decimal, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
