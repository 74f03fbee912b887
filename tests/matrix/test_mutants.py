"""The matrix itself is tried: every guard is taken away in turn, and some answer must change."""

import pytest

from tests.matrix.asking import ask_door, ask_read, ask_verb, client_of
from tests.matrix.closings import CLOSINGS, closes
from tests.matrix.doors import DOORS
from tests.matrix.mutants import (
    Guards,
    calls_in_the_house,
    is_asked,
    right_mutants,
    scope_mutants,
    without_the_second_wall,
)
from tests.matrix.people import ROLES, People
from tests.matrix.reads import READS, Read
from tests.matrix.rows import Rows
from tests.matrix.table import differences, expected
from tests.matrix.verbs import VERBS, Verb
from tests.matrix.ways import WAYS, comes_by
from yinli.domain.projects.models import Project

# Guards whose absence lets nobody in, each with what answers in their place.
EQUIVALENT = {
    ("require", "yinli.desk.pipeline.views.regrouping", "merge"): "merging the two asks the same",
    ("require", "yinli.domain.first_report.actions", "report"): "the ledger's line asks the same",
    ("require", "yinli.domain.first_report.bulk_actions", "report_many"): "the ledger's lines ask the same",
    ("require", "yinli.domain.first_report.actions", "transfer"): "sharing the credit asks the same",
    (
        "require",
        "yinli.domain.first_report.dispute_actions",
        "dispute",
    ): "the ledger's line asks who may open projects",
    ("require", "yinli.domain.first_report.views", "dispute_new"): "only what one ran into oneself is found",
    ("require", "yinli.base.login.actions", "reset_factors"): "ending the sessions asks the same",
    ("require", "yinli.desk.staff.invitation_actions", "invite"): "ending earlier links asks the same",
    (
        "require",
        "yinli.desk.staff.handover_views",
        "hand_over",
    ): "the person is taken from those to hand over",
    ("require", "yinli.desk.sheets.views", "sheets"): "bringing a sheet in asks the same",
    ("require", "yinli.desk.ledgers.views", "file"): "whoever may hand a ledger out may take lists away",
    ("require", "yinli.desk.layouts.views", "filled"): "whoever sees layouts may take lists away",
    ("require", "yinli.desk.learning.views", "figures"): "the reads of the page ask the same",
    ("require", "yinli.desk.learning.views", "rows"): "the reads of the page ask the same",
    ("require", "yinli.desk.learning.views", "rule"): "the reads of the page ask the same",
    ("require", "yinli.desk.learning.actions", "settle_earlier"): "reading what is left asks the same",
    (
        "visible",
        "yinli.desk.learning.weighing",
        "weigh",
    ): "the page opens either way; its own tests ask what it shows",
    ("require", "yinli.desk.staff.invitation_views", "_one"): "the person is taken from everybody managed",
    ("require", "yinli.desk.staff.views", "_one"): "the person is taken from everybody managed",
    ("require", "yinli.desk.staff.identity_views", "edit"): "the person is taken from everybody managed",
    ("require", "yinli.domain.trips.views", "add_stop"): "whoever may edit a trip may note down a visit",
    (
        "require",
        "yinli.domain.trips.views",
        "ask_follow_up",
    ): "whoever may edit a trip may ask for a follow-up",
}
# Rights whose grant opens nothing by itself, each with what is asked before it.
BEHIND = {
    "enterprise_fact.view": "the enterprise itself must be visible",
    "trip.report": "the trip itself must be visible",
    "project.assign": "asked only of those who may open or edit a project",
    **dict.fromkeys(
        ("report.complete", "report.renew", "report.release", "report.transfer"),
        "the report itself must be visible",
    ),
    **dict.fromkeys(("dispute.withdraw", "dispute.rule"), "the dispute itself must be visible"),
    "dispute.create": "the ledger's line asks for the right to open projects",
    "award.create": "the project must be one of which they may say by which channel it came",
    "saved_view.publish": "the view itself must be their own",
    "layout.create": "keeping its document asks for the right to take documents in",
    "follow_up.instruct": "whoever may not ask for a follow-up gives no instruction",
    "sheet_import.undo": "whoever takes back must be allowed to write, which is asked first",
}
# So many answers of one role are asked again for one mutant, those of actions first: they are the quickest.
TRIED = 60
# Whoever sees all and may do nothing notices most; then those whose rights are narrowest.
ORDER = ("auditor", "department", "officer", "agent", "administrator", "talent_officer", *ROLES)


