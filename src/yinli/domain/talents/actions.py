"""The only writes of talents, certificates and nominations."""

from datetime import date

from django.utils.crypto import salted_hmac

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import action_prefix, require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.base.personal.actions import hold_person, mark_again, open_subject
from yinli.domain.talents.models import Certificate, Nomination, Talent

EDITABLE = ("name", "level", "degree", "field", "employer", "section", "first_insured_on")


def person_key(identity: str) -> str:
    """The keyed digest by which a person is known; the number itself is never kept."""
    return salted_hmac("yinli.talents.person", identity, algorithm="sha256").hexdigest()


@action
def add_talent(name: str, person_key: str, *, by, **values) -> tuple[Talent, bool]:
    """A person won, once a person (`person_key`). Returns (talent, is_new)."""
    require(by, "talent.create")
    # Known to another section is known: a person is one row, whoever looks.
    with viewing_as(SYSTEM):
        known = Talent.objects.filter(person_key=person_key).first()
    if known:
        return known, False
    name = name.strip()
    subject = open_subject("talent", {"name": name}, by=by)
    talent = Talent.objects.create(
        subject=subject, person_key=person_key, name=name, recorded_by_id=by.pk, **values
    )
    record(by, "talent.create", talent, after={"name": talent.name, **values})
    return talent, True


@action
def edit_talent(talent: Talent, *, by, seen: int, **values) -> Talent:
    """Change fields of EDITABLE; raises StaleWrite, NotAllowed or Erased."""
    hold_person(talent.subject_id)
    talent = lock(talent, seen=seen)
    require(by, "talent.edit", talent)
    before, after = changes(talent, {key: values[key] for key in EDITABLE if key in values})
    if after:
        save_record(talent, list(after))
        if "name" in after:
            after["name"] = talent.name
            mark_again(talent.subject, {"name": talent.name.reveal()}, by=by)
        record(by, "talent.edit", talent, before=before, after=after)
    return talent


@action
def forget_person(row: Talent | Certificate, *, by) -> None:
    """Replace the digest of the identity number by a random one, the same for all rows of the person: counts
    stay, and the next import of the same person is somebody new."""
    require(by, f"{action_prefix(type(row))}.erase", row)
    row.person_key = f"erased-{row.subject_id}"
    row.save(update_fields=["person_key"])


@action
def introduce(talent: Talent, on: date, ground: str, *, by, seen: int) -> Talent:
    """The person counts as introduced from this day, on this ground."""
    talent = lock(talent, seen=seen)
    require(by, "talent.edit", talent)
    before, after = changes(talent, {"introduced_on": on, "ground": ground})
    save_record(talent, ["introduced_on", "ground"])
    record(by, "talent.introduce", talent, before=before, after=after, on=on)
    return talent


@action
def nominate(talent: Talent, programme: str, batch: str, *, by, submitted_on: date, **values) -> Nomination:
    """Put the person forward, once a programme and batch."""
    require(by, "talent.edit", talent)
    nomination, created = Nomination.objects.get_or_create(
        talent=talent, programme=programme, batch=batch, defaults={"submitted_on": submitted_on, **values}
    )
    if created:
        record(by, "talent.nominate", talent, after={"programme": programme, "batch": batch}, on=submitted_on)
    return nomination


@action
def settle(
    nomination: Nomination, result: str, *, by, seen: int, shortlisted_on: date | None = None
) -> Nomination:
    """Write down how a nomination stands; `seen` is the talent's version, which this raises."""
    talent = lock(nomination.talent, seen=seen)
    require(by, "talent.edit", talent)
    before, after = changes(nomination, {"result": result, "shortlisted_on": shortlisted_on})
    if after:
        nomination.save(update_fields=["result", "shortlisted_on"])
        save_record(talent, [])
        said = {"programme": nomination.programme, **after}
        record(by, "talent.nomination", talent, before=before, after=said, on=shortlisted_on)
    return nomination
