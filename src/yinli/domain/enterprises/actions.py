"""The only writes of enterprises."""

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.base.personal.actions import hold_person, mark_again, open_subject
from yinli.base.personal.marks import name_mark
from yinli.core import names
from yinli.domain.enterprises.models import Alias, Contact, Enterprise, EnterpriseFact, Registration
from yinli.domain.enterprises.queries import same_name, same_person
from yinli.domain.enterprises.rules import cleaned_credit_code

# What may be changed of a person without becoming another one.
PERSONAL = ("title", "phone", "email")
EDITABLE = ("name", "credit_code", "kind", "city", "industries", "about", "parent")


class GroupLoop(ValueError):
    """An enterprise cannot be a subsidiary of itself, nor of one of its own subsidiaries."""


def check_parent(enterprise: Enterprise, parent: Enterprise | None) -> None:
    """Raise GroupLoop where `parent` stands below `enterprise`."""
    above = parent
    while above is not None:
        if above.pk == enterprise.pk:
            raise GroupLoop(f"{parent} stands below {enterprise}")
        above = above.parent


def name_fields(name: str) -> dict[str, str]:
    """All columns that follow from a name."""
    return {
        "name": name.strip(),
        "name_normal": names.normalise(name),
        "name_stem": names.stem(name),
        "name_pinyin": names.pinyin(name)[:400],
    }


@action
def add_enterprise(name: str, *, by, **values) -> tuple[Enterprise, bool]:
    """The enterprise called `name`: the known one, or a new one. Returns (enterprise, is_new)."""
    require(by, "enterprise.name_first")
    known = same_name(name)
    if known:
        return known, False
    values["credit_code"] = cleaned_credit_code(values.get("credit_code"))
    enterprise = Enterprise.objects.create(**name_fields(name), reported_by_id=by.pk, **values)
    record(by, "enterprise.create", enterprise, after={"name": enterprise.name, **values})
    return enterprise, True


@action
def edit_enterprise(enterprise: Enterprise, *, by, seen: int, **values) -> Enterprise:
    """Change fields of EDITABLE; raises StaleWrite, NotAllowed, WrongCreditCode or GroupLoop."""
    enterprise = lock(enterprise, seen=seen)
    require(by, "enterprise.edit", enterprise)
    if "credit_code" in values:
        values["credit_code"] = cleaned_credit_code(values["credit_code"])
    check_parent(enterprise, values.get("parent"))
    before, after = changes(enterprise, {key: values[key] for key in EDITABLE if key in values})
    if "name" in after:
        changes(enterprise, name_fields(after["name"]))
    if after:
        derived = ["name_normal", "name_stem", "name_pinyin"] if "name" in after else []
        save_record(enterprise, [*after, *derived])
        record(by, "enterprise.edit", enterprise, before=before, after=after)
    return enterprise


@action
def set_parent(enterprise: Enterprise, parent: Enterprise, *, by) -> Enterprise:
    """Say whose subsidiary the enterprise is. Nothing happens where that is known already."""
    enterprise = lock(enterprise)
    require(by, "enterprise.edit", enterprise)
    if enterprise.parent_id == parent.pk:
        return enterprise
    check_parent(enterprise, parent)
    before = enterprise.parent
    enterprise.parent = parent
    save_record(enterprise, ["parent"])
    record(by, "enterprise.edit", enterprise, before={"parent": before}, after={"parent": parent})
    return enterprise


@action
def add_industries(enterprise: Enterprise, industries: list[str], *, by) -> Enterprise:
    """Add what the enterprise works in; those known already stay as they are."""
    enterprise = lock(enterprise)
    require(by, "enterprise.create")
    new = [word for word in industries if word not in enterprise.industries]
    if new:
        before = list(enterprise.industries)
        enterprise.industries = [*before, *new]
        save_record(enterprise, ["industries"])
        record(
            by,
            "enterprise.edit",
            enterprise,
            before={"industries": before},
            after={"industries": before + new},
        )
    return enterprise


@action
def add_alias(enterprise: Enterprise, name: str, *, by) -> Alias | None:
    """Another name of the enterprise; None when it is its own name already."""
    require(by, "enterprise.create")
    normal = names.normalise(name)
    if normal == enterprise.name_normal:
        return None
    alias, created = Alias.objects.get_or_create(
        enterprise=enterprise, name_normal=normal, defaults={"name": name.strip()}
    )
    if created:
        record(by, "enterprise.add_alias", enterprise, after={"alias": alias.name})
    elif alias.is_forgotten:
        _mark_alias(alias, False)
        record(by, "enterprise.add_alias", enterprise, after={"alias": alias.name})
    return alias


