"""Pages of targets: the year's plan, and one number of it."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.core.counting import indicators
from yinli.domain.targets import actions, queries
from yinli.domain.targets.forms import TargetForm
from yinli.domain.targets.wording import name_of, target_said

EARLIEST, AHEAD = 2000, 5


def targets(request):
    """What the district is to reach in a year, indicator by indicator."""
    require(request.user, "target.view")
    year = _year(request.GET.get("year") or str(request.today.year), request.today)
    years = range(request.today.year + 1, request.today.year - 5, -1)
    context = {
        "year": year,
        "years": sorted({year, *years}, reverse=True),
        "plan": queries.plan(request.user, year),
        "may_set": may(request.user, "target.set"),
        "name_of": name_of,
        "target_said": target_said,
    }
    return render(request, "targets/list.html", context)


def set_target(request, year, indicator):
    """Set or change one target; its history stands below."""
    require(request.user, "target.set")
    year, rule = _year(str(year), request.today), indicators().all.get(indicator)
    if rule is None:
        raise Http404
    target = queries.district_target(request.user, year, indicator)
    initial = {"seen": target.version if target else 0, "value": _shown(rule, target)}
    form = TargetForm(request.POST or None, initial=initial, indicator=rule)
    if request.method == "POST" and form.is_valid():
        value, seen = form.cleaned_data["value"], form.cleaned_data["seen"]
        actions.set_target(year, indicator, value, by=request.user, seen=seen)
        messages.success(request, _("Saved: %(name)s %(year)d.") % {"name": name_of(rule), "year": year})
        return redirect(f"{reverse('targets:list')}?year={year}")
    context = {
        "form": form,
        "rule": rule,
        "year": year,
        "name": name_of(rule),
        "moments": _moments(rule, target),
    }
    return render(request, "targets/set.html", context, status=422 if form.errors else 200)


def _year(text, today):
    if not text.isdecimal() or not EARLIEST <= int(text) <= today.year + AHEAD:
        raise Http404
    return int(text)


def _shown(rule, target):
    if target is None:
        return None
    return int(target.value) if rule.kind == "count" else target.value


def _moments(rule, target):
    """The target's history as moments of a timeline."""
    found = []
    for entry in queries.history_of(target):
        new, old = entry.after["value"], entry.before.get("value")
        words = target_said(rule, Decimal(str(new)))
        if old is not None:
            words = _("%(old)s → %(new)s") % {"old": target_said(rule, Decimal(str(old))), "new": words}
        found.append({"at": entry.at, "title": words, "by": entry.by_name, "icon": "target"})
    return found
