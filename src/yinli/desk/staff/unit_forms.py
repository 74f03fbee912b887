"""The form of a unit that is to be dissolved."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
from yinli.base.ui.forms import Form
from yinli.desk.staff.unit_rules import why_not
from yinli.domain.follow_ups.forms import UnitField


class DissolveForm(Form):
    """Who takes the work over."""

    successor = UnitField(label=_("Who takes its work over"), empty_label=_("Choose the unit"))

    def __init__(self, unit, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_units = Unit.objects.filter(closed_on=None).order_by("path")
        fitting = [one.pk for one in open_units if not why_not(unit, one)]
        self.fields["successor"].queryset = open_units.filter(pk__in=fitting)
