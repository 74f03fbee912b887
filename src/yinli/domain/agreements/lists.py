"""The list of agreements."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.domain.agreements import queries
from yinli.domain.agreements.models import Agreement
from yinli.domain.enterprises.queries import number_text


class AgreementFilters(Filters):
    """By kind, by whether the paper was seen, by days."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Agreement.Kind.choices)
    publicity = django_filters.ChoiceFilter(
        label=_("Claimed or verified"), choices=Agreement.Publicity.choices
    )
    since = django_filters.DateFilter(label=_("From"), field_name="signed_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("To"), field_name="signed_on", lookup_expr="lte")

    class Meta:
        model = Agreement
        fields = []


def _parties(row) -> str:
    return _now(", ").join(str(party) for party in row.parties.all())


class AgreementList(ListPage):
    """Every agreement the viewer may see."""

    title = _("Agreements")
    subtitle = _(
        "Intent, memorandum, framework and contract are different things. A claim proves nothing until the paper was seen."
    )
    action = "agreement.view"
    template = "agreements/list.html"
    columns = (
        Column("title", _("Agreement"), sort="title", main=True),
        Column("kind", _("Kind"), sort="kind"),
        Column("parties", _("Parties"), value=_parties),
        Column("signed_on", _("Signed on"), kind="day", sort="signed_on"),
        Column(
            "publicity",
            _("Claimed or verified"),
            sort="publicity",
            template="agreements/_publicity_cell.html",
        ),
        Column("project_told", _("Project"), template="agreements/_project_cell.html", hide_on_phone=True),
        Column("amount_yuan", _("Amount"), kind="money", sort="amount_yuan"),
    )
    filters = AgreementFilters
    search = ("title__icontains", "party_names__icontains", "project_told__icontains", "number_text__iexact")
    search_label = _("Title, party or project")
    empty_title = _("No agreement yet")
    empty_text = _("Write down the first one, as claimed or with the paper in hand.")
    empty_icon = "writing-sign"

    def queryset(self, viewer):
        """Scoped, with what the columns show."""
        return queries.with_party_names(queries.agreements(viewer)).alias(number_text=number_text(Agreement))

    @property
    def ordering(self):
        """Newest first; those without a day last."""
        return super().ordering if self.sort else queries.NEWEST

    def row_url(self, row):
        """Its page."""
        return reverse("agreements:detail", args=[row.number])

    def empty_action(self):
        """Write down the first one."""
        return (reverse("agreements:add"), _("Add an agreement")) if self._may_add() else None

    def extra(self):
        """Whether the header offers to add one."""
        return {"may_add": self._may_add()}

    def _may_add(self):
        return may(self.request.user, "agreement.create")
