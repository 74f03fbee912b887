"""Many enterprises and their people at once, as sheets bring them: asked and told as one by one, written together."""

from collections.abc import Sequence
from datetime import datetime

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, record_many
from yinli.base.history.many import insert_rows
from yinli.base.history.queries import spoken_of
from yinli.base.personal.actions import drop_subjects, open_subjects
from yinli.base.personal.marks import name_mark
from yinli.domain.enterprises.actions import name_fields
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.enterprises.rules import cleaned_credit_code


@action
def add_enterprises(rows: Sequence[dict], *, by) -> list[Enterprise]:
    """New enterprises, each {"name", "credit_code", …}; whoever calls has looked that none of them is known."""
    require(by, "enterprise.name_first")
    new = []
    for row in rows:
        values = {**row, "credit_code": cleaned_credit_code(row.get("credit_code"))}
        new.append(Enterprise(reported_by_id=by.pk, **{**values, **name_fields(row["name"])}))
    made = insert_rows(new)
    told = (
        {"name": one.name, **({"credit_code": one.credit_code} if one.credit_code else {})} for one in made
    )
    record_many(
        by, "enterprise.create", ((one, {"after": said}) for one, said in zip(made, told, strict=True))
    )
    return made


@action
def add_contacts(
    people: Sequence[tuple[Enterprise, dict]], *, by
) -> dict[tuple[int, str], tuple[Contact, bool]]:
    """People of enterprises, each {"name", "title", "phone"}, once a name.

    Returns (enterprise id, name) → (contact, is_new): whoever is known stays as they are.
    """
    require(by, "enterprise.create")
    # Whoever reads a sheet may not see every person of an enterprise, but each is written down once.
    with viewing_as(SYSTEM):
        marked = {(one.pk, name_mark(said["name"])): (one, said) for one, said in people}
        known = _known({pk for pk, _mark in marked})
        fresh = {key: pair for key, pair in marked.items() if key not in known}
        made = _written(fresh, by)
    found = {**known, **made}
    keys = ((one, said["name"], (one.pk, name_mark(said["name"]))) for one, said in people)
    return {(one.pk, name): (found[key], key in made) for one, name, key in keys}


def _known(enterprise_ids: set[int]) -> dict[tuple[int, int | None], Contact]:
    rows = Contact.objects.filter(enterprise__in=enterprise_ids).exclude(name_mark=None)
    return {(row.enterprise_id, row.name_mark): row for row in rows}


def _written(fresh: dict, by) -> dict[tuple[int, int], Contact]:
    subjects = open_subjects("contact", [said for _one, said in fresh.values()], by=by)
    rows = [
        Contact(enterprise=one, subject=subject, name_mark=mark, **said)
        for ((_pk, mark), (one, said)), subject in zip(fresh.items(), subjects, strict=True)
    ]
    made = insert_rows(rows)
    told = ((row.enterprise, {"after": {"person": row.name, "title": row.title}}) for row in made)
    record_many(by, "enterprise.add_contact", told)
    return dict(zip(fresh, made, strict=True))


@action
def remove_contacts(contacts: Sequence[Contact], *, by, now: datetime) -> None:
    """Take back people whom `by` had just written down by mistake; nothing of them is kept."""
    for contact in contacts:
        require(by, "contact.edit", contact)
    with viewing_as(SYSTEM):
        told = [(one.enterprise, {"before": {"person": one.name}}) for one in contacts]
        record_many(by, "enterprise.remove_contact", told)
        Contact.objects.filter(pk__in=[one.pk for one in contacts]).delete()
        drop_subjects([one.subject_id for one in contacts], by=by, now=now)


@action
def remove_enterprises(enterprises: Sequence[Enterprise], *, by) -> list[Enterprise]:
    """Take back enterprises written down by mistake; those that something else speaks of stay, and are returned."""
    for enterprise in enterprises:
        require(by, "enterprise.edit", enterprise)
    with viewing_as(SYSTEM):
        pks = {one.pk for one in enterprises}
        stay = spoken_of(Enterprise, pks)
        gone = [one for one in enterprises if one.pk not in stay]
        record_many(by, "enterprise.remove", ((one, {"before": {"name": one.name}}) for one in gone))
        Enterprise.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return [one for one in enterprises if one.pk in stay]
