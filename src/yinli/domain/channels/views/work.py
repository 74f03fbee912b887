"""Pages on which a channel's work is written down: plan, reports, costs, marks, who settled and came back."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yinli.base.accounts.permissions import require
from yinli.domain.channels import appraisal_actions, forms, queries, wording, work_actions
from yinli.domain.channels.rules import rules
from yinli.domain.channels.views.frame import acted, channel_of, form_page, year_of

asks = require_http_methods(["GET", "POST"])


@asks
def plan(request, number):
    """What it is to bring in a year."""
    channel = channel_of(request, number)
    require(request.user, "channel.edit", channel)
    chosen = year_of(request)
    now = {line.code: line.target for line in queries.year_of(channel, chosen)}
    initial = {
        "seen": channel.version,
        "year": chosen,
        **{code: _shown(target) for code, target in now.items()},
    }
    form = forms.PlanForm(request.POST or None, initial=initial)

    def write(data):
        acted(work_actions.plan_year, request, channel, data["year"], form.targets(), seen=data["seen"])
        return f"{wording.channel_page(channel)}?year={data['year']}"

    return form_page(channel, _("Plan the year")).answer(request, form, write)


def _shown(target):
    return None if target is None else int(target) if target < 1_000_000 else target


@asks
def report(request, number):
    """A month's report."""
    channel = channel_of(request, number)
    require(request.user, "channel.write", channel)
    form = forms.WorkReportForm(request.POST or None, initial={"month": forms.month_shown(request.today)})

    def write(data):
        given = {"today": request.today}
        acted(work_actions.report_month, request, channel, data["month"], data["text"], **given)
        return wording.channel_page(channel)

    return form_page(channel, _("Report the month"), draft="channel-report").answer(request, form, write)


@asks
def spend(request, number):
    """What was spent."""
    channel = channel_of(request, number)
    require(request.user, "channel.spend", channel)
    form = forms.CostForm(request.POST or None, initial={"spent_on": request.today})

    def write(data):
        spent = work_actions.Spent(data["kind"], data["yuan"], data["spent_on"], data["note"])
        acted(work_actions.spend, request, channel, spent, today=request.today)
        return wording.channel_page(channel)

    return form_page(channel, _("Write down a cost")).answer(request, form, write)


@asks
def withdraw_cost(request, number, key):
    """A cost written down wrongly."""
    channel = channel_of(request, number)
    require(request.user, "channel.spend", channel)
    cost = channel.costs.filter(pk=key, withdrawn_on=None).first()
    if cost is None:
        raise Http404(key)
    form = forms.ReasonForm(request.POST or None)

    def write(data):
        acted(work_actions.withdraw_cost, request, cost, data["reason"], today=request.today)
        return wording.channel_page(channel)

    return form_page(channel, _("Withdraw the cost")).answer(request, form, write)


@asks
def appraise(request, number):
    """Mark a year."""
    channel = channel_of(request, number)
    require(request.user, "channel.appraise", channel)
    chosen = year_of(request)
    lines = queries.year_of(channel, chosen)
    mark = rules().appraisal.mark({line.code: line.percent for line in lines})
    form = forms.AppraiseForm(request.POST or None, initial={"seen": channel.version})
    known = channel.appraisals.filter(year=chosen).first()
    if known and request.method == "GET":
        form.initial["words"] = known.words
    extra = {
        "lines": lines, "mark": mark, "year": chosen, "measure_words": wording.measure_words,
        "value_words": wording.value_words,
        "grade": wording.grade_words(rules().appraisal.grade(mark).label) if mark is not None else "",
    }  # fmt: skip
    title = _("Appraise %(year)s") % {"year": chosen}
    page = form_page(
        channel, title, template="channels/appraise.html", extra=extra, done=_("The year is marked.")
    )

    def write(data):
        given = {"seen": data["seen"], "today": request.today}
        opinion = appraisal_actions.Opinion(chosen, data["words"])
        acted(appraisal_actions.appraise, request, channel, opinion, **given)
        return f"{wording.channel_page(channel)}?year={chosen}"

    return page.answer(request, form, write)


@asks
def settle(request, number):
    """Who settled in an enclave."""
    channel = channel_of(request, number)
    require(request.user, "channel.write", channel)
    form = forms.TenantForm(request.POST or None, initial={"entered_on": request.today})

    def write(data):
        settled = work_actions.Settled(data["name"], data["entered_on"], data["note"])
        acted(work_actions.settle, request, channel, settled, today=request.today)
        return wording.channel_page(channel)

    return form_page(channel, _("Write down who settled")).answer(request, form, write)


@asks
def come_back(request, number, key):
    """As which project a firm of the enclave comes back."""
    channel, tenant = _tenant(request, number, key)
    form = forms.ReturnForm(
        request.POST or None, viewer=request.user, tenant=tenant, initial={"returned_on": request.today}
    )

    def write(data):
        given = {"today": request.today}
        acted(work_actions.come_back, request, tenant, data["project"], data["returned_on"], **given)
        return wording.channel_page(channel)

    page = form_page(channel, _("Write down who came back"), intro=tenant.enterprise.name)
    return page.answer(request, form, write)


@asks
def leave(request, number, key):
    """When a firm moved out."""
    channel, tenant = _tenant(request, number, key)
    form = forms.LeaveForm(request.POST or None, initial={"left_on": request.today})

    def write(data):
        acted(work_actions.leave, request, tenant, data["left_on"], today=request.today)
        return wording.channel_page(channel)

    page = form_page(channel, _("Write down who moved out"), intro=tenant.enterprise.name)
    return page.answer(request, form, write)


def _tenant(request, number, key):
    """(the enclave, one who settled there); raises Http404, NotAllowed."""
    channel = channel_of(request, number)
    require(request.user, "channel.write", channel)
    tenant = channel.tenants.select_related("enterprise", "channel").filter(pk=key).first()
    if tenant is None:
        raise Http404(key)
    return channel, tenant
