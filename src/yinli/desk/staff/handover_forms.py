"""The form of a hand-over: who takes what, and what becomes of the account."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Form, dress
from yinli.desk.staff.queries import successors, work_of
from yinli.desk.staff.rules import can_take
from yinli.domain.follow_ups.forms import UnitField

AFTER = {
    "stay": _("The account stays as it is"),
    "close": _("Close the account"),
    "move": _("Move the account"),
}


def named(person: User) -> str:
    """A person with their unit: names are shared."""
    return f"{person.name} · {person.unit.name}" if person.unit_id else person.name


class HandOverForm(Form):
    """A successor for each kind of work there is, the unit's manager unless another is chosen."""

    def __init__(self, *args, viewer, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.work = [(duty, count) for duty, count in work_of(person) if count]
        people = successors(viewer, person)
        self._people = {str(one.pk): one for one in people}
        for duty, count in self.work:
            fit = [
                (str(one.pk), named(one))
                for one in people
                if can_take(duty.roles, one.role, same_unit=one.unit_id == person.unit_id)
            ]
            self.fields[duty.key] = forms.ChoiceField(
                label=format_lazy("{} ({})", duty.title, count),
                choices=[("", _("Choose who takes it over")), *fit],
                initial=fit[0][0] if fit else "",
            )
        if may(viewer, "user.manage", person):
            self._offer_account(person)
        dress(self)

    def _offer_account(self, person):
        # Never preset: an account would be closed by two clicks.
        choices = [("", _("Choose what becomes of the account")), *AFTER.items()]
        self.fields["after"] = forms.ChoiceField(label=_("And then"), choices=choices)
        self.fields["role"] = forms.ChoiceField(
            label=_("New role"), choices=User.Role.choices, initial=person.role, required=False
        )
        self.fields["unit"] = UnitField(label=_("New unit"), required=False, empty_label=_("Choose the unit"))
        self.fields["unit"].queryset = Unit.objects.filter(closed_on=None).order_by("path")

    def clean(self):
        """Moving needs the new seat."""
        cleaned = super().clean()
        if cleaned.get("after") == "move" and not (cleaned.get("unit") and cleaned.get("role")):
            self.add_error("unit", _("Say to which unit and role the account moves."))
        return cleaned

    def chosen(self) -> dict[str, User]:
        """Kind of work → who takes it over."""
        return {duty.key: self._people[self.cleaned_data[duty.key]] for duty, _count in self.work}
