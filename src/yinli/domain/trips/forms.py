"""Forms of trips."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.ui.forms import DayField, Form, Seen
from yinli.domain.enterprises.forms import WordsField
from yinli.domain.trips.models import Trip


class Days(Form):
    """Mixin: the first and the last day."""

    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)

    def clean(self):
        """A trip ends after it starts; one that was held has both days."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        if last and not first:
            self.add_error("starts_on", _("Say the first day as well."))
        if cleaned.get("status") == Trip.Status.HELD and not (first and last):
            self.add_error("starts_on", _("A trip that was held has a first and a last day."))
        return cleaned


class TripForm(Days):
    """A trip, planned or held."""

    title = forms.CharField(label=_("Title"), max_length=160, widget=forms.TextInput({"autofocus": True}))
    status = forms.ChoiceField(
        label=_("Status"),
        choices=Trip.Status.choices[:2],
        initial=Trip.Status.PLANNED,
        widget=forms.RadioSelect,
    )
    cities = WordsField(
        label=_("Cities"), required=False, help_text=_("In the order of the trip, separated by blanks.")
    )
    purpose = forms.CharField(label=_("Purpose"), required=False, widget=forms.Textarea)
    leader_name = forms.CharField(label=_("Led by"), max_length=60, required=False)
    leader_title = forms.CharField(label=_("Job title of the leader"), max_length=120, required=False)
    field_order = (
        "title",
        "status",
        "starts_on",
        "ends_on",
        "cities",
        "leader_name",
        "leader_title",
        "purpose",
    )


class TripEditForm(Seen, Days):
    """A trip, changed."""

    title = forms.CharField(label=_("Title"), max_length=160)
    status = forms.ChoiceField(label=_("Status"), choices=Trip.Status.choices, widget=forms.RadioSelect)
    cities = WordsField(label=_("Cities"), required=False)
    purpose = forms.CharField(label=_("Purpose"), required=False, widget=forms.Textarea)
    field_order = ("title", "status", "starts_on", "ends_on", "cities", "purpose")


class HeldForm(Seen, Days):
    """The trip took place on these days."""

    def clean(self):
        """Both days are needed."""
        self.cleaned_data["status"] = Trip.Status.HELD
        return super().clean()


class MemberForm(Form):
    """Somebody of the delegation."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=60, widget=forms.TextInput({"autofocus": True})
    )
    title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    is_leader = forms.BooleanField(label=_("Leads the delegation"), required=False)

    def __init__(self, *args, trip: Trip, **kwargs):
        self.members = list(trip.members.all())
        super().__init__(*args, **kwargs)

    def clean_name(self):
        """A name is once in a delegation."""
        name = self.cleaned_data["name"].strip()
        if name in {member.name for member in self.members}:
            raise forms.ValidationError(_("%(name)s is in the delegation already."), params={"name": name})
        return name

    def clean_is_leader(self):
        """A delegation has one leader."""
        leads = self.cleaned_data["is_leader"]
        leader = next((member for member in self.members if member.is_leader), None)
        if leads and leader:
            raise forms.ValidationError(_("%(name)s leads it already."), params={"name": leader.name})
        return leads
