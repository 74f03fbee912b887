"""How each address of the house is knocked at: on which row, with what typed in, and what would show it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.matrix.rows import CLOSED, PLAIN, Rows

# Noun → in which relations there is a row of it.
RELATIONS = {
    "project": CLOSED,
    "stopped_project": CLOSED,
    "twin": CLOSED,
    "bulk_edit": PLAIN,
    "saved_view": PLAIN,
    "regrouping": CLOSED,
    "fact": CLOSED,
    "report": CLOSED,
    "report_held": CLOSED,
    "dispute": PLAIN,
    "channel": PLAIN,
    "cost": PLAIN,
    "appraisal": PLAIN,
    "tenant": PLAIN,
    "attributed": CLOSED,
    "award": CLOSED,
    "award_agreed": CLOSED,
    "enterprise": PLAIN,
    "enterprise_fact": PLAIN,
    "merger": PLAIN,
    "registration": PLAIN,
    "nomination": PLAIN,
    "target": PLAIN,
    "contact": PLAIN,
    "visit": CLOSED,
    "trip": PLAIN,
    "agreement": CLOSED,
    "project_agreement": CLOSED,
    "agreement_of_others": PLAIN,
    "follow_up": (*CLOSED, "matter"),
    "answered": (*CLOSED, "matter"),
    "talent": PLAIN,
    "certificate": ("other",),
    "source": CLOSED,
    "span": CLOSED,
    "draft": CLOSED,
    "verdict": CLOSED,
    "learned": PLAIN,
    "sheet_import": CLOSED,
    "sheet_done": CLOSED,
    "sheet_checking": CLOSED,
    "sheet_writing": CLOSED,
    "sheet_undoing": CLOSED,
    "ledger": PLAIN,
    "ledger_return": PLAIN,
    "ledger_taken": PLAIN,
    "layout": PLAIN,
    "unit": ("other",),
    "claim": PLAIN,
    "user": PLAIN,
    "notice": ("own",),
    "link": PLAIN,
}

SHEET = "?format=xlsx"


@dataclass(frozen=True)
class Door:
    """One way to ask for an address. `noun` is the row it is about, "" for none.

    `args` gives the address's parameters of a row, `typed` what a form of it is sent, `query` what stands behind
    the "?"; `shows` is what only an answer that shows the row holds. `strangers` are let in without a log-in.
    """

    route: str
    noun: str = ""
    method: str = "GET"
    args: Callable[[Any], list] | None = None
    typed: Callable[[Any, Rows], dict] | None = None
    query: Callable[[Any], dict] | None = None
    shows: Callable[[Any], str] | None = None
    headers: Callable[[Any], dict] | None = None
    # What tells this way of asking from another one at the same address, as the matrix writes it.
    extra: str = ""

    @property
    def key(self) -> str:
        """How the matrix calls it."""
        return f"{self.method} {self.route}{self.extra}"


def number(row) -> list:
    """Of most addresses of one record."""
    return [row.number]


def key(row) -> list:
    """Of those that name a row by its key."""
    return [row.pk]


def seen(row, rows) -> dict:
    """Forms without fields of their own."""
    return {"seen": row.version}


def on(page: str, *others: str, noun: str, args=number) -> list[Door]:
    """Pages of one record, read."""
    return [Door(route, noun, args=args) for route in (page, *others)]


def form(route: str, noun: str, typed, args=number) -> list[Door]:
    """A page with a form on it: opened, and sent."""
    return [Door(route, noun, args=args), Door(route, noun, "POST", args, typed)]


def post(route: str, noun: str, typed, args=number) -> list[Door]:
    """An address that only takes what is sent."""
    return [Door(route, noun, "POST", args, typed)]


def listed(route: str, noun: str, address: str, query=None, shows=None) -> list[Door]:
    """A list, as page and as sheet."""
    asked = query or (lambda row: {"q": str(row)})
    return [*page_of(route, noun, address, asked, shows), *sheet_of(route, noun, asked, str)]


def page_of(route: str, noun: str, address: str, query, shows=None) -> list[Door]:
    """Its page: does it open, and does it show the row? `address` stands before the row's number there."""
    told = shows or (lambda row: f"{address}{getattr(row, 'number', row.pk)}/")
    return [Door(route), Door(route, noun, query=query, shows=told)]


def sheet_of(route: str, noun: str, query, shows) -> list[Door]:
    """The same list as .xlsx."""
    return [
        Door(route, query=lambda row: {"format": "xlsx"}, extra=SHEET),
        Door(route, noun, query=lambda row: {**query(row), "format": "xlsx"}, shows=shows, extra=SHEET),
    ]


def alone(*routes: str, typed=None, method="GET", args=None) -> list[Door]:
    """Addresses that are about no row."""
    return [Door(route, "", method, args, typed) for route in routes]
