"""What a reading holds: every item with its spans into the original text and the rule that found it."""

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A named body; `name` is its fullest form in the text, `aliases` the other forms written there."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Person:
    """A named person; `organisation` is set when the title names one of the organisations found, `title_rule` when
    another rule than the name's told the title."""

    name: str
    title: str | None
    spans: tuple[Span, ...]
    rule: str
    organisation: str | None = None
    title_rule: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a part in the text (`role` is home, destination, site or venue) and the city it lies in."""

    name: str
    spans: tuple[Span, ...]
    rule: str
    role: str
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date expression; `first` and `last` are ISO days, or MM-DD where no year is known. `bound` is exact, about
    (上旬, 月底, 前后), before (…前) or after (…起, …以来)."""

    surface: str
    first: str | None
    last: str | None
    span: Span
    rule: str
    bound: str = "exact"


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money in whole units of `currency`; ranges keep their upper end in `value_to`, and
    `bound` says what the words around the number make of it."""

    surface: str
    value: int | float
    currency: str
    about: str
    span: Span
    rule: str
    qualifier: str | None = None
    value_to: int | float | None = None
    # exact, at_least, about or at_most.
    bound: str = "exact"


@dataclass(frozen=True, slots=True)
class Metric:
    """A counted result. `of` is a code, `what` the words counted; `readings` has two rows where the text
    can be read in two ways (a value class written without 以上)."""

    surface: str
    count: int
    unit: str
    of: str
    what: str
    threshold: dict | None
    span: Span
    rule: str
    qualifier: str | None = None
    readings: tuple[dict, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `detail` narrows the type (trip, study, fund), `paragraph` counts from 0."""

    type: str
    actors: tuple[str, ...]
    counterparts: tuple[str, ...]
    place: str | None
    city: str | None
    date: Day | None
    surface: str
    spans: tuple[Span, ...]
    rule: str
    paragraph: int
    detail: str | None = None
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said about one organisation: kind listed, subsidiary_of or headquartered_at."""

    kind: str
    subject: str
    text: str
    span: Span
    rule: str
    other: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An industry word; `organisation` is the body whose passage it stands in, if clear."""

    text: str
    span: Span
    rule: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """A future action. `asked_of` is who is asked, as written (the unit behind it stays open)."""

    text: str
    span: Span
    rule: str
    kind: str = "plan"
    asked_of: str | None = None
    about: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A cooperation project spoken of by name (意向合作项目) with the enterprises it belongs to."""

    surface: str
    span: Span
    rule: str
    enterprises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One highlight: what was found (`kind`, `value`), where (`spans`, ascending) and by which rule."""

    kind: str
    value: str
    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Trip:
    """The delegation's days: its event, leader, further members and the place it comes from."""

    event: Event
    leader: Person | None
    members: tuple[Person, ...] = field(default=())
    cities: tuple[str, ...] = ()
