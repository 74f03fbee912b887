"""Forms of people and units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit, User
from yinli.base.ui.forms import Form
from yinli.domain.follow_ups.forms import UnitField


class _InUnit(Form):
    """A form that chooses among all units."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(closed_on=None).order_by("path")


class PersonForm(_InUnit):
    """Who somebody is and where they work."""

    name = forms.CharField(label=_("Name of the person"), max_length=60)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose the role")), *User.Role.choices])
    unit = UnitField(label=_("Unit"), empty_label=_("Choose the unit"))
    on_duty = forms.BooleanField(
        label=_("On duty"), required=False, help_text=_("Takes leads that nobody claims.")
    )


class NewPersonForm(PersonForm):
    """A new account; its person sets the password."""

    username = forms.RegexField(
        r"^[a-z0-9._-]{3,30}$",
        label=_("Log-in name"),
        help_text=_("Small letters, figures, dot and hyphen, 3 to 30 of them."),
        error_messages={
            "invalid": _(
                "Use 3 to 30 small letters, figures, dots, hyphens and underscores, and nothing else."
            )
        },
    )
    field_order = ("username", "name", "role", "unit", "on_duty")

    def clean_username(self):
        """The log-in name, unless somebody has it."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("Somebody has this log-in name already; choose another."))
        return username


class UnitForm(_InUnit):
    """A unit and where it stands in the tree."""

    name = forms.CharField(label=_("Unit's name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of unit"), choices=[("", _("Choose the kind")), *Unit.Kind.choices]
    )
    unit = UnitField(label=_("Stands below"), required=False, empty_label=_("Nothing: it is the district"))

    def clean_name(self):
        """The name, unless a unit has it."""
        if Unit.objects.filter(name=self.cleaned_data["name"]).exists():
            raise forms.ValidationError(_("A unit of this name is there already."))
        return self.cleaned_data["name"]
