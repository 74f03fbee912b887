"""Enterprises, what is said of them, and their people."""

from django.db.models import Model

from yinli.base.accounts.permissions import may
from yinli.desk.intake.models import Item
from yinli.desk.intake.writing.frame import Writing
from yinli.domain.enterprises.actions import (
    add_alias,
    add_contact,
    add_enterprise,
    add_fact,
    add_industries,
    set_parent,
)
from yinli.domain.enterprises.queries import enterprises, is_forgotten, same_name, same_person


def write_enterprise(item: Item, writing: Writing) -> tuple[Model, bool]:
    """The enterprise in the books that the reviewer chose, or a new one; its other names and industries."""
    values, by = writing.values(item), writing.by
    enterprise = enterprises(by).filter(pk=item.match_id).first() if item.match_id else None
    is_new = False
    if enterprise is None:
        stated = {key: values[key] for key in ("kind", "city", "credit_code", "about") if values.get(key)}
        enterprise, is_new = add_enterprise(values["name"], by=by, **stated)
    for name in (values["name"], *values.get("aliases", ())):
        # A name that is somebody else's in the books stays theirs.
        if same_name(name) is None and not is_forgotten(enterprise, name):
            add_alias(enterprise, name, by=by)
    add_industries(enterprise, list(values.get("industries") or ()), by=by)
    return enterprise, is_new


def write_fact(item: Item, writing: Writing) -> tuple[Model, bool]:
    """Something said of an enterprise; where it names a parent in the books, the parent is set too."""
    values, by = writing.values(item), writing.by
    enterprise = writing.other(item, "enterprise")
    other_name = str(values.get("other") or "")
    other = writing.other(item, "other") or (same_name(other_name) if other_name else None)
    known = enterprise.facts.filter(kind=values.get("kind") or "other", text=values["text"][:400]).exists()
    fact = add_fact(
        enterprise,
        values.get("kind") or "other",
        values["text"],
        by=by,
        year=int(values["year"]) if values.get("year") else None,
        other=other,
        other_name=other_name[:120],
    )
    if (
        fact.kind == "subsidiary_of"
        and other
        and not enterprise.parent_id
        and may(by, "enterprise.edit", enterprise)
    ):
        set_parent(enterprise, other, by=by)
    return fact, not known


def write_contact(item: Item, writing: Writing) -> tuple[Model, bool]:
    """A person of the enterprise, once a name."""
    values = writing.values(item)
    enterprise = writing.other(item, "enterprise")
    known = same_person(enterprise, values["name"][:60]) is not None
    title = str(values.get("title") or "")[:120]
    return add_contact(enterprise, values["name"][:60], by=writing.by, title=title), not known
