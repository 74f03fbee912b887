"""Forms of visits: fifteen seconds on a phone, the rest when there is time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.ui.forms import DayField, Form, Seen
from yinli.domain.enterprises.forms import EnterpriseInput, NameOnce
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.queries import same_name
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects_of
from yinli.domain.visits.actions import EDITABLE
from yinli.domain.visits.models import Visit


class ProjectOfEnterprise(forms.Form):
    """Mixin: a choice among the projects of the enterprise named in the same form."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("No project")
    )

    def offer_projects(self, viewer, enterprise: Enterprise | None, now: Project | None = None) -> None:
        """Offer the enterprise's projects that the viewer may see, and the one linked now."""
        offered = projects_of(viewer, enterprise) if enterprise else Project.objects.none()
        if now is not None:
            offered = offered | projects_of(viewer, now.enterprise).filter(pk=now.pk)
        self.fields["project"].queryset = offered


class VisitForm(NameOnce, ProjectOfEnterprise, Form):
    """A visit: whom, when, what was said; the rest may wait."""

    enterprise = forms.CharField(
        label=_("Enterprise"),
        max_length=120,
        required=False,
        widget=EnterpriseInput({"autofocus": True, "placeholder": _("Name, short name or pinyin")}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Visit.Kind.choices, initial=Visit.Kind.VISIT)
    held_on = DayField(label=_("Day"), required=False)
    summary = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea({"rows": 4}))
    met = forms.CharField(
        label=_("Whom we met"),
        max_length=200,
        required=False,
        help_text=_("Names and titles of the other side."),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        required=False,
        help_text=_("Enough by itself where no enterprise was met."),
    )
    city = forms.CharField(label=_("City"), max_length=40, required=False)
    part = forms.ChoiceField(label=_("Their part"), choices=[("", "–"), *Visit.Part.choices], required=False)

    FIRST = ("enterprise", "as_new", "kind", "held_on", "met", "summary", "project")
    MORE = ("place", "city", "part")

    def __init__(self, *args, viewer, record: Visit | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        typed = self["enterprise"].value()
        named = typed if isinstance(typed, Enterprise) else same_name(typed) if typed else None
        self.offer_projects(viewer, named, record.project if record else None)

    def clean_enterprise(self):
        """The enterprise called so; a name nobody knows is kept as `new_name`."""
        typed = self.cleaned_data["enterprise"].strip()
        found = same_name(typed) if typed else None
        self.cleaned_data["new_name"] = "" if found else typed
        return found

    def clean(self):
        """Somebody or something was visited; a study stop has no project."""
        cleaned = super().clean()
        new_name = cleaned.get("new_name", "")
        if not (cleaned.get("enterprise") or new_name or cleaned.get("place")):
            self.add_error("enterprise", _("Say which enterprise, or which place."))
        if cleaned.get("kind") == Visit.Kind.STUDY and cleaned.get("project"):
            self.add_error(
                "project", _("A study stop belongs to no project. Choose another kind, or no project.")
            )
        if new_name:
            self.check_new_name(new_name, "enterprise")
        return cleaned


class VisitEditForm(Seen, VisitForm):
    """A visit, corrected."""


def visit_values(data: dict) -> dict:
    """What a right form hands to the actions: the columns, and the name of an enterprise nobody knew."""
    return {name: data[name] for name in (*EDITABLE, "new_name")}
