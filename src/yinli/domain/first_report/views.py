"""Pages of first reports: what holds, the ledger, renewing, handing over, disputes and rulings."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.ui.form_page import FormPage, FormRefused
from yinli.base.ui.forms import seen_of
from yinli.domain.first_report import actions, dispute_actions, forms, queries, wording
from yinli.domain.first_report.lists import DisputeList, ReportList

asks = require_http_methods(["GET", "POST"])
VERBS = ("complete", "renew", "release", "transfer")


def reports(request):
    """All of them."""
    return ReportList(request).response()


def detail(request, number):
    """One report: what it holds, every line of the ledger about it, disputes, who asked for it."""
    report = _one(request, number)
    ctx = {
        "report": report,
        "state": wording.state_words(report.state),
        "lines": [
            (
                line,
                datetime.fromisoformat(line.content["at"]),
                wording.line_words(line.content["kind"]),
                wording.line_text(line.content),
            )
            for line in queries.entries_of(report)
        ],
        "disputes": list(queries.disputes(request.user).filter(report=report)),
        "credit": queries.credit_of([report.project]).get(report.project_id, []) if report.project else [],
        "may": {verb: may(request.user, f"report.{verb}", report) for verb in VERBS},
        "probes": list(report.probes.select_related("by__unit")[:20])
        if may(request.user, "report.transfer", report)
        else [],
        "ruling_words": wording.ruling_words,
    }
    return render(request, "first_report/detail.html", ctx)


@asks
def complete(request, number):
    """Add who can be reached: from then on the report holds."""
    report = _one(request, number)
    require(request.user, "report.complete", report)
    form = forms.CompleteForm(request.POST or None, initial={"seen": report.version})
    page = _page_of(report, _("Who can be reached"), _("From now on the report holds."))

    def write(data):
        try:
            seen, name = data.pop("seen"), data.pop("name")
            given = {key: value for key, value in data.items() if value}
            actions.complete(report, name, by=request.user, seen=seen, now=timezone.now(), **given)
        except actions.Clash as clash:
            actions.note_probe(clash.report, report.what, by=request.user, now=timezone.now())
            raise FormRefused(str(clash)) from clash
        except actions.NotRenewed as refused:
            raise FormRefused(wording.why_not_renewed(refused)) from refused
        return _page(report)

    return page.answer(request, form, write)


@require_POST
def renew(request, number):
    """Let it hold for another term."""
    report = _one(request, number)
    try:
        actions.renew(report, by=request.user, seen=seen_of(request), now=timezone.now())
        messages.success(request, _("The report is renewed."))
    except actions.Clash as clash:
        actions.note_probe(clash.report, report.what, by=request.user, now=timezone.now())
        messages.error(request, str(clash))
    except actions.NotRenewed as refused:
        messages.error(request, wording.why_not_renewed(refused))
    return redirect(_page(report))


@asks
def release(request, number):
    """Give it up."""
    report = _one(request, number)
    require(request.user, "report.release", report)
    form = forms.ReleaseForm(request.POST or None, initial={"seen": report.version})
    page = _page_of(report, _("Give the report up"), _("Others may report the project now."))

    def write(data):
        given = {"seen": data["seen"], "now": timezone.now()}
        actions.release(report, data["reason"], by=request.user, **given)
        return _page(report)

    return page.answer(request, form, write)


@asks
def transfer(request, number):
    """Hand the project to another unit, with a share of the credit."""
    report = _one(request, number)
    require(request.user, "report.transfer", report)
    if report.project is None:
        raise Http404(number)
    initial = {"seen": report.version, "unit": report.project.lead_unit}
    form = forms.TransferForm(request.POST or None, viewer=request.user, initial=initial)
    page = _page_of(report, _("Hand to another unit"), _("The project is handed over, credit is shared."))

    def write(data):
        given = {"seen": data["seen"], "now": timezone.now()}
        actions.transfer(report, data["unit"], data["split"], by=request.user, **given)
        return _page(report)

    return page.answer(request, form, write)


def disputes(request):
    """All of them."""
    return DisputeList(request).response()


@asks
def dispute_new(request):
    """Dispute the report that was run into: ?met=12, the reader's own question and nobody else's."""
    require(request.user, "dispute.create")
    number = request.GET.get("met", "")
    met = queries.probe_of(request.user, int(number)) if number.isdecimal() and len(number) < 10 else None
    if met is None:
        raise Http404(number)
    form = forms.DisputeForm(request.POST or None, initial={"what": met.asked})
    page = FormPage(
        title=_("Dispute the first report"),
        intro=_("%(name)s: another unit's report holds for this project.") % {"name": met.asked},
        trail=[(_("Projects"), reverse("pipeline:list")), (_("Open a lead"), reverse("pipeline:new"))],
        draft="dispute",
        done=_("The bureau will rule; both sides are told."),
    )

    def write(data):
        made = dispute_actions.dispute(
            met.report,
            dispute_actions.Claim(data["what"], data["grounds"]),
            by=request.user,
            now=timezone.now(),
        )
        return reverse("first_report:dispute", args=[made.number])

    return page.answer(request, form, write)


def dispute(request, number):
    """One dispute: claim, report beside it for whoever may see it, ruling."""
    found = by_number(queries.disputes(request.user), number)
    seen = queries.reports(request.user, request.today).filter(pk=found.report_id).first()
    ctx = {
        "dispute": found,
        "report": seen,
        "ruling": wording.ruling_words(found.ruling),
        "may": {
            "rule": may(request.user, "dispute.rule", found),
            "withdraw": may(request.user, "dispute.withdraw", found)
            and request.user.unit_id == found.unit_id,
        },
    }
    return render(request, "first_report/dispute.html", ctx)


@asks
def rule(request, number):
    """Rule it."""
    found = by_number(queries.disputes(request.user), number)
    require(request.user, "dispute.rule", found)
    form = forms.RulingForm(request.POST or None, initial={"seen": found.version})
    home = reverse("first_report:dispute", args=[found.number])
    page = FormPage(
        title=_("Rule the dispute"), intro=found.grounds, trail=[(found.what, home)], draft="ruling",
        done=_("Ruled; both sides are told."),
    )  # fmt: skip

    def write(data):
        ruling = dispute_actions.Ruling(data["ruling"], data["words"], data["split"])
        try:
            dispute_actions.rule(found, ruling, by=request.user, seen=data["seen"], now=timezone.now())
        except dispute_actions.RulingRefused as refused:
            raise FormRefused(wording.why_not_ruled(refused.code)) from refused
        return home

    if found.status != found.Status.OPEN:
        return redirect(home)
    return page.answer(request, form, write)


@require_POST
def withdraw(request, number):
    """Say no more of it."""
    found = by_number(queries.disputes(request.user), number)
    try:
        dispute_actions.withdraw_dispute(found, by=request.user, seen=seen_of(request), now=timezone.now())
        messages.success(request, _("The dispute is withdrawn."))
    except dispute_actions.RulingRefused:
        messages.error(request, _("Only whoever opened a dispute withdraws it, and only before it is ruled."))
    return redirect("first_report:dispute", found.number)


def _one(request, number):
    return by_number(queries.reports(request.user, request.today), number)


def _page(report) -> str:
    return reverse("first_report:detail", args=[report.number])


def _page_of(report, title: str, done: str) -> FormPage:
    trail = [(_("First reports"), reverse("first_report:list")), (report.number, _page(report))]
    return FormPage(title=title, intro=report.what, trail=trail, done=done)