@action
def forget_alias(alias: Alias, *, by, reason: str) -> Alias:
    """Take a name for a name of its enterprise no longer; readings from now on do without it."""
    return _change_alias(alias, True, "enterprise.forget_alias", by, reason)


@action
def remember_alias(alias: Alias, *, by, reason: str) -> Alias:
    """Take a forgotten name for a name of its enterprise again."""
    return _change_alias(alias, False, "enterprise.remember_alias", by, reason)


def _change_alias(alias: Alias, is_forgotten: bool, said: str, by, reason: str) -> Alias:
    enterprise = lock(alias.enterprise)
    require(by, "enterprise.edit", enterprise)
    alias.refresh_from_db()
    if alias.is_forgotten != is_forgotten:
        _mark_alias(alias, is_forgotten)
        save_record(enterprise, [])
        record(by, said, enterprise, after={"alias": alias.name}, note=reason)
    return alias


def _mark_alias(alias: Alias, is_forgotten: bool) -> None:
    alias.is_forgotten = is_forgotten
    alias.save(update_fields=["is_forgotten"])


@action
def add_contact(enterprise: Enterprise, name: str, *, by, **values) -> Contact:
    """A person of the enterprise, once a name; of one known already, what was not known is filled in."""
    require(by, "contact.add")
    # Whoever reads a card may not see every person of the enterprise, but writes each down once.
    with viewing_as(SYSTEM):
        return _contact(enterprise, name, by, values)


def _contact(enterprise: Enterprise, name: str, by, values) -> Contact:
    known = same_person(enterprise, name)
    if known:
        return _fill(known, values, by)
    said = {"name": name.strip(), **values}
    contact = Contact.objects.create(
        enterprise=enterprise,
        subject=open_subject("contact", said, by=by),
        name_mark=name_mark(name),
        **said,
    )
    told = {"person": contact.name, "title": contact.title}
    record(by, "enterprise.add_contact", enterprise, after=told)
    return contact


def _fill(known: Contact, values: dict, by) -> Contact:
    lacking = {key: values[key] for key in PERSONAL if values.get(key) and not getattr(known, key)}
    return _change(known, lacking, by) if lacking else known


@action
def edit_contact(contact: Contact, *, by, **values: str) -> Contact:
    """Change title, phone or e-mail of a person who answers there; raises NotAllowed, or Erased."""
    require(by, "contact.edit", contact)
    return _change(contact, {key: values[key] for key in PERSONAL if key in values}, by)


def _change(contact: Contact, values: dict, by) -> Contact:
    hold_person(contact.subject_id)
    contact = Contact._base_manager.select_related("enterprise", "subject").get(pk=contact.pk)
    before, after = changes(contact, values)
    if after:
        contact.save(update_fields=list(after))
        words = {name: getattr(contact, name).reveal() for name in ("name", *PERSONAL)}
        mark_again(contact.subject, words, by=by)
        told = {name: getattr(contact, name) for name in after}
        record(by, "enterprise.edit_contact", contact.enterprise, before=before, after=told)
    return contact


@action
def forget_contact(contact: Contact, *, by) -> None:
    """Know the name no more: part of erasing the person, who remains as a row without one."""
    require(by, "contact.erase", contact)
    contact.name_mark = None
    contact.save(update_fields=["name_mark"])


@action
def add_fact(enterprise: Enterprise, kind: str, text: str, *, by, **values) -> EnterpriseFact:
    """Something said of the enterprise; the same words twice are one fact."""
    require(by, "enterprise.create")
    fact, created = EnterpriseFact.objects.get_or_create(
        enterprise=enterprise,
        kind=kind,
        text=text[:400],
        defaults={"recorded_by_id": by.pk, **values},
    )
    if created:
        record(by, "enterprise.add_fact", enterprise, after={"kind": kind, "text": fact.text})
    return fact


@action
def add_registration(credit_code: str, *, by, **values) -> tuple[Registration, bool]:
    """A row of the registration file, once a credit code. Returns (registration, is_new)."""
    require(by, "enterprise.create")
    row, created = Registration.objects.get_or_create(
        credit_code=cleaned_credit_code(credit_code), defaults=values
    )
    if created:
        record(by, "registration.create", row, after={"name": row.name, "credit_code": row.credit_code})
    return row, created
