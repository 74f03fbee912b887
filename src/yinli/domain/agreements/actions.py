"""The only writes of agreements."""

from datetime import date

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.core.workflow import stages
from yinli.domain.agreements.models import Agreement, AgreementParty, Commitment
from yinli.domain.projects.actions import add_fact

EDITABLE = ("title", "kind", "signed_on", "project", "home_unit", "home_side", "amount_yuan")


@action
def add_agreement(title: str, enterprises, *, by, **values) -> Agreement:
    """Write down an agreement as claimed; it proves nothing until `verify`."""
    require(by, "agreement.create")
    agreement = Agreement.objects.create(title=title.strip()[:160], recorded_by_id=by.pk, **values)
    for enterprise in enterprises:
        AgreementParty.objects.create(agreement=agreement, enterprise=enterprise)
    record(by, "agreement.create", agreement, after={"parties": list(enterprises), **values})
    return agreement


@action
def edit_agreement(agreement: Agreement, *, by, seen: int, **values) -> Agreement:
    """Change fields of EDITABLE; raises StaleWrite or NotAllowed."""
    agreement = lock(agreement, seen=seen)
    require(by, "agreement.edit", agreement)
    before, after = changes(agreement, {key: values[key] for key in EDITABLE if key in values})
    if after:
        save_record(agreement, list(after))
        record(by, "agreement.edit", agreement, before=before, after=after)
    if "project" in after:
        _tell_project(agreement, by)
    return agreement


@action
def verify(agreement: Agreement, kind: str, signed_on: date, *, by, seen: int) -> Agreement:
    """Somebody saw the paper: fix kind and day, and let its project have the fact that it proves."""
    agreement = lock(agreement, seen=seen)
    require(by, "agreement.edit", agreement)
    wanted = {"kind": kind, "signed_on": signed_on, "publicity": Agreement.Publicity.VERIFIED}
    before, after = changes(agreement, wanted)
    save_record(agreement, list(wanted))
    record(by, "agreement.verify", agreement, before=before, after=after, on=signed_on)
    _tell_project(agreement, by)
    return agreement


def _tell_project(agreement: Agreement, by) -> None:
    """Let the project have the fact that a verified paper proves."""
    fact = stages().proves(agreement.kind)
    if fact and agreement.project_id and agreement.publicity == Agreement.Publicity.VERIFIED:
        signed_on, source = agreement.signed_on, agreement.source
        add_fact(agreement.project, fact, signed_on, by=by, note=agreement.title, source=source)


@action
def add_commitment(
    agreement: Agreement, text: str, *, by, side: str, due_on: date | None = None
) -> Commitment:
    """Who promised what by when."""
    agreement = lock(agreement)
    require(by, "agreement.edit", agreement)
    commitment = Commitment.objects.create(agreement=agreement, text=text.strip(), side=side, due_on=due_on)
    record(by, "agreement.commitment", agreement, after={"side": side, "text": text, "due_on": due_on})
    return commitment


@action
def keep_commitment(commitment: Commitment, kept_on: date, *, by) -> Commitment:
    """The promise was kept on this day."""
    agreement = lock(commitment.agreement)
    require(by, "agreement.edit", agreement)
    commitment.kept_on = kept_on
    commitment.save(update_fields=["kept_on"])
    record(by, "agreement.commitment_kept", agreement, after={"text": commitment.text}, on=kept_on)
    return commitment
