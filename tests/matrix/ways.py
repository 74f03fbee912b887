"""Each link by which somebody comes to a row, one at a time.

The rows of the matrix stand in a relation by several links at once, as those of life do; here a row that has nothing
to do with the person gets one link to them and no other.
"""

from dataclasses import dataclass

from django.db.models import Model

from tests.matrix.asking import taken_back
from tests.matrix.rows import Rows
from yinli.base.accounts.scopes import scope_of


@dataclass(frozen=True)
class Way:
    """A row of `noun` is in `relation` to whoever stands at the end of `path`."""

    noun: str
    relation: str
    path: str


def ways(noun: str, **paths: str) -> list[Way]:
    """relation → its paths, as one text."""
    return [Way(noun, relation, path) for relation, some in paths.items() for path in some.split()]


# Written down by people and reviewed: who comes to which row by what.
WAYS = [
    *ways(
        "project", mine="officer leader", unit="lead_unit reporting_unit officer__unit", reported="reported_by",
        named="named_people", confidential="confidential",
    ),
    *ways(
        "visit", mine="officer project__officer project__leader", unit="unit officer__unit", reported="officer",
        named="project__named_people", confidential="project__confidential",
    ),
    *ways(
        "agreement", mine="recorded_by project__officer project__leader",
        unit="home_unit recorded_by__unit project__lead_unit project__reporting_unit",
        reported="project__reported_by", named="project__named_people", confidential="project__confidential",
    ),
    *ways(
        "follow_up", mine="asked_by project__officer project__leader", unit="unit asked_by__unit",
        reported="asked_by", named="project__named_people", confidential="project__confidential", matter="unit",
    ),
    *ways(
        "report", mine="reported_by project__officer project__leader", unit="unit", reported="reported_by",
        named="project__named_people", confidential="project__confidential",
    ),
    *ways(
        "dispute", mine="claimed_by report__reported_by", unit="unit report__unit", reported="claimed_by",
    ),
    *ways("channel", mine="head", unit="unit", named="staff"),
    *ways(
        "award", mine="channel__head project__officer project__leader", unit="channel__unit",
        reported="project__reported_by",
        named="project__named_people", confidential="project__confidential",
    ),
    *ways("enterprise", mine="reported_by", unit="reported_by__unit", reported="reported_by"),
    *ways(
        "contact", mine="enterprise__reported_by", unit="enterprise__reported_by__unit",
        reported="enterprise__reported_by",
    ),
    *ways("enterprise_fact", mine="recorded_by", reported="recorded_by"),
    *ways("registration", unit="section"),
    *ways("trip", mine="recorded_by", unit="recorded_by__unit"),
    *ways("talent", mine="recorded_by", unit="section", reported="recorded_by"),
    *ways("nomination", unit="talent__section"),
    *ways("target", unit="unit"),
    *ways("claim", mine="recorded_by", unit="recorded_by__unit"),
    *ways("source", mine="received_by", unit="received_by__unit"),
    *ways("span", mine="source__received_by", unit="source__received_by__unit"),
    *ways("draft", mine="created_by", unit="created_by__unit", reported="created_by"),
    *ways("sheet_import", mine="sender", unit="sender__unit"),
    *ways("bulk_edit", mine="made_by"),
    *ways("ledger", mine="made_by"),
    *ways("layout", mine="owner"),
    *ways("ledger_return", mine="sender"),
    *ways("saved_view", mine="owner", unit="unit"),
    *ways("user", unit="unit"),
]  # fmt: skip


def comes_by(way: Way, rows: Rows) -> bool:
    """Whether the person comes to a row by this one link, in a list and in hand. Raises AssertionError where the
    two differ, and where somebody comes to it without the link."""
    # Made before: they must outlast what is taken back.
    rows.row(way.noun, "other"), rows.row("project", "other")
    with taken_back():
        row = _linked_row(way, rows)
        relations = ("all",) if way.relation == "confidential" else (way.relation,)
        before = _seen(row, rows.person, relations)
        _give_link(way, row, rows)
        after = _seen(row, rows.person, relations)
    assert before == (way.relation == "confidential"), f"{way} before it is given"
    return before != after


def _linked_row(way: Way, rows: Rows) -> Model:
    """A row elsewhere, with a project where the link leads through one."""
    row = rows.row(way.noun, "other")
    if way.path.startswith("project__"):
        type(row).objects.filter(pk=row.pk).update(project=rows.row("project", "other"))
    if way.path.endswith("named_people"):
        # Named people matter where a row is closed to everybody else.
        type(rows.row("project", "other")).objects.filter(pk=rows.row("project", "other").pk).update(
            confidential=True
        )
    return type(row)._base_manager.get(pk=row.pk)


def _give_link(way: Way, row: Model, rows: Rows) -> None:
    *links, end = way.path.split("__")
    if end == "unit" and links and links[-1] not in ("talent", "report", "channel"):
        # A unit at the end of a person: the colleague's.
        *links, end = links
    holder = row
    for link in links:
        holder = getattr(holder, link)
    if end in ("named_people", "staff"):
        getattr(holder, end).add(rows.person)
    else:
        type(holder)._base_manager.filter(pk=holder.pk).update(**{end: _at_the_end(way, holder, end, rows)})


def _at_the_end(way: Way, holder: Model, end: str, rows: Rows):
    if way.relation == "confidential":
        return True
    if type(holder)._meta.get_field(end).related_model is type(rows.person.unit):
        return rows.person.unit
    return rows.person if way.relation in ("mine", "reported") else rows.people.side(rows.role, "unit").owner


def _seen(row: Model, person, relations: tuple[str, ...]) -> bool:
    model = type(row)
    scope = scope_of(model)
    in_hand = scope.holds(person, relations, model._base_manager.get(pk=row.pk))
    in_list = model._base_manager.filter(scope.q(person, relations), pk=row.pk).exists()
    assert in_hand == in_list, f"{row}: {in_hand} in hand, {in_list} in a list"
    return in_list
