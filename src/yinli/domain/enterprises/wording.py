"""History of enterprises in words."""

from django.utils.translation import gettext_lazy as _

from yinli.domain.enterprises.models import Enterprise, EnterpriseFact

SENTENCES = {
    "enterprise.create": _("Opened"),
    "enterprise.edit": _("Changed"),
    "enterprise.add_alias": _("Other name added"),
    "enterprise.add_contact": _("Person added"),
    "enterprise.add_fact": _("Fact added"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "person": _("Person"),
    "alias": _("Other name"),
    "text": _("Words"),
    "parent": _("Subsidiary of"),
    "industries": _("Industries"),
    "year": _("Year"),
    "title": _("Job title"),
}
# An entry's kind is the enterprise's, or that of a fact added to it.
VALUES = {"kind": dict(Enterprise.Kind.choices + EnterpriseFact.Kind.choices).get}
