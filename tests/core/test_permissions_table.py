"""The matrix as data: what the defaults of the trade say."""

from __future__ import annotations

from yinli.core.permissions_table import permissions

MATRIX = permissions()


def test_the_auditor_sees_everything_and_writes_nothing() -> None:
    for action, row in MATRIX.rows.items():
        reads = action.endswith((".view", ".list", ".open_rows", ".report", "subject.review"))
        assert row.get("auditor", ()) == (("all",) if reads and action != "unit.view" else ()), action


def test_the_administrator_sets_up_and_sees_no_business() -> None:
    allowed = {action for action, row in MATRIX.rows.items() if "administrator" in row}
    # History is asked beside the right to the record itself: theirs are accounts and units.
    assert allowed == {
        "user.view",
        "user.manage",
        "unit.manage",
        "history.view",
        "seal.view",
        "user.hand_over",
        # How the reader is set, with counts of all and no word of any document.
        "learning.view",
        "learning.switch",
    }


def test_an_agent_is_never_given_more_than_what_it_reported_and_what_its_agency_is_about() -> None:
    given = {action: set(row.get("agent", ())) for action, row in MATRIX.rows.items()}
    of_the_agency = {"channel.view", "channel.write"}
    of_itself = {f"saved_view.{verb}" for verb in ("view", "create", "edit")}
    assert {action for action, relations in given.items() if "unit" in relations} == {
        *of_the_agency,
        "saved_view.view",
    }
    for action, relations in given.items():
        assert relations <= {"reported"} or action in of_the_agency | of_itself, action


def test_an_officer_changes_only_what_is_theirs() -> None:
    for action in ("project.edit", "project.advance", "visit.edit", "agreement.edit"):
        assert MATRIX.relations_of(action, "officer") == ("mine",)
    assert MATRIX.relations_of("project.view", "officer") == ("mine", "unit", "named")


def test_a_leader_sees_all_and_edits_no_project() -> None:
    assert MATRIX.relations_of("project.view", "leader") == ("all",)
    assert MATRIX.relations_of("project.edit", "leader") == ()


def test_jobs_may_do_everything_but_look_at_people_or_erase_them() -> None:
    """That takes a person, who gives a reason."""
    personal = (".reveal", ".take_out", ".erase", "subject.review")
    for action, row in MATRIX.rows.items():
        assert row.get("system", ()) == (() if action.endswith(personal) else ("all",)), action
