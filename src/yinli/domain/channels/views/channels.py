"""Pages of channels: what each brings and costs, who works there, under which contract."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yinli.base.accounts.permissions import may, require
from yinli.base.ui.form_page import FormPage
from yinli.core.dates import year
from yinli.domain.channels import actions, forms, queries, wording
from yinli.domain.channels.lists import ChannelList
from yinli.domain.channels.rules import rules
from yinli.domain.channels.views.frame import acted, channel_of, form_page, kept, year_of
from yinli.domain.enterprises.wording import moments

asks = require_http_methods(["GET", "POST"])
VERBS = ("edit", "write", "spend", "appraise")


def channels(request):
    """All of them."""
    return ChannelList(request).response()


def detail(request, number):
    """One channel: a year against its plan, what came by it, reports, costs, contract, marks."""
    channel = channel_of(request, number)
    chosen = year_of(request)
    allowed = {verb: may(request.user, f"channel.{verb}", channel) for verb in VERBS}
    allowed["see_costs"] = may(request.user, "channel_costs.view", channel)
    ctx = {
        "channel": channel,
        "kind": rules().kinds.get(channel.kind),
        "kind_words": wording.kind_words(channel.kind),
        "measure_words": wording.measure_words,
        "value_words": wording.value_words,
        "year": chosen,
        "this_year": request.today.year,
        "lines": queries.year_of(channel, chosen),
        "came": queries.came_by(request.user, channel),
        "staff": list(channel.staff.select_related("unit")),
        "reports": list(channel.work_reports.select_related("told_by")[:12]),
        "tenants": queries.tenants_of(request.user, channel),
        "awards": list(queries.awards_of(request.user, channel)[:20]),
        "scheme_words": wording.scheme_words,
        "moments": moments(request.user, channel),
        "may": allowed,
        "ends_soon": queries.channels(request.user)
        .filter(queries.ending_soon(request.today), pk=channel.pk)
        .exists(),
    }
    if allowed["see_costs"]:
        ctx |= _money_of(request.user, channel, chosen)
    return render(request, "channels/detail.html", ctx)


def _money_of(viewer, channel, chosen) -> dict:
    return {
        "costs": list(queries.costs_of(viewer, channel)[:12]),
        "spent_yuan": queries.spent([channel.pk], year(chosen)).get(channel.pk),
        "appraisals": list(queries.appraisals_of(viewer, channel)),
        "grade_words": wording.grade_words,
    }


@asks
def new(request):
    """Set one up."""
    require(request.user, "channel.create")
    form = forms.ChannelForm(
        request.POST or None, request.FILES or None, viewer=request.user, initial={"seen": 0}
    )
    page = FormPage(
        title=_("Set up a channel"), trail=[(_("Channels"), reverse("channels:list"))], draft="channel",
        done=_("The channel is set up."),
    )  # fmt: skip

    def write(data):
        given = _given(request, data)
        made = acted(
            actions.add_channel, request, given.pop("name"), given.pop("kind"), given.pop("unit"), **given
        )
        return wording.channel_page(made)

    return page.answer(request, form, write)


@asks
def edit(request, number):
    """Change it."""
    channel = channel_of(request, number)
    require(request.user, "channel.edit", channel)
    form = forms.ChannelForm(
        request.POST or None, request.FILES or None, viewer=request.user, instance=channel,
        initial={"seen": channel.version},
    )  # fmt: skip

    def write(data):
        channel = channel_of(request, number)
        acted(actions.edit_channel, request, channel, seen=data["seen"], **_given(request, data))
        return wording.channel_page(channel)

    return form_page(channel, _("Change the channel")).answer(request, form, write)


def _given(request, data) -> dict:
    """The fields of the form as the actions take them, the contract's file kept."""
    given = {key: value for key, value in data.items() if key not in ("seen", "paper", "partner_name")}
    given["partner"] = data["partner_name"]
    if data.get("paper"):
        given["contract"] = kept(request, data["paper"])
    return given


@asks
def close(request, number):
    """It works no more."""
    channel = channel_of(request, number)
    require(request.user, "channel.edit", channel)
    form = forms.CloseForm(request.POST or None, initial={"seen": channel.version})

    def write(data):
        given = {"seen": data["seen"], "today": request.today}
        acted(actions.close_channel, request, channel, data["reason"], **given)
        return wording.channel_page(channel)

    page = form_page(
        channel, _("Close the channel"), intro=_("What came by it stays its own; nothing new does.")
    )
    return page.answer(request, form, write)