class House:
    """Everything that can be asked of the house by one role, and what it answers."""

    def __init__(self, people: People, role: str, guards: Guards):
        self.rows, self.guards = Rows(people, role), guards
        self.client = client_of(self.rows.person)
        self.answers: dict = {}
        self.asked: dict = {}
        for thing in (*VERBS, *READS, *DOORS):
            guards.asked = set()
            self.answers[thing] = self.ask(thing)
            self.asked[thing] = guards.asked

    def ask(self, thing) -> str:
        """The cell of a door, an action or a read."""
        try:
            if isinstance(thing, Verb):
                return ask_verb(thing, self.rows).cell
            if isinstance(thing, Read):
                return ask_read(thing, self.rows).cell
            return ask_door(self.client, thing, self.rows).cell
        except Exception as broken:
            return f"{type(broken).__name__}: {broken}"

    def guarded(self) -> dict[tuple[str, str], str]:
        """The answers of all that has a guard of its own; inner steps stand behind their callers' and the wall."""
        return {
            (thing.key, thing.noun): cell
            for thing, cell in self.answers.items()
            if not expected()[thing.key, thing.noun]["why"].startswith(("an inner step", "as cite"))
        }

    def notices(self, mutant) -> bool:
        """Whether some answer changes without this guard."""
        touched = [thing for thing, asked in self.asked.items() if is_asked(mutant, asked)]
        with self.guards.without(mutant):
            return any(self.ask(thing) != self.answers[thing] for thing in touched[:TRIED])


@pytest.fixture
def guards(committed, monkeypatch):
    """The guards of the house, the second wall down. In a database of their own: what is asked ten thousand times
    and taken back within one transaction makes that transaction slow."""
    monkeypatch.setattr("yinli.base.ui.limits.count", lambda *asked: None)
    without_the_second_wall(monkeypatch)
    return Guards(monkeypatch)


def _links_noticed(guards, rows, mutant) -> bool:
    ways = [way for way in WAYS if type(rows.row(way.noun, "other")) is mutant[1]]
    with guards.without(mutant):
        return not all(comes_by(way, rows) for way in ways)


def test_every_link_and_every_closing_that_is_taken_away_is_noticed(guards):
    """Each path of each scope by the ways alone, each closing by the documents it closes."""
    rows = Rows(People(), "officer")
    unnoticed = []
    for mutant in scope_mutants():
        if mutant[0] == "scope":
            noticed = _links_noticed(guards, rows, mutant)
        else:
            with guards.without(mutant):
                noticed = not all(closes(name, rows) for name in CLOSINGS)
        unnoticed += [] if noticed else [mutant]
    assert unnoticed == []


@pytest.mark.deep
def test_every_guard_that_is_taken_away_is_noticed(guards, record_property):
    """Each require() and each visible(); and the first wall alone answers as the matrix says."""
    people = People()
    alive = calls_in_the_house()
    asked: set = set()
    for role in dict.fromkeys(ORDER):
        # A lane of the board shows so many cards and no more: those of the last role make room.
        Project.objects.update(stage="full")
        house = House(people, role, guards)
        assert differences(role, house.guarded()) == [], "without the second wall"
        asked |= set().union(*house.asked.values())
        alive -= {mutant for mutant in alive if house.notices(mutant)}
    guards_of_the_house = calls_in_the_house() - set(EQUIVALENT)
    record_property("guards", f"{len(guards_of_the_house - alive)} of {len(guards_of_the_house)}")
    never_asked = {site for site in calls_in_the_house() if site not in asked}
    assert never_asked - set(EQUIVALENT) == set()
    told = sorted(" ".join(site) for site in alive ^ set(EQUIVALENT))
    assert "; ".join(told) == ""


@pytest.mark.deep
@pytest.mark.parametrize("role", ROLES)
def test_every_right_that_is_granted_or_taken_is_noticed(guards, role):
    """permissions.toml with one line changed: no line of it can change unseen."""
    house = House(People(), role, guards)
    unnoticed = [mutant for mutant in right_mutants(role) if not house.notices(mutant)]
    told = [
        f"{'granted' if relations else 'taken'}: {name}"
        for _right, name, _role, relations in unnoticed
        if not (relations and name in BEHIND)
    ]
    assert "; ".join(told) == ""
