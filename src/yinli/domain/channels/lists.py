"""The lists of channels and of payments."""

from functools import cached_property

import django_filters
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.accounts.queries import units
from yinli.base.ui.forms import ByNameFilter, Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.core.dates import year_to_date
from yinli.domain.channels import queries
from yinli.domain.channels.models import Award, Channel
from yinli.domain.channels.rules import rules
from yinli.domain.channels.wording import kind_words, scheme_words
from yinli.domain.enterprises.queries import number_text


class ChannelFilters(Filters):
    """By kind and unit; those that work no more only when asked for."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[(code, lazy(kind_words, str)(code)) for code in rules().kinds]
    )
    unit = ByNameFilter(label=_("Unit"), queryset=lambda request: units(request.user))
    closed = django_filters.BooleanFilter(
        label=_("Works no more"), field_name="closed_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Channel
        fields: list = []


class ChannelList(ListPage):
    """Every channel the viewer may see, with what it brought and cost since 1 January."""

    title = _("Channels")
    subtitle = _(
        "Stations, enclaves, commissioned agents and other ways by which projects come: what each brings and costs."
    )
    action = "channel.view"
    template = "channels/list.html"
    filters = ChannelFilters
    search = ("name__icontains", "place__icontains", "unit__name__icontains", "number_text__iexact")
    search_label = _("Name, place or number")
    empty_title = _("No channel is set up yet")
    empty_text = _(
        "Set up the stations, enclaves and agents: what their people open comes by them without asking."
    )
    empty_icon = "route"

    def __init__(self, request):
        super().__init__(request)
        self.columns = (
            Column("name", _("Channel"), main=True, sort="name"),
            Column("kind", _("Kind"), value=lambda row: kind_words(row.kind), sort="kind"),
            Column("unit.name", _("Unit"), sort="unit__path"),
            Column("head.name", _("In charge")),
            Column("leads", _("Leads this year"), kind="number", value=self._reached("leads")),
            Column("landed", _("Landed this year"), kind="number", value=self._reached("landed")),
            *self._of_money(),
            Column(
                "contract_until_on", _("Contract until"), template="channels/_contract_cell.html",
                sort="contract_until_on", kind="day",
            ),
        )  # fmt: skip

    def _of_money(self):
        """What it cost is not for the agent it is about."""
        if may(self.request.user, "channel_costs.view"):
            yield Column(
                "spent_yuan", _("Cost this year"), kind="money", value=lambda row: self.spent.get(row.pk)
            )

    def _reached(self, measure):
        return lambda row: int(self.results[row.pk].get(measure, 0))

    @cached_property
    def year(self):
        """Since 1 January."""
        return year_to_date(self.request.today)

    @cached_property
    def keys(self):
        """Of all channels the viewer may see: they are few."""
        return list(queries.channels(self.request.user).values_list("pk", flat=True))

    @cached_property
    def results(self):
        """Channel → measure → what it reached this year."""
        return queries.results(self.keys, self.year)

    @cached_property
    def spent(self):
        """Channel → yuan spent this year."""
        return queries.spent(self.keys, self.year)

    def queryset(self, viewer):
        """Scoped."""
        return queries.channels(viewer).alias(number_text=number_text(Channel))

    @property
    def ordering(self):
        """Those at work first."""
        return super().ordering if self.sort else ("closed_on", "unit__path", "name", "pk")

    def row_url(self, row):
        """Its page."""
        return reverse("channels:detail", args=[row.number])

    def empty_action(self):
        """Whoever may sets one up."""
        allowed = may(self.request.user, "channel.create")
        return (reverse("channels:new"), _("Set up a channel")) if allowed else None

    def extra(self):
        """Whether one may set one up; whose contract is ending."""
        user = self.request.user
        ending = queries.channels(user).filter(queries.ending_soon(self.request.today))
        return {
            "may_create": may(user, "channel.create"),
            "ending": list(ending.order_by("contract_until_on")),
        }


class AwardFilters(Filters):
    """By what becomes of it."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=Award.State.choices)

    class Meta:
        model = Award
        fields: list = []


class AwardList(ListPage):
    """What was to be paid, as far as the viewer may see it."""

    title = _("Rewards and shares")
    subtitle = _("What is due for projects that came by agents and enclaves: paid after verified landing.")
    action = "award.view"
    template = "channels/awards.html"
    columns = (
        Column("project.name", _("Project"), main=True),
        Column("number", _("Number")),
        Column("channel.name", _("Channel"), sort="channel__name"),
        Column("scheme", _("For"), value=lambda row: scheme_words(row.scheme)),
        Column("yuan", _("Amount"), kind="money", sort="yuan"),
        Column("state", _("State"), template="channels/_state_cell.html", sort="state"),
        Column("proposed_on", _("Proposed on"), kind="day", sort="proposed_on"),
        Column("paid_on", _("Paid on"), kind="day", sort="paid_on"),
    )
    filters = AwardFilters
    search = ("project__name__icontains", "channel__name__icontains", "number_text__iexact")
    search_label = _("Project, channel or number")
    empty_title = _("Nothing was proposed yet")
    empty_text = _("On the page of a project that came by an agent or an enclave it stands what is due.")
    empty_icon = "coins"

    def queryset(self, viewer):
        """Scoped."""
        return queries.awards(viewer).alias(number_text=number_text(Award))

    @property
    def ordering(self):
        """Newest first."""
        return super().ordering if self.sort else ("-proposed_on", "-pk")

    def row_url(self, row):
        """Its page."""
        return reverse("channels:award", args=[row.number])
