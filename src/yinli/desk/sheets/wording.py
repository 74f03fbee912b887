"""What is said of rows: what is wrong and what to do about it, what changes, what stood beside the record."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yinli.base.history.wording import field_label
from yinli.base.ui.showing import yuan
from yinli.core.label import in_language
from yinli.core.sheets.lexicon import lexicon
from yinli.domain.projects.models import Project

# What a row says beside the fields of a project, in the order in which it is shown.
BESIDE = ("reported_by", "reported_on", "first_contact_on", "stage", "progress", "remark")


def field_words(code: str) -> str:
    """What a field of a sheet is called."""
    return in_language(lexicon().fields[code].label, get_language() or "zh")


def field_choices() -> list[tuple[str, str]]:
    """(code, words) of every field that a column may be; "" passes it over."""
    named = [(code, field_words(code)) for code, one in lexicon().fields.items() if one.kind != "none"]
    return [("", _("Pass over")), *named]


def error_words(error: Mapping[str, str]) -> str:
    """What is wrong and what to do: one sentence each."""
    return _reasons(error.get("more", ""))[error["code"]]


def place_words(error: Mapping[str, str]) -> str:
    """Where it is wrong, and what stood there: “Phone”: 12a."""
    where = error.get("column") or (field_words(error["field"]) if error.get("field") else "")
    found = error.get("found", "")
    if where and found:
        return _("“%(column)s” says “%(found)s”") % {"column": where, "found": found}
    return _("“%(column)s”") % {"column": where} if where else found


def in_one_line(errors: Sequence[Mapping[str, str]]) -> str:
    """All that is wrong with a row, for the sheet that is downloaded."""
    said = [": ".join(filter(None, (place_words(one), error_words(one)))) for one in errors]
    return "\n".join(said)


def _reasons(more: str) -> dict[str, str]:
    return {**_of_cells(more), **_of_money_and_days(more), **_of_rows(more), **_of_books(more)}


def _of_cells(more: str) -> dict[str, str]:
    return {
        "too_long": _("It is too long: at most %(most)s signs. Shorten it.") % {"most": more},
        "no_name": _("This is no name. Write the full name."),
        "code_as_number": _(
            "Excel has turned the code into a number and lost its last digits. Format the column as "
            "text and enter it again."
        ),
        "code_length": _(
            "A unified social credit code has 18 digits and letters; this one has %(count)s signs. "
            "Look it up."
        )
        % {"count": more},
        "code_wrong": _("Its check digit is wrong: one of the signs is mistyped. Look it up."),
        "no_phone": _("This is no phone number. Write it with its area code, or leave it empty."),
        "several_phones": _(
            "There are several numbers. Keep one; write the others down on the enterprise's page."
        ),
        "several_people": _(
            "There are several people. Keep one; write the others down on the enterprise's page."
        ),
        "number_in_name": _("There is a number within the name. Put phone numbers into the column for them."),
        "number_in_text": _(
            "There is a phone number or the like in the text. Put it into the column for phone numbers."
        ),
    }


def _of_money_and_days(more: str) -> dict[str, str]:
    return {
        "no_unit": _(
            "It is not said whether these are yuan, 10,000 yuan or 100 million yuan. Write the unit "
            "into the cell, or into the heading."
        ),
        "no_money": _("This is no amount. Write a number, or a number with its unit."),
        "negative": _("An amount cannot be below zero."),
        "range": _("This is a range. Write the one amount that counts."),
        "foreign": _(
            "This is in another currency (%(currency)s). Write it in yuan: no exchange rate is kept here."
        )
        % {"currency": more},
        "too_much": _("No amount is as large as this. Check the unit."),
        "no_day": _("This is no day. Write it as 2024-05-21."),
        "no_year": _("The year is missing. Write the day as 2024-05-21."),
        "no_day_of_month": _("The day of the month is missing. Write it as 2024-05-21."),
        "odd_year": _("The year %(year)s cannot be right.") % {"year": more},
        "ahead": _("This day (%(day)s) lies ahead. Correct it.") % {"day": more},
    }


def _of_rows(more: str) -> dict[str, str]:
    return {
        "no_enterprise": _("There is no enterprise. Write its name, or say which column holds it."),
        "phone_of_nobody": _(
            "There is a phone number and nobody whose it is. Write the contact's name beside it."
        ),
        "twice": _("Row %(row)s of this sheet is about the same project. Keep one of them.") % {"row": more},
        "officer_unknown": _(
            "Nobody of this name has an open account here. Correct the name, or leave it empty: the "
            "lead then goes to whom the rules say."
        ),
        "officer_ambiguous": _(
            "Several people have this name. Leave it empty, and hand the project over on its page."
        ),
        "officer_not_yours": _(
            "You may not give projects to this person. Leave it empty, or ask the investment bureau "
            "to import the sheet."
        ),
        "lead_unit_unknown": _(
            "There is no unit of this name. Write it as it is called here, or leave it empty."
        ),
        "lead_unit_gone": _("This unit was dissolved (%(gone)s). Write the unit that took its work over.")
        % {"gone": more},
        "lead_unit_ambiguous": _("Several units have this name. Leave it empty."),
        "lead_unit_not_yours": _(
            "You may not give projects to this unit. Leave it empty, or ask the investment bureau to "
            "import the sheet."
        ),
    }


def _of_books(more: str) -> dict[str, str]:
    return {
        "code_of_another": _("The code is that of %(name)s in the books. Correct the name or the code.")
        % {"name": more},
        "changed_since": _(
            "%(project)s was changed after the preview. Look what this row would change now, and import it again."
        )
        % {"project": more},
        "another_code": _("In the books this enterprise has the code %(code)s. Correct the name or the code.")
        % {"code": more},
        "reported_elsewhere": _("This has been reported already. Please ask the investment bureau."),
        "not_yours": _("It is in the books as %(project)s, and you may not change it. Ask its officer.")
        % {"project": more},
    }


def beside(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(words, value) of what a row says beside the fields of a project."""
    return [(field_words(code), str(values[code])) for code in BESIDE if values.get(code)]


def change_words(
    changes: Mapping[str, Sequence[Any]], names: Mapping[tuple[str, str], str]
) -> list[tuple[str, str, str]]:
    """(field, before, after) in words; `names` are those of people and units: (field, key) → name."""
    return [
        (_label(key), _shown(key, pair[0], names), _shown(key, pair[1], names))
        for key, pair in changes.items()
    ]


def _label(key: str) -> str:
    if key == "credit_code":
        return field_words(key)
    return str(field_label(Project._meta.label_lower, key))


def _shown(key: str, value: Any, names: Mapping[tuple[str, str], str]) -> str:
    if value in ("", None, []):
        return ""
    if key.endswith("_yuan"):
        return yuan(Decimal(value))
    if key.endswith("_on"):
        return date.fromisoformat(value).isoformat()
    if isinstance(value, list):
        return _(", ").join(value)
    return names.get((key, str(value)), str(value))
