"""A value of a row, said as its field is."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yinli.core.counting import Field
from yinli.core.label import in_language
from yinli.core.money import format_yuan
from yinli.domain.targets.wording import language


def value_said(found: Field, value: Any) -> str:
    """`value` in words; a dash for what is not filled in."""
    if value is None:
        return _("not filled in")
    if str(value) in found.choices:
        return in_language(found.choices[str(value)], language())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    return format_yuan(value, language(), exact=True) if isinstance(value, Decimal) else str(value)
