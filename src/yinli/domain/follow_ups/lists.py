"""The list of follow-ups."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.domain.enterprises.queries import number_text
from yinli.domain.follow_ups import queries
from yinli.domain.follow_ups.models import FollowUp


class FollowUpFilters(Filters):
    """By whose it is, and by status."""

    show = django_filters.ChoiceFilter(
        label=_("Whose"),
        method="narrow",
        choices=[
            ("mine", _("Asked by me")),
            ("unit", _("For my unit")),
            ("unnamed", _("Unit to be named")),
            ("overdue", _("Overdue")),
            ("told", _("Told further up")),
        ],
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=FollowUp.Kind.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=FollowUp.Status.choices)

    class Meta:
        model = FollowUp
        fields = []

    def narrow(self, rows, name, value):
        """Rows of one kind of interest."""
        viewer, still_open = self.request.user, {"status": FollowUp.Status.OPEN}
        where = {
            "mine": {"asked_by": viewer},
            "unit": {"unit": viewer.unit_id, "unit__isnull": False},
            "unnamed": {"unit": None, **still_open},
            "overdue": {"due_on__lt": self.request.today, **still_open},
            "told": {"told_up_to__gt": 0, **still_open},
        }[value]
        return rows.filter(**where)


class FollowUpList(ListPage):
    """Every follow-up the viewer may see."""

    title = _("Follow-ups")
    subtitle = _("What was asked of whom, by when, and how it ended.")
    action = "follow_up.view"
    template = "follow_ups/list.html"
    columns = (
        Column("text", _("What is asked"), main=True, sort="text"),
        Column("kind", _("Kind"), sort="kind"),
        Column("unit.name", _("Unit in charge"), sort="unit__path", template="follow_ups/_unit_cell.html"),
        Column("due_on", _("Due"), kind="due", sort="due_on", template="follow_ups/_due_cell.html"),
        Column("status", _("Status"), sort="status", template="follow_ups/_status_cell.html"),
        Column("asked_by.name", _("Asked by"), kind="person", hide_on_phone=True),
    )
    filters = FollowUpFilters
    search = (
        "text__icontains",
        "asked_of__icontains",
        "answer__icontains",
        "unit__name__icontains",
        "number_text__iexact",
    )
    search_label = _("Words or unit")
    empty_title = _("Nothing was asked yet")
    empty_text = _(
        "Ask for the first follow-up. One that has no lead unit yet stays on the list until somebody names it."
    )
    empty_icon = "list-check"

    def queryset(self, viewer):
        """Scoped, with what the columns show."""
        return queries.follow_ups(viewer).alias(number_text=number_text(FollowUp), done=queries.DONE)

    @property
    def ordering(self):
        """What still waits for a word first, the most urgent before all; those without a day last."""
        return super().ordering if self.sort else ("done", *queries.URGENT)

    def row_url(self, row):
        """Its page."""
        return reverse("follow_ups:detail", args=[row.number])

    def empty_action(self):
        """Ask for the first one."""
        return (reverse("follow_ups:ask"), _("Ask for a follow-up")) if self._may_ask() else None

    def extra(self):
        """Whether the header offers to ask."""
        return {"may_ask": self._may_ask()}

    def _may_ask(self):
        return may(self.request.user, "follow_up.create")
