"""What a proposed record consists of: its fields in order, their words, and how they are typed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yinli.base.ui.forms import MOST_YUAN
from yinli.core.counting import indicators
from yinli.core.dates import DayNotRead, parse_day
from yinli.core.label import in_language
from yinli.core.money import MoneyNotRead, parse_yuan
from yinli.core.personal_numbers import find
from yinli.domain.agreements.models import Agreement
from yinli.domain.enterprises.models import Enterprise, EnterpriseFact
from yinli.domain.enterprises.rules import WrongCreditCode, cleaned_credit_code
from yinli.domain.projects.models import Project
from yinli.domain.visits.models import Visit

# What the columns hold; a number beyond is a slip of the hand.
NUMBER = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Field:
    """One field of a proposed record. `kind`: text, code, long, choice, day, number, money, list, people or fixed."""

    code: str
    label: str
    kind: str = "text"
    options: Callable[[], list] | None = None


class WrongValue(ValueError):
    """What was typed is no value of this field; the message says what would be."""


def _indicators() -> list[tuple[str, str]]:
    language = get_language() or "zh-hans"
    return [(one.code, in_language(one.label, language)) for one in indicators().all.values() if one.shown]


# On what a project rests: only a signing, an MoU, an intent or a project spoken of by name makes one.
GROUNDS = [
    ("signing", _("Signing")),
    ("mou", _("Memorandum")),
    ("intent", _("Stated intent")),
    ("named_project", _("Project spoken of by name")),
    ("negotiation", _("Talks")),
]
OPERATORS = [(">=", _("at least")), ("=", _("exactly")), ("<", _("below"))]

FIELDS: dict[str, tuple[Field, ...]] = {
    "enterprise": (
        Field("name", _("Enterprise name")),
        Field("kind", _("Kind"), "choice", lambda: Enterprise.Kind.choices),
        Field("aliases", _("Also called"), "list"),
        Field("industries", _("Industries"), "list"),
        Field("city", _("City")),
        Field("credit_code", _("Unified social credit code"), "code"),
        Field("about", _("About"), "long"),
    ),
    "enterprise_fact": (
        Field("text", _("What is known")),
        Field("kind", _("Kind"), "choice", lambda: EnterpriseFact.Kind.choices),
        Field("year", _("Year"), "number"),
        Field("other", _("Other enterprise")),
    ),
    "contact": (
        Field("name", _("Name")),
        Field("title", _("Position")),
    ),
    "trip": (
        Field("title", _("Title")),
        Field("starts_on", _("From"), "day"),
        Field("ends_on", _("To"), "day"),
        Field("cities", _("Cities"), "list"),
        Field("leader", _("Led by"), "people"),
        Field("members", _("Members"), "people"),
        Field("purpose", _("Purpose"), "long"),
    ),
    "visit": (
        Field("kind", _("Kind"), "choice", lambda: Visit.Kind.choices),
        Field("part", _("Their part"), "choice", lambda: Visit.Part.choices),
        Field("place", _("Place")),
        Field("city", _("City")),
        Field("held_on", _("Day"), "day"),
        Field("met", _("Met")),
        Field("summary", _("What was said"), "long"),
    ),
    "project": (
        Field("name", _("Project name")),
        Field("track", _("Track"), "choice", lambda: Project.Track.choices),
        Field("ground", _("Ground"), "choice", lambda: GROUNDS),
        Field("planned_investment_yuan", _("Planned investment"), "money"),
        Field("about", _("About"), "long"),
    ),
    "agreement": (
        Field("title", _("Title")),
        Field("kind", _("Kind of agreement"), "choice", lambda: Agreement.Kind.choices),
        Field("signed_on", _("Signed on"), "day"),
        Field("home_side", _("Our side")),
        Field("amount_yuan", _("Amount"), "money"),
    ),
    "claimed_result": (
        Field("surface", _("As written"), "fixed"),
        Field("count", _("Count"), "number"),
        Field("counted_in", _("Counted in")),
        Field("threshold_yuan", _("Value class"), "money"),
        Field("op", _("Bound"), "choice", lambda: OPERATORS),
        Field("as_of", _("As of"), "day"),
        Field("indicator", _("Our indicator"), "choice", _indicators),
    ),
    "follow_up": (
        Field("text", _("What is asked"), "long"),
        Field("asked_of", _("Asked of")),
        Field("due_on", _("Due"), "day"),
    ),
}
RECORDS = {
    "enterprise": _("Enterprise"),
    "enterprise_fact": _("Known fact"),
    "contact": _("Contact person"),
    "trip": _("Trip"),
    "visit": _("Visit"),
    "project": _("Project"),
    "agreement": _("Agreement"),
    "claimed_result": _("Claimed result"),
    "follow_up": _("Follow-up"),
}
# Icons of record kinds, named for the sprite.
ICONS = {
    "enterprise": "building-factory-2",  # icon
    "enterprise_fact": "info-circle",  # icon
    "contact": "user",  # icon
    "trip": "plane-departure",  # icon
    "visit": "map-pin",  # icon
    "project": "briefcase",  # icon
    "agreement": "writing-sign",  # icon
    "claimed_result": "chart-bar",  # icon
    "follow_up": "checkbox",  # icon
}


def field_of(record: str, code: str) -> Field:
    """The field `code` of a record kind; raises KeyError for one that is not there or cannot be typed."""
    found = next((field for field in FIELDS[record] if field.code == code and field.kind != "fixed"), None)
    if found is None:
        raise KeyError(f"{record}.{code}")
    return found


def cleaned(field: Field, typed: str, today) -> object:
    """What a person typed, as JSON keeps it; None when empty. Raises WrongValue with words for the person."""
    text = typed.replace("\x00", "").strip()
    if not text and field.kind not in ("list", "people"):
        return None
    if field.kind != "code" and find(text):
        raise WrongValue(
            _("Write no phone or identity number, card or e-mail address here: add it to the person later.")
        )
    return _CLEAN.get(field.kind, _text)(field, text, today)


def _text(field: Field, text: str, today) -> str:
    return " ".join(text.split())[:400]


def _code(field: Field, text: str, today) -> str:
    try:
        return cleaned_credit_code(text) or ""
    except WrongCreditCode as error:
        raise WrongValue(
            _("This credit code cannot be right: it has 18 signs, and the last one checks the others.")
        ) from error


def _long(field: Field, text: str, today) -> str:
    return text[:4000]


def _choice(field: Field, text: str, today) -> str:
    if text not in {code for code, _label in field.options()}:
        raise WrongValue(_("Choose one of the list."))
    return text


def _day(field: Field, text: str, today) -> str:
    try:
        return parse_day(text, today).isoformat()
    except (DayNotRead, ValueError) as error:
        raise WrongValue(_("This is no day. Write it as 2021-09-03.")) from error


def _number(field: Field, text: str, today) -> str:
    number = text.replace(",", "")
    if not NUMBER.fullmatch(number) or (field.code == "year" and not YEAR.fullmatch(number)):
        raise WrongValue(_("This is no number."))
    return number


def _money(field: Field, text: str, today) -> str:
    try:
        yuan = parse_yuan(text).yuan
    except MoneyNotRead as error:
        raise WrongValue(_("This cannot be read as an amount, such as 500 million yuan.")) from error
    if yuan is None:
        raise WrongValue(_("Write this amount in yuan: no exchange rate is kept here."))
    if abs(yuan) >= MOST_YUAN:
        raise WrongValue(_("This cannot be read as an amount, such as 500 million yuan."))
    return str(Decimal(yuan))


def _list(field: Field, text: str, today) -> list[str]:
    parts = text.replace(",", "\u3001").replace("\uff0c", "\u3001").replace("\n", "\u3001").split("\u3001")
    return [part.strip() for part in parts if part.strip()]


def _people(field: Field, text: str, today) -> list[dict]:
    people = [part.split(maxsplit=1) for part in _list(field, text, today)]
    return [{"name": one[0], "title": one[1] if len(one) > 1 else ""} for one in people]


_CLEAN = {
    "code": _code,
    "long": _long,
    "choice": _choice,
    "day": _day,
    "number": _number,
    "money": _money,
    "list": _list,
    "people": _people,
}
