"""History of enterprises in words, and how any record of the domain tells its own."""

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.history.queries import entries_for
from yinli.base.history.wording import Told, told
from yinli.domain.enterprises.merge_actions import MergerRefused
from yinli.domain.enterprises.models import Enterprise, EnterpriseFact

SENTENCES = {
    "enterprise.create": _("Opened"),
    "enterprise.edit": _("Changed"),
    "enterprise.add_alias": _("Other name added"),
    "enterprise.forget_alias": _("Other name no longer used"),
    "enterprise.remember_alias": _("Other name used again"),
    "enterprise.add_contact": _("Person added"),
    "enterprise.remove_contact": _("Person taken back: written down by mistake"),
    "enterprise.remove": _("Enterprise taken back: written down by mistake"),
    "enterprise.edit_contact": _("Person changed"),
    "enterprise.add_fact": _("Fact added"),
    "enterprise.merge": _("Merged two enterprises"),
    "enterprise.merger_undone": _("Took a merger back"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "person": _("Person"),
    "alias": _("Other name"),
    "aliases": _("Other name"),
    "text": _("Words"),
    "parent": _("Subsidiary of"),
    "industries": _("Industries"),
    "year": _("Year"),
    "title": _("Job title"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "merged": _("Merged with it"),
    "merged_into": _("Merged into"),
    "merger": _("Which"),
}
CONTACT_LABELS = {"title": LABELS["title"], "enterprise": _("Enterprise")}
# An entry's kind is the enterprise's, or that of a fact added to it.
VALUES = {"kind": dict(Enterprise.Kind.choices + EnterpriseFact.Kind.choices).get}
MOMENTS = 30


def contact_page(contact) -> str:
    """The page on which a person of an enterprise stands."""
    return reverse("enterprises:detail", args=[contact.enterprise.number])


def what_stays(contact) -> list[str]:
    """What remains of a person of an enterprise who is erased."""
    return [_now("that somebody answered at %(name)s, without name or number") % {"name": contact.enterprise}]


def moments(viewer, obj: Model, hidden: tuple[str, ...] = ()) -> list[dict]:
    """What was done to `obj`, newest first, for ui.timeline; nothing for those who may see no history.

    `hidden` actions are left out.
    """
    if not may(viewer, "history.view"):
        return []
    return [_moment(told(entry, viewer)) for entry in entries_for(obj).exclude(action__in=hidden)[:MOMENTS]]


def _moment(said: Told) -> dict:
    parts = [said.note] if said.note else []
    for change in said.changes:
        after = change.after or _now("emptied")
        became = f"{change.before} → {after}" if change.before else after
        parts.append(_now("%(field)s: %(value)s") % {"field": change.label, "value": became})
    return {"at": said.at, "by": said.by, "title": said.title, "text": _now("; ").join(parts)}


def why_not_merged(refused: MergerRefused) -> str:
    """Why enterprises are not merged, and what to do."""
    return {
        "same": _now("An enterprise cannot be merged with itself."),
        "merged": _now("One of them was merged into another already. Open that one."),
        "codes": _now("Each has a credit code of its own: by the register they are two enterprises."),
        "group": _now(
            "The one to stay stands further below the other in its group. Merge the other way round."
        ),
        "undone": _now("This was taken back already."),
        "merged_on": _now("The enterprise was merged into another afterwards. Take that back first."),
    }[refused.code]
