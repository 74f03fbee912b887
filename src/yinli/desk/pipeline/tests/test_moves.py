"""Moving a project: drops obey stages.toml, gates ask for dated facts, going back needs a reason."""

from datetime import date

import pytest

from yinli.domain.projects.actions import add_fact, advance, stop
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import facts_in_force

DAY = date(2026, 8, 20)


def drop(client, project, to, seen=None):
    """What the board sends when a card is dropped on a lane."""
    data = {"to": to, "seen": project.version if seen is None else seen}
    return client.post(f"/projects/{project.number}/move/", data, headers={"HX-Request": "true"})


def dialog(client, fragment, query=""):
    """What the board asks for when its address got a fragment."""
    here = f"http://testserver/projects/board/{query}#{fragment}"
    return client.get("/projects/board/asked/", headers={"HX-Request": "true", "HX-Current-URL": here})


def answer(client, project, to, board="board", **data):
    """The dialog, filled in."""
    data = {"to": to, "seen": project.version, "asked": board, **data}
    here = "http://testserver/projects/board/?grade=A#move/x/y"
    headers = {"HX-Request": "true", "HX-Current-URL": here}
    return client.post(f"/projects/{project.number}/move/", data, headers=headers)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


def test_a_drop_on_a_stage_that_lacks_a_fact_moves_nothing_and_sends_the_board_to_the_dialog(officer, lead):
    told = drop(officer, lead, "signed")
    assert told.headers["HX-Redirect"] == f"#move/{lead.number}/signed"
    lead.refresh_from_db()
    assert lead.stage == "lead"


def test_the_dialog_offers_every_paper_that_opens_the_gate_in_words(officer, lead):
    page = dialog(officer, f"move/{lead.number}/signed").content.decode()
    for words in ("投资协议", "入区协议", "含投资条款的租赁合同"):
        assert words in page
    assert 'name="on_0"' in page


def test_the_dialog_asks_for_exactly_the_fact_that_is_missing(officer, lead):
    page = dialog(officer, f"move/{lead.number}/contact").content.decode()
    assert "双向对接" in page
    assert 'name="kind_0"' not in page


def test_the_dated_fact_given_in_the_dialog_moves_the_project_and_leads_back_to_the_same_board(officer, lead):
    told = answer(officer, lead, "contact", on_0="2026-08-20")
    assert told.headers["HX-Redirect"] == "/projects/board/?grade=A"
    lead.refresh_from_db()
    assert lead.stage == "contact"
    assert facts_in_force(lead)["contacted"].happened_on == DAY


def test_a_fact_cannot_be_dated_in_the_future(officer, lead):
    told = answer(officer, lead, "contact", on_0="2999-01-01")
    assert told.status_code == 422
    assert "实际发生" in told.content.decode()


def test_without_a_choice_among_the_papers_the_dialog_stays_open(officer, lead):
    told = answer(officer, lead, "signed", on_0="2026-08-20")
    assert told.status_code == 422
    lead.refresh_from_db()
    assert lead.stage == "lead"


def test_a_move_back_asks_for_a_reason_and_a_fact_withdrawn_is_kept(officer, cast, lead):
    moved = advance(
        lead, "contact", by=cast.north_officer, seen=lead.version, today=DAY, facts={"contacted": DAY}
    )
    assert drop(officer, moved, "lead").headers["HX-Redirect"] == f"#move/{lead.number}/lead"
    assert "事实录入有误" in dialog(officer, f"move/{lead.number}/lead").content.decode()
    assert answer(officer, moved, "lead").status_code == 422
    assert answer(officer, moved, "lead", reason="fact_mistaken").status_code == 200
    lead.refresh_from_db()
    assert lead.stage == "lead"
    assert lead.facts.get().withdrawn_reason == "fact_mistaken"


def test_another_units_officer_does_not_even_find_the_project(client, cast, lead):
    client.force_login(cast.south_officer)
    assert drop(client, lead, "contact").status_code == 404
    assert client.get(f"/projects/{lead.number}/").status_code == 404


def test_a_colleague_of_the_unit_sees_the_project_and_cannot_move_it(client, cast, lead):
    Project.objects.filter(pk=lead.pk).update(officer=cast.south_officer)
    client.force_login(cast.north_officer)
    assert client.get(f"/projects/{lead.number}/").status_code == 200
    assert drop(client, lead, "contact").status_code == 403


def test_a_stale_card_is_told_who_was_faster(officer, cast, lead):
    stop(lead, "paused", "agreed_pause", by=cast.north_manager, seen=lead.version)
    told = drop(officer, lead, "contact", seen=lead.version)
    # Facts are missing, too, but the writer must look at the new state first.
    assert told.status_code == 409
    assert "钱主任" in told.content.decode()


def test_a_stage_that_the_track_has_not_is_refused_in_words(officer, cast):
    from yinli.desk.pipeline.actions import open_lead

    leased = open_lead("入驻项目", "远帆光电有限公司", by=cast.north_officer, today=DAY, track="leased")
    told = drop(officer, leased, "completed")
    assert told.status_code == 409
    assert "没有这个阶段" in told.content.decode()


def test_a_drop_where_the_facts_are_known_already_moves_at_once(officer, cast, lead):
    add_fact(lead, "registered", DAY, by=cast.north_officer)
    lead.refresh_from_db()
    assert lead.stage == "registered"
    told = drop(officer, lead, "registered")
    assert (told.status_code, "已在这个阶段" in told.content.decode()) == (409, True)


def test_without_scripts_the_gate_is_a_page_of_its_own(officer, lead):
    page = officer.get(f"/projects/{lead.number}/move/?to=contact").content.decode()
    assert "<dialog" not in page.split('id="main"')[1].split("</main>")[0]
    sent = {"to": "contact", "asked": "page", "seen": lead.version, "on_0": "2026-08-20"}
    assert officer.post(f"/projects/{lead.number}/move/", sent).url == f"/projects/{lead.number}/"


def test_an_address_that_names_no_card_opens_nothing(officer):
    assert dialog(officer, "elsewhere").status_code == 204
    assert dialog(officer, "move/P999999/signed").status_code == 404
