"""How each action of the house is called: on which row, with what. Actions are asked for past their pages, so that
a guard that only a view holds is no guard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.matrix.rows import TODAY, Rows
from yinli.base.accounts import actions as accounts
from yinli.base.links import actions as links
from yinli.base.login import actions as login
from yinli.base.notices import actions as notices
from yinli.base.personal import actions as personal
from yinli.base.personal.actions import Reason
from yinli.base.sources import actions as sources
from yinli.base.sources import sheet_actions as sheet_sources
from yinli.core.sheets.header import Header
from yinli.core.sheets.rows import RowRead
from yinli.desk.intake import actions as intake
from yinli.desk.intake import reading_actions as reading
from yinli.desk.intake.drawing import Drawn
from yinli.desk.layouts import actions as layouts
from yinli.desk.layouts.example import example
from yinli.desk.learning import actions as learning
from yinli.desk.ledgers import actions as ledgers
from yinli.desk.pipeline import actions as pipeline
from yinli.desk.pipeline import bulk_actions as many_leads
from yinli.desk.pipeline import bulk_edit_actions as bulk_edits
from yinli.desk.pipeline import saved_view_actions as saved_views
from yinli.desk.sheets import actions as sheets
from yinli.desk.sheets import batch_actions as batches
from yinli.desk.staff import actions as staff
from yinli.desk.staff import handover_actions, invitation_actions
from yinli.desk.staff import unit_actions as units
from yinli.domain.agreements import actions as agreements
from yinli.domain.channels import actions as channels
from yinli.domain.channels import appraisal_actions as appraisals
from yinli.domain.channels import attribution_actions as attributions
from yinli.domain.channels import award_actions as awards
from yinli.domain.channels import work_actions as work
from yinli.domain.enterprises import actions as enterprises
from yinli.domain.enterprises import bulk_actions as many_enterprises
from yinli.domain.enterprises import merge_actions as merging_firms
from yinli.domain.first_report import actions as reports
from yinli.domain.first_report import bulk_actions as many_reports
from yinli.domain.first_report import dispute_actions as disputes
from yinli.domain.first_report import ledger_actions as ledger
from yinli.domain.follow_ups import actions as follow_ups
from yinli.domain.follow_ups import escalation_actions as escalation
from yinli.domain.projects import actions as projects
from yinli.domain.projects import bulk_actions as many_projects
from yinli.domain.projects import merge_actions as merging
from yinli.domain.projects import paper_actions as papers
from yinli.domain.projects import plan_actions as planning
from yinli.domain.talents import actions as talents
from yinli.domain.targets import actions as targets
from yinli.domain.trips import actions as trips
from yinli.domain.visits import actions as visits

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = datetime(2099, 1, 1, tzinfo=UTC)
ASKED = Reason("asked_by_person")
CALL = Reason("call_back")


@dataclass(frozen=True)
class Verb:
    """An action, the noun of its row ("" for none), and how it is called for one row."""

    does: Callable
    noun: str
    call: Callable[[Any, Rows], Any]

    @property
    def key(self) -> str:
        """How the matrix calls it: the app and the action."""
        app = self.does.__module__.removeprefix("yinli.").removesuffix("actions").rstrip("._")
        return f"DO {app}.{self.does.__name__}"


def of(module, noun: str, **calls) -> list[Verb]:
    """Actions of a module on rows of one noun: name → (row, rows) → arguments."""
    return [Verb(getattr(module, name), noun, called) for name, called in calls.items()]


def given(*args, **kwargs):
    """The same arguments, whoever asks."""
    return args, kwargs


def on(row, *args, **kwargs):
    """The row first."""
    return (row, *args), kwargs


def now(row, *args, **kwargs):
    """The row first, and its version as seen."""
    return (row, *args), {"seen": row.version, **kwargs}


# What the worker read in a document: nothing.
DRAWN = Drawn([], [], "1", "1", None)
VERBS = [
    *of(
        projects, "project",
        edit_project=lambda row, rows: now(row, name="renamed"),
        set_next_step=lambda row, rows: now(row, "write", TODAY),
        add_fact=lambda row, rows: on(row, "talks_held", TODAY),
        advance=lambda row, rows: now(row, "negotiating", today=TODAY, facts={"talks_held": TODAY}),
        move_back=lambda row, rows: now(row, "lead", "fact_mistaken", today=TODAY),
        withdraw_fact=lambda row, rows: now(row, "contacted", "fact_mistaken", today=TODAY),
        stop=lambda row, rows: now(row, "paused", "agreed_pause"),
        state_amount=lambda row, rows: on(row, "paid_in", Decimal(5), today=TODAY),
        protect=lambda row, rows: now(row, []),
        open_up=lambda row, rows: now(row),
    ),
    *of(
        planning, "project",
        plan=lambda row, rows: now(row, {"registered": TODAY}),
        tick=lambda row, rows: on(row, "needs_listed", today=TODAY),
    ),
    *of(
        papers, "fact",
        attach_paper=lambda row, rows: on(row, "business_licence", rows.row("source", "other")),
        verify_fact=lambda row, rows: on(row, seen=row.project.version),
    ),
    *of(
        merging, "twin",
        merge=lambda row, rows: on(row, row.partner, seen=(row.version, row.partner.version), today=TODAY),
        split=lambda row, rows: now(row, merging.Part("the other half", ()), today=TODAY),
    ),
    *of(merging, "regrouping", undo=lambda row, rows: now(row, today=TODAY)),
    *of(projects, "stopped_project", resume=lambda row, rows: now(row, "write", TODAY)),
    *of(
        projects, "",
        create_project=lambda row, rows: given(
            "a hall", rows.nobodys, today=TODAY, officer=rows.elsewhere.owner, next_step="call",
            next_step_due_on=TODAY,
        ),
    ),
    *of(
        pipeline, "",
        open_lead=lambda row, rows: given("a hall", rows.nobodys, today=TODAY),
    ),
    # To whom a project may be given: the row is the person who gets it.
    Verb(
        pipeline.open_lead, "user",
        lambda row, rows: given("a hall", rows.nobodys, today=TODAY, officer=row),
    ),
    *of(
        reports, "report",
        complete=lambda row, rows: now(row, "Li Si", now=NOW, phone="13800138000"),
        release=lambda row, rows: now(row, "they went away", now=NOW),
        transfer=lambda row, rows: now(row, rows.elsewhere.unit, "5:5", now=NOW),
        share_credit=lambda row, rows: on(row, rows.elsewhere.unit, "5:5"),
        note_probe=lambda row, rows: on(row, "a hall", now=NOW),
    ),
    *of(
        bulk_edits, "project",
        edit_many=lambda row, rows: given({row.pk: row.version}, "grade", "A", today=TODAY),
    ),
    *of(saved_views, "", save_view=lambda row, rows: given("list", "grade=A", saved_views.Called("ours"))),
    # With everybody.
    Verb(
        saved_views.edit_view, "saved_view",
        lambda row, rows: now(row, saved_views.Called("ours", "all")),
    ),
    *of(saved_views, "saved_view", drop_view=lambda row, rows: now(row)),
    *of(bulk_edits, "bulk_edit", undo=lambda row, rows: now(row, now=NOW, today=TODAY)),
    *of(reports, "report_held", renew=lambda row, rows: now(row, now=NOW)),
    *of(
        reports, "project",
        report=lambda row, rows: on(row, today=TODAY),
        take_back=lambda row, rows: given([row], now=NOW),
    ),
    *of(many_reports, "project", report_many=lambda row, rows: given([row], today=TODAY)),
    *of(
        ledger, "report",
        enter=lambda row, rows: on(row, "reported", now=NOW),
        enter_many=lambda row, rows: given([(row, "reported", NOW, {})]),
    ),
    *of(disputes, "report", dispute=lambda row, rows: on(row, disputes.Claim("a hall", "we were first"), now=NOW)),
    *of(
        disputes, "dispute",
        rule=lambda row, rows: now(row, disputes.Ruling("upheld", "the paper says so"), now=NOW),
        withdraw_dispute=lambda row, rows: now(row, now=NOW),
    ),
    *of(
        channels, "",
        add_channel=lambda row, rows: given("a station", "station", rows.elsewhere.unit),
    ),
    *of(
        channels, "channel",
        edit_channel=lambda row, rows: now(row, place="Wuxi"),
        close_channel=lambda row, rows: now(row, "its contract ended", today=TODAY),
    ),
    *of(
        work, "channel",
        plan_year=lambda row, rows: now(row, 2026, {"leads": Decimal(5)}),
        report_month=lambda row, rows: on(row, TODAY, "met three firms", today=TODAY),
        spend=lambda row, rows: on(row, work.Spent("fee", Decimal(5), TODAY), today=TODAY),
        settle=lambda row, rows: on(row, work.Settled(rows.nobodys, TODAY), today=TODAY),
    ),
    *of(work, "cost", withdraw_cost=lambda row, rows: on(row, "a slip of the pen", today=TODAY)),
    *of(
        work, "tenant",
        come_back=lambda row, rows: on(row, rows.row("project", "own"), TODAY, today=TODAY),
        leave=lambda row, rows: on(row, TODAY, today=TODAY),
    ),
    *of(appraisals, "channel", appraise=lambda row, rows: now(row, appraisals.Opinion(2026, "well"), today=TODAY)),
    *of(
        attributions, "project",
        attribute=lambda row, rows: now(row, attributions.Origin(rows.row("channel", "other")), today=TODAY),
        attribute_new=lambda row, rows: on(row, today=TODAY),
        attribute_many=lambda row, rows: given([row], today=TODAY),
        forget_origins=lambda row, rows: given([row]),
    ),
    *of(awards, "attributed", propose=lambda row, rows: on(row, "enclave_sharing", today=TODAY)),
    *of(awards, "award", decide=lambda row, rows: now(row, awards.Decision(False, "no"), today=TODAY)),
    *of(
        awards, "award_agreed",
        pay=lambda row, rows: now(row, awards.Paid(TODAY, rows.row("source", "other")), today=TODAY),
    ),
    *of(
        enterprises, "enterprise",
        edit_enterprise=lambda row, rows: now(row, city="Wuxi"),
        set_parent=lambda row, rows: on(row, rows.nobodys),
        add_industries=lambda row, rows: on(row, ["chips"]),
        add_alias=lambda row, rows: on(row, f"alias {row.name}"),
        add_contact=lambda row, rows: on(row, "Li Si"),
        add_fact=lambda row, rows: on(row, "other", "it grows"),
    ),
    *of(
        merging_firms, "enterprise",
        merge=lambda row, rows: on(row, rows.nobodys, seen=(row.version, rows.nobodys.version), today=TODAY),
    ),
    *of(merging_firms, "merger", undo=lambda row, rows: now(row, today=TODAY)),
    *of(
        enterprises, "learned",
        forget_alias=lambda row, rows: on(row.alias, reason="another firm's"),
        remember_alias=lambda row, rows: on(row.alias, reason="theirs after all"),
    ),
    *of(
        enterprises, "contact",
        edit_contact=lambda row, rows: on(row, title="CEO"),
        forget_contact=lambda row, rows: on(row),
    ),
    *of(
        enterprises, "",
        add_enterprise=lambda row, rows: given("苏州工业 Quux"),
        add_registration=lambda row, rows: given(
            "91320211MA1ABCDE1J", name="Quux", registered_on=TODAY, registered_capital_yuan=Decimal(1)
        ),
    ),
    *of(visits, "visit", edit_visit=lambda row, rows: now(row, place="the fair")),
    *of(visits, "", add_visit=lambda row, rows: given(place="the fair")),
    *of(
        trips, "trip",
        edit_trip=lambda row, rows: now(row, title="to Xi'an"),
        add_member=lambda row, rows: on(row, "Wang Wu"),
        add_stop=lambda row, rows: on(row, rows.row("visit", "other")),
        move_stop=lambda row, rows: now(row, row.stops.first(), 1),
        link_follow_up=lambda row, rows: on(row, rows.row("follow_up", "other")),
    ),
    *of(trips, "", add_trip=lambda row, rows: given("to Shenzhen")),
    *of(
        agreements, "agreement",
        edit_agreement=lambda row, rows: now(row, title="a loan"),
        verify=lambda row, rows: now(row, "mou", TODAY),
        add_commitment=lambda row, rows: on(row, "a bridge", side="we"),
        keep_commitment=lambda row, rows: on(row.commitments.select_related("agreement").first(), TODAY),
    ),
    *(
        verb
        for noun in ("project_agreement", "agreement_of_others")
        for verb in of(agreements, noun, verify=lambda row, rows: now(row, "investment", TODAY))
    ),
    *of(agreements, "", add_agreement=lambda row, rows: given("a lease", [rows.nobodys])),
    *of(
        follow_ups, "follow_up",
        assign=lambda row, rows: now(row, rows.elsewhere.unit, TODAY),
        answer=lambda row, rows: now(row, "done"),
        take_on=lambda row, rows: now(row, today=TODAY),
        hand_on=lambda row, rows: now(row, rows.elsewhere.unit, "theirs"),
        add_paper=lambda row, rows: on(row, rows.row("source", "other")),
    ),
    *of(
        follow_ups, "answered",
        confirm=lambda row, rows: now(row),
        send_back=lambda row, rows: now(row, "not yet"),
    ),
    *of(
        escalation, "follow_up",
        tell_further=lambda row, rows: on(row, 2, today=TODAY),
    ),
    *of(follow_ups, "", ask=lambda row, rows: given("send the plan")),
    # A leader's instruction about a project.
    *of(follow_ups, "project", ask=lambda row, rows: given("send the plan", kind="instruction", project=row)),
    *of(
        talents, "talent",
        edit_talent=lambda row, rows: now(row, level="master"),
        introduce=lambda row, rows: now(row, TODAY, "recognised"),
        nominate=lambda row, rows: on(row, "moons", "2", submitted_on=TODAY, programme_level="city"),
        settle=lambda row, rows: (
            (row.nominations.first(), "shortlisted"), {"seen": row.version, "shortlisted_on": TODAY}
        ),
        forget_person=lambda row, rows: on(row),
    ),
    *of(talents, "", add_talent=lambda row, rows: given("Zhao Liu", "a key", level="doctor")),
    *of(
        targets, "",
        set_target=lambda row, rows: given(2026, "registered_10m", Decimal(12)),
        claim_result=lambda row, rows: given(rows.row("source", "other"), "12 of them", Decimal(12)),
    ),
    *of(targets, "claim", judge_claim=lambda row, rows: now(row, "verified", "seen the paper")),
    *of(
        sources, "source",
        cite=lambda row, rows: on(rows.nobodys, "name", row, (0, 3), "test"),
        cite_all=lambda row, rows: on(rows.nobodys, [("name", (0, 3), "test")], row),
    ),
    *of(sources, "contact", forget_in_sources=lambda row, rows: on(row.subject)),
    *of(
        sources, "",
        keep=lambda row, rows: given(b"words of a paper", "paper.txt"),
        keep_paper=lambda row, rows: given(b"\xff\xd8\xff a photo", "photo.jpg"),
    ),
    *of(
        intake, "draft",
        decide=lambda row, rows: now(row, "enterprise-1", "rejected"),
        decide_all=lambda row, rows: now(row, "rejected"),
        correct=lambda row, rows: now(row, "enterprise-1", "name", "Acme", today=TODAY),
        choose_match=lambda row, rows: now(row, "enterprise-1", rows.nobodys.pk),
        write=lambda row, rows: now(row, today=TODAY),
        discard=lambda row, rows: now(row),
        reopen=lambda row, rows: now(row),
    ),
    *of(learning, "draft", settle=lambda row, rows: on(row)),
    *of(
        learning, "",
        settle_earlier=lambda row, rows: given(),
        switch_off=lambda row, rows: given("event.visit", seen=0, reason="too often wrong", at=NOW),
        switch_on=lambda row, rows: given("event.visit", seen=0, reason="mended", at=NOW),
    ),
    *of(reading, "", read_source=lambda row, rows: given(rows.unread)),
    *of(reading, "draft", keep_reading=lambda row, rows: on(row, DRAWN), stop_reading=lambda row, rows: on(row)),
    *of(
        sheets, "sheet_import",
        read_as=lambda row, rows: now(row, 0, Header(1), ["enterprise", "project"]),
        start=lambda row, rows: now(row),
        put_aside=lambda row, rows: now(row),
        correct=lambda row, rows: on(
            row.rows.get(number=2), RowRead({"enterprise": f"Quux {row.pk}", "project": "a hall"}),
            seen=row.version, today=TODAY,
        ),
    ),
    *of(sheets, "sheet_done", undo=lambda row, rows: now(row)),
    *of(sheets, "", bring=lambda row, rows: given(rows.unbrought)),
    *of(
        ledgers, "",
        hand_out=lambda row, rows: given([], "ours"),
        bring_back=lambda row, rows: given(rows.unreturned),
    ),
    *of(
        ledgers, "ledger_return",
        accept=lambda row, rows: now(row, ledgers.Ticked({}, {}), today=TODAY),
        put_aside=lambda row, rows: now(row),
        bring_new=lambda row, rows: now(row, today=TODAY),
    ),
    *of(layouts, "", add_layout=lambda row, rows: given("ours", example(), "ours.xlsx")),
    *of(layouts, "layout", put_away=lambda row, rows: now(row)),
    *of(ledgers, "ledger_taken", undo=lambda row, rows: now(row, today=TODAY)),
    *of(
        batches, "sheet_checking",
        clear_rows=lambda row, rows: on(row),
        keep_rows=lambda row, rows: on(row, []),
        settle=lambda row, rows: on(row, "ready"),
    ),
    *of(batches, "sheet_writing", write_batch=lambda row, rows: on(row, [], {}, today=TODAY)),
    *of(
        batches, "sheet_undoing", undo_batch=lambda row, rows: on(row, [], now=NOW),
        sweep_batch=lambda row, rows: on(row, [], now=NOW),
    ),
    *of(sheet_sources, "", keep_sheet=lambda row, rows: given("企业名称,项目名称\na,b".encode(), "leads.csv")),
    *of(sheet_sources, "source", cite_each=lambda row, rows: given([(rows.nobodys, (0, 3))], "name", row, "test")),
    *of(many_enterprises, "", add_enterprises=lambda row, rows: given([{"name": "苏州工业 Quux"}])),
    *of(
        many_enterprises, "enterprise",
        add_contacts=lambda row, rows: given([(row, {"name": "Li Si"})]),
        remove_enterprises=lambda row, rows: given([row]),
    ),
    *of(many_enterprises, "contact", remove_contacts=lambda row, rows: given([row], now=NOW)),
    *of(
        many_projects, "",
        create_projects=lambda row, rows: given(
            [{"name": "a hall", "enterprise": rows.nobodys, "officer": rows.elsewhere.owner, "next_step": "call",
              "next_step_due_on": TODAY, "amounts": {}, "facts": {}, "told": {}}], today=TODAY,
        ),
    ),
    Verb(
        many_projects.create_projects, "user",
        lambda row, rows: given(
            [{"name": "a hall", "enterprise": rows.nobodys, "officer": row, "next_step": "call",
              "next_step_due_on": TODAY, "amounts": {}, "facts": {"contacted": TODAY}, "told": {}}], today=TODAY,
        ),
    ),
    *of(
        many_projects, "project",
        edit_projects=lambda row, rows: given([(row, {"name": "renamed"})], today=TODAY),
        remove_projects=lambda row, rows: given([row]),
    ),
    *of(many_leads, "", open_leads=lambda row, rows: given([{"name": "a hall", "enterprise": rows.nobodys}], today=TODAY)),
    Verb(
        many_leads.open_leads, "user",
        lambda row, rows: given([{"name": "a hall", "enterprise": rows.nobodys, "officer": row}], today=TODAY),
    ),
    *(
        Verb(getattr(personal, name), noun, lambda row, rows, args=args: on(row.subject, **args))
        for noun in ("contact", "talent", "certificate")
        for name, args in (
            ("take_out", {"reason": ASKED}),
            ("keep_terms", {"purpose": "talent"}),
            ("erase", {"reason": ASKED, "now": NOW}),
            ("mark_again", {"words": {"name": "Sun Qi"}}),
        )
    ),
    Verb(personal.reveal, "contact", lambda row, rows: on(row, "phone", CALL)),
    Verb(personal.reveal, "talent", lambda row, rows: on(row, "name", CALL)),
    Verb(personal.reveal, "certificate", lambda row, rows: on(row, "holder", CALL)),
    Verb(personal.reveal, "span", lambda row, rows: on(row, "value", CALL)),
    *of(
        personal, "",
        open_subject=lambda row, rows: given("contact", {"name": "Li Si"}),
        open_subjects=lambda row, rows: given("contact", [{"name": "Li Si"}]),
        finish_erasures=lambda row, rows: given(),
        drop_subjects=lambda row, rows: given([], now=NOW),
    ),
    *of(links, "link", revoke=lambda row, rows: on(row, now=NOW)),
    *of(
        links, "user",
        issue=lambda row, rows: given("invitation", record=row, expires_at=LATER),
        revoke_all=lambda row, rows: given("invitation", row, now=NOW),
    ),
    *of(
        login, "user",
        end_sessions=lambda row, rows: on(row),
        reset_factors=lambda row, rows: on(row),
        excuse=lambda row, rows: on(row, "a demo"),
        link_identity=lambda row, rows: on(row, "oidc", f"subject {row.pk}"),
        unlink_identity=lambda row, rows: on(row, "oidc"),
    ),
    *of(
        notices, "notice",
        mark_read=lambda row, rows: given([row.pk], at=NOW),
    ),
    *of(notices, "", mark_all_read=lambda row, rows: given(at=NOW)),
    *of(
        staff, "user",
        edit_account=lambda row, rows: on(row, name="renamed"),
        close_account=lambda row, rows: on(row),
        end_sessions=lambda row, rows: on(row),
        reopen_account=lambda row, rows: on(row),
    ),
    *of(
        staff, "",
        open_account=lambda row, rows: given("newcomer", "new", role="officer", unit=rows.elsewhere.unit),
        set_up_unit=lambda row, rows: given("new unit", "section", rows.elsewhere.unit),
    ),
    *of(units, "unit", dissolve=lambda row, rows: given(row, rows.elsewhere.unit, today=TODAY)),
    *of(
        accounts, "",
        add_unit=lambda row, rows: given("new unit", "section", rows.elsewhere.unit),
        add_user=lambda row, rows: given("newcomer", "new", role="officer", unit=rows.elsewhere.unit),
    ),
    *of(
        handover_actions, "user",
        hand_over=lambda row, rows: on(row, {}),
        leave=lambda row, rows: on(row, {}),
        move=lambda row, rows: on(row, {}, role="officer", unit=rows.elsewhere.unit),
    ),
    *of(invitation_actions, "user", invite=lambda row, rows: on(row, now=NOW)),
    *of(
        invitation_actions, "link",
        accept=lambda row, rows: on(row, "a-long-phrase-nobody-guesses"),
    ),
]  # fmt: skip
