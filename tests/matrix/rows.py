"""The rows that are asked for: one of each noun in each relation to the person who asks.

own           theirs
unit          a colleague's, of their unit
subtree       somebody's in a unit below theirs
other         somebody's elsewhere in the district
confidential  a colleague's, on a confidential project that does not name them
named         elsewhere, on a confidential project that names them
matter        elsewhere, on a confidential project that does not name them, but handed to their unit
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from tests.matrix.people import People, Side
from yinli.base.accounts.actions import add_unit
from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.links.models import PersonalLink
from yinli.base.notices.models import Notice
from yinli.base.personal.actions import open_subject
from yinli.base.sources.actions import cite, keep
from yinli.base.sources.models import PersonalSpan, Source
from yinli.base.sources.sheet_actions import keep_sheet
from yinli.core import names
from yinli.core.sheets.grid import from_text
from yinli.desk.intake.models import Draft, Item
from yinli.desk.layouts.example import example
from yinli.desk.layouts.models import Layout
from yinli.desk.learning.models import LearnedName, Verdict
from yinli.desk.ledgers.models import Ledger, LedgerReturn
from yinli.desk.pipeline.models import BulkEdit, SavedView
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.domain.agreements.models import Agreement, Commitment
from yinli.domain.channels.models import Appraisal, Attribution, Award, Channel, Cost, Tenant
from yinli.domain.enterprises.actions import add_contact, add_enterprise
from yinli.domain.enterprises.models import Alias, Enterprise, EnterpriseFact, EnterpriseMerger, Registration
from yinli.domain.first_report.models import Dispute, Report
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.models import FactPaper, Project, ProjectFact, Regrouping
from yinli.domain.talents.actions import add_talent
from yinli.domain.talents.models import Certificate, Nomination
from yinli.domain.targets.models import ClaimedResult, Target
from yinli.domain.trips.models import Trip, TripStop
from yinli.domain.visits.models import Visit

PLAIN = ("own", "unit", "subtree", "other")
CLOSED = (*PLAIN, "confidential", "named")
TODAY = date(2026, 11, 2)
OFFICERS = ("bureau", "manager", "officer", "fund_officer")


def _came_back(ledger: Ledger, name: str) -> bytes:
    """A file of a ledger with one row that is new."""
    return f"项目编号 {ledger.number},企业名称,项目名称\n,{name} of somebody,a hall".encode()


class Rows:
    """Rows for one person, made when they are first asked for."""

    def __init__(self, people: People, role: str):
        self.people, self.role = people, role
        self.person = people.of[role]
        # Some pages of one's own account are there only for whoever has a password.
        self.person.set_password("a-long-phrase-nobody-guesses")
        self.person.save(update_fields=["password"])
        self._made: dict[tuple[str, str], object] = {}

    def row(self, noun: str, relation: str):
        """The row of `noun` in `relation` to the person; always the same one."""
        key = (noun, relation)
        if key not in self._made:
            self._made[key] = getattr(self, f"_{noun}")(relation, self.people.side(self.role, relation))
        return self._made[key]

    def called(self, noun: str, relation: str) -> str:
        """A name nothing else has."""
        return f"{noun} {self.role} {relation}"

    @property
    def elsewhere(self) -> Side:
        """Somebody who has nothing to do with anybody."""
        return Side(self.people.others["elsewhere"], self.people.units["elsewhere"])

    @cached_property
    def nobodys(self) -> Enterprise:
        """An enterprise of the elsewhere, for rows that need one."""
        found = add_enterprise(self.called("nobody's enterprise", ""), by=SYSTEM)[0]
        Enterprise.objects.filter(pk=found.pk).update(reported_by=self.elsewhere.owner)
        return found

    @cached_property
    def unread(self) -> Source:
        """A document that nobody has read yet."""
        return keep(f"words for {self.role}".encode(), "words.txt", by=SYSTEM)

    # Nouns ------------------------------------------------------------------------------------------

    def _project(self, relation: str, side: Side) -> Project:
        owner = side.owner
        officer = owner if owner.role in OFFICERS else self.elsewhere.owner
        name = self.called("project", relation)
        project = Project.objects.create(
            name=name,
            name_pinyin=names.pinyin(name),
            enterprise=self.row("enterprise", {"confidential": "unit"}.get(relation, relation)),
            stage_since_on=TODAY,
            officer=officer,
            leader=owner if owner.role == "leader" else None,
            lead_unit=side.unit,
            reporting_unit=side.unit,
            reported_by=owner,
            next_step="call",
            next_step_due_on=TODAY,
            confidential=relation in ("confidential", "named", "matter"),
            stage="contact",
        )
        if relation == "named":
            project.named_people.add(self.person)
        ProjectFact.objects.create(project=project, kind="contacted", happened_on=TODAY)
        return project

    def _project_apart(self, relation: str, side: Side) -> Project:
        """One of a firm of its own: a page shows so many projects of one firm and no more."""
        project = self._project(relation, side)
        firm = add_enterprise(f"firm of {project.number}", by=SYSTEM)[0]
        Project.objects.filter(pk=project.pk).update(enterprise=firm)
        return Project.objects.get(pk=project.pk)

    def _stopped_project(self, relation: str, side: Side) -> Project:
        project = self._project_apart(relation, side)
        Project.objects.filter(pk=project.pk).update(status="paused", status_reason="agreed_pause")
        return Project.objects.get(pk=project.pk)

    def _twin(self, relation: str, side: Side) -> Project:
        """One of two projects of an enterprise of their own; the other is its `partner`."""
        firm = add_enterprise(self.called("twins", relation), by=SYSTEM)[0]
        pair = [self._project(relation, side) for _twice in range(2)]
        Project.objects.filter(pk__in=[one.pk for one in pair]).update(enterprise=firm)
        found, partner = (Project.objects.get(pk=one.pk) for one in pair)
        found.partner = partner
        return found

    def _regrouping(self, relation: str, side: Side) -> Regrouping:
        twin = self._twin(relation, side)
        return Regrouping.objects.create(kind="split", origin=twin, target=twin.partner, made_on=TODAY)

    def _fact(self, relation: str, side: Side) -> ProjectFact:
        """A registration that somebody else reported, with its paper."""
        fact = ProjectFact.objects.create(
            project=self._project_apart(relation, side), kind="registered", happened_on=TODAY
        )
        paper = keep(self.called("licence", relation).encode(), "licence.txt", by=SYSTEM)
        FactPaper.objects.create(fact=fact, kind="business_licence", source=paper)
        return fact

    def _bulk_edit(self, relation: str, side: Side) -> BulkEdit:
        return BulkEdit.objects.create(field="grade", made_by=side.owner)

    def _report(self, relation: str, side: Side) -> Report:
        """A first report that holds nothing yet."""
        return self._reported(self.row("project", relation), side)

    def _reported(self, project: Project, side: Side) -> Report:
        return Report.objects.create(
            enterprise=project.enterprise,
            project=project,
            what=project.name,
            unit=side.unit,
            reported_by=side.owner,
            reported_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
        )

    def _report_held(self, relation: str, side: Side) -> Report:
        """One that holds, whose project has moved since."""
        project = self._project_apart(relation, side)
        ProjectFact.objects.create(project=project, kind="talks_held", happened_on=TODAY)
        report = self._reported(project, side)
        days = {"holds_from_on": TODAY - timedelta(days=9), "holds_until_on": date(2099, 1, 1)}
        Report.objects.filter(pk=report.pk).update(valid_at=report.reported_at, **days)
        return Report.objects.select_related("project").get(pk=report.pk)

    def _dispute(self, relation: str, side: Side) -> Dispute:
        """Somebody's claim to a report of the elsewhere."""
        held = self._reported(self._project_apart("other", self.elsewhere), self.elsewhere)
        return Dispute.objects.create(
            report=held,
            unit=side.unit,
            claimed_by=side.owner,
            what=self.called("claim", relation),
            grounds="we were first",
            opened_on=TODAY,
            due_on=TODAY,
        )

    def _channel(self, relation: str, side: Side) -> Channel:
        """An enclave under contract, with a plan."""
        made = Channel.objects.create(
            name=self.called("channel", relation), kind="enclave", unit=side.unit, contract_from_on=date(2026, 1, 1),
            head=side.owner if side.owner.role in OFFICERS else None,
        )  # fmt: skip
        made.plans.create(year=TODAY.year, measure="leads", target=1)
        return made

    def _cost(self, relation: str, side: Side) -> Cost:
        return Cost.objects.create(
            channel=self._channel_of(relation, side), kind="fee", spent_on=TODAY, yuan=5
        )

    def _appraisal(self, relation: str, side: Side) -> Appraisal:
        marked = {"lines": [], "mark": 90, "grade": {"zh": "优秀", "en": "Excellent"}, "words": "well"}
        channel = self._channel_of(relation, side)
        return Appraisal.objects.create(
            channel=channel, year=2025, appraised_on=TODAY, rules_version="x", **marked
        )

    def _channel_of(self, relation: str, side: Side) -> Channel:
        return self.row("channel", {"confidential": "unit", "named": "other"}.get(relation, relation))

    def _tenant(self, relation: str, side: Side) -> Tenant:
        """A firm that may come back as the person's own project."""
        firm = self.row("project", "own").enterprise
        channel = self._channel_of(relation, side)
        return Tenant.objects.create(channel=channel, enterprise=firm, entered_on=TODAY)

    def _attributed(self, relation: str, side: Side) -> Attribution:
        """A project that came back from an enclave: all that is paid for was seen."""
        project = self._project_apart(relation, side)
        Project.objects.filter(pk=project.pk).update(paid_in_yuan=100_000_000)
        for kind in ("registered", "capital_paid_in"):
            ProjectFact.objects.create(
                project=project, kind=kind, happened_on=TODAY, verified_by=self.elsewhere.owner
            )
        channel = self._channel_of(relation, side)
        Tenant.objects.create(
            channel=channel,
            enterprise=project.enterprise,
            entered_on=TODAY,
            project=project,
            returned_on=TODAY,
        )
        return Attribution.objects.create(
            project=Project.objects.get(pk=project.pk), channel=channel, since_on=date(2026, 1, 1)
        )

    def _award(self, relation: str, side: Side) -> Award:
        """Proposed by somebody else."""
        found = self._attributed(relation, side)
        return Award.objects.create(
            channel=found.channel, project=found.project, scheme="enclave_sharing", scheme_version="2026",
            document="a paper", rules_version="x", basis_yuan=100_000_000, whole_yuan=300_000, yuan=150_000,
            reckoning={"bands": [], "capped": False, "steps": [], "agreed_yuan": "0"}, proposed_on=TODAY,
            proposed_by=self.elsewhere.owner,
        )  # fmt: skip

    def _award_agreed(self, relation: str, side: Side) -> Award:
        made = self._award(relation, side)
        agreed = {"state": "agreed", "decided_on": TODAY, "decided_by": self.people.others["district"]}
        Award.objects.filter(pk=made.pk).update(**agreed)
        return Award.objects.select_related("channel", "project").get(pk=made.pk)

    def _saved_view(self, relation: str, side: Side) -> SavedView:
        """A colleague's and one of elsewhere are shared with their units, others with nobody."""
        shared = {"shared": "unit", "unit": side.unit} if relation in ("unit", "other") else {}
        name = self.called("view", relation)
        return SavedView.objects.create(name=name, page="list", query="grade=A", owner=side.owner, **shared)

    def _linked(self, relation: str):
        """The project of rows that are confidential through it; none of others."""
        return self.row("project", relation) if relation in ("confidential", "named", "matter") else None

    def _enterprise(self, relation: str, side: Side) -> Enterprise:
        if relation in ("named", "matter"):
            return self.row("enterprise", "other")
        found = add_enterprise(self.called("enterprise", relation), by=SYSTEM)[0]
        Enterprise.objects.filter(pk=found.pk).update(reported_by=side.owner)
        return Enterprise.objects.get(pk=found.pk)

    def _merger(self, relation: str, side: Side) -> EnterpriseMerger:
        """Two records made one."""
        target = self._enterprise(relation, side)
        origin = add_enterprise(self.called("merged", relation), by=SYSTEM)[0]
        Enterprise.objects.filter(pk=origin.pk).update(merged_into=target, reported_by=side.owner)
        before = {"origin": {}, "filled": {}, "alias": None}
        return EnterpriseMerger.objects.create(origin=origin, target=target, made_on=TODAY, before=before)

    def _contact(self, relation: str, side: Side):
        enterprise = self.row("enterprise", relation)
        person = add_contact(enterprise, f"Zhang{self.role}{relation}", by=SYSTEM, phone="13800138000")
        person = getattr(person, "contact", person)
        return enterprise.contacts.select_related("enterprise__reported_by__unit").get(pk=person.pk)

    def _enterprise_fact(self, relation: str, side: Side) -> EnterpriseFact:
        """What somebody knows of an enterprise of theirs."""
        return EnterpriseFact.objects.create(
            enterprise=self.row("enterprise", "own"),
            kind="other",
            text=self.called("fact", relation),
            recorded_by=side.owner,
        )

    def _registration(self, relation: str, side: Side) -> Registration:
        return Registration.objects.create(
            name=self.called("registration", relation),
            credit_code=f"9132{Registration.objects.count():014}",
            registered_on=TODAY,
            registered_capital_yuan=1,
            section=side.unit,
        )

    def _visit(self, relation: str, side: Side) -> Visit:
        return Visit.objects.create(
            officer=side.owner,
            unit=side.unit,
            enterprise=self.nobodys,
            place=self.called("visit", relation),
            summary=self.called("visit", relation),
            project=self._linked(relation),
        )

    def _trip(self, relation: str, side: Side) -> Trip:
        trip = Trip.objects.create(title=self.called("trip", relation), recorded_by=side.owner)
        for place in (1, 2):
            visit = Visit.objects.create(
                officer=side.owner, unit=side.unit, place=f"{self.called('stop', relation)} {place}"
            )
            TripStop.objects.create(trip=trip, visit=visit, position=place)
        return trip

    def _agreement(self, relation: str, side: Side) -> Agreement:
        agreement = Agreement.objects.create(
            title=self.called("agreement", relation),
            recorded_by=side.owner,
            home_unit=side.unit,
            project=self._linked(relation),
        )
        Commitment.objects.create(agreement=agreement, side="we", text="a road")
        return agreement

    def _project_agreement(self, relation: str, side: Side) -> Agreement:
        """An agreement that belongs to a project."""
        agreement = self._agreement(relation, side)
        agreement.project = self.row("project", relation)
        agreement.save(update_fields=["project"])
        return agreement

    def _agreement_of_others(self, relation: str, side: Side) -> Agreement:
        """An agreement of somebody's that belongs to a project elsewhere."""
        agreement = self._agreement(relation, side)
        agreement.project = self.row("project", "other")
        agreement.save(update_fields=["project"])
        return agreement

    def _follow_up(self, relation: str, side: Side) -> FollowUp:
        handed = self.people.side(self.role, "own").unit if relation == "matter" else self.elsewhere.unit
        return FollowUp.objects.create(
            text=self.called("follow-up", relation),
            asked_by=side.owner,
            unit=handed,
            due_on=TODAY,
            project=self._linked(relation),
        )

    def _answered(self, relation: str, side: Side) -> FollowUp:
        found = self._follow_up(relation, side)
        FollowUp.objects.filter(pk=found.pk).update(status="answered", answer="done")
        return FollowUp.objects.get(pk=found.pk)

    def _talent(self, relation: str, side: Side):
        name = self.called("talent", relation)
        talent, _is_new = add_talent(name, f"key of {name}", by=SYSTEM, level="doctor", section=side.unit)
        talent.recorded_by = side.owner
        talent.save(update_fields=["recorded_by"])
        Nomination.objects.create(
            talent=talent, programme="stars", programme_level="city", batch="1", submitted_on=TODAY
        )
        return talent

    def _nomination(self, relation: str, side: Side) -> Nomination:
        return self.row("talent", relation).nominations.get()

    def _certificate(self, relation: str, side: Side) -> Certificate:
        name = self.called("certificate", relation)
        return Certificate.objects.create(
            number=name,
            person_key=f"key of {name}",
            subject=open_subject("certificate", {"holder": "Zhou Ba"}, by=SYSTEM),
            holder="Zhou Ba",
            occupation="fitter",
            level=3,
            issued_on=TODAY,
        )

    def _source(self, relation: str, side: Side) -> Source:
        text = f"{self.called('source', relation)} 13800138000"
        source = keep(text.encode(), f"{self.called('source', relation)}.txt", by=SYSTEM)
        source.received_by = side.owner
        source.save(update_fields=["received_by"])
        if project := self._linked(relation):
            cite(project, "name", source, (0, 6), "test", by=SYSTEM)
        return source

    def _span(self, relation: str, side: Side) -> PersonalSpan:
        source = self.row("source", relation)
        return PersonalSpan.objects.select_related("source__received_by__unit").get(source=source)

    def _draft(self, relation: str, side: Side) -> Draft:
        source = self.row("source", relation)
        draft = Draft.objects.create(
            source=source,
            text_sha256=hashlib.sha256(source.text.encode()).hexdigest(),
            title=self.called("draft", relation),
            created_by=side.owner,
            rule_version="1",
            reading_sha256="1",
        )
        name = {"field": "name", "value": self.called("read", relation), "spans": [[0, 6]], "rule": "test"}
        nobodys = self.nobodys
        offered = {"id": nobodys.pk, "number": nobodys.number, "name": nobodys.name, "score": 0.9}
        Item.objects.create(
            draft=draft,
            key="enterprise-1",
            record="enterprise",
            position=0,
            values=[name],
            choices={"match": [offered]},
        )
        return draft

    def _verdict(self, relation: str, side: Side) -> Verdict:
        draft = self.row("draft", relation)
        return Verdict.objects.create(
            draft=draft,
            item=draft.items.get(),
            field="enterprise.name",
            place=0,
            rule="test",
            verdict="right",
            rule_version="1",
        )

    def _learned(self, relation: str, side: Side) -> LearnedName:
        """What a document of the elsewhere called an enterprise of somebody's."""
        name = self.called("alias", relation)
        alias = Alias.objects.create(enterprise=self.row("enterprise", relation), name=name, name_normal=name)
        return LearnedName.objects.create(alias=alias, item=self.row("draft", "other").items.get())

    def _sheet_import(self, relation: str, side: Side, status: str = "ready") -> SheetImport:
        title = self.called(f"sheet {status}", relation)
        data = f"企业名称,项目名称\n{title} of somebody,a hall\n{title} of another,a hall".encode()
        source = keep_sheet(data, f"{title}.csv", by=SYSTEM)
        Source.objects.filter(pk=source.pk).update(received_by=side.owner)
        found = SheetImport.objects.create(
            source=source,
            sender=side.owner,
            title=title,
            columns=["企业名称", "项目名称"],
            mapping=["enterprise", "project"],
            status=status,
            row_count=2,
        )
        lines = from_text(source.text)[0].lines
        project = self._linked(relation) or self.row("project", "other")
        of = {"sheet_import": found}
        SheetRow.objects.create(**of, number=2, start=lines[1].start, state="waiting")
        SheetRow.objects.create(
            **of, number=3, start=lines[2].start, state="written", kind="same", project_number=project.pk
        )
        return found

    def _sheet_done(self, relation: str, side: Side) -> SheetImport:
        return self._sheet_import(relation, side, "done")

    def _sheet_checking(self, relation: str, side: Side) -> SheetImport:
        return self._sheet_import(relation, side, "checking")

    def _sheet_writing(self, relation: str, side: Side) -> SheetImport:
        return self._sheet_import(relation, side, "writing")

    def _sheet_undoing(self, relation: str, side: Side) -> SheetImport:
        return self._sheet_import(relation, side, "undoing")

    def _ledger(self, relation: str, side: Side) -> Ledger:
        return Ledger.objects.create(title=self.called("ledger", relation), made_by=side.owner)

    def _ledger_return(self, relation: str, side: Side, status: str = "open") -> LedgerReturn:
        ledger = self._ledger(relation, side)
        name = self.called(f"ledger {status}", relation)
        source = keep_sheet(_came_back(ledger, name), f"{name}.csv", by=SYSTEM)
        Source.objects.filter(pk=source.pk).update(received_by=side.owner)
        return LedgerReturn.objects.create(
            ledger=ledger, source=source, sender=side.owner, title=name, status=status
        )

    def _ledger_taken(self, relation: str, side: Side) -> LedgerReturn:
        return self._ledger_return(relation, side, "taken")

    def _unit(self, relation: str, side: Side) -> Unit:
        """A unit in which nobody works."""
        name = f"{self.called('a unit', relation)} {Unit.objects.count()}"
        return add_unit(name, "section", side.unit, by=SYSTEM)

    def _layout(self, relation: str, side: Side) -> Layout:
        source = keep_sheet(example(), "layout.xlsx", by=SYSTEM)
        return Layout.objects.create(name=self.called("layout", relation), source=source, owner=side.owner)

    @cached_property
    def unreturned(self) -> Source:
        """A ledger that nobody has brought back yet."""
        ledger = self._ledger("other", self.people.side(self.role, "other"))
        return keep_sheet(_came_back(ledger, f"of {self.role}"), "back.csv", by=SYSTEM)

    @cached_property
    def unbrought(self) -> Source:
        """A sheet that nobody has brought in yet."""
        data = f"企业名称,项目名称\nfor {self.role},a hall".encode()
        return keep_sheet(data, "leads.csv", by=SYSTEM)

    def _claim(self, relation: str, side: Side) -> ClaimedResult:
        return ClaimedResult.objects.create(
            source=self.row("source", relation),
            surface=self.called("claim", relation),
            count=1,
            indicator="registered_10m",
            recorded_by=side.owner,
        )

    def _target(self, relation: str, side: Side) -> Target:
        return Target.objects.create(
            year=2000 + Target.objects.count(), indicator="registered_10m", unit=side.unit, value=1
        )

    def _user(self, relation: str, side: Side):
        return side.owner

    def _notice(self, relation: str, side: Side) -> Notice:
        return Notice.objects.create(
            to=side.owner,
            kind="project.given",
            record_type="projects.project",
            record_id=self.row("project", "other").pk,
            key=self.called("notice", relation),
        )

    def _link(self, relation: str, side: Side) -> PersonalLink:
        return PersonalLink.objects.create(
            purpose="invitation",
            token_hash=hashlib.sha256(self.called("link", relation).encode()).hexdigest(),
            record_type="accounts.user",
            record_id=side.owner.pk,
            issued_by=self.elsewhere.owner,
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )
