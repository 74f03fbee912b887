"""Claimed results: what reports say, beside what our rows show, and the bureau's verdict."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.core.counting import indicators
from yinli.desk.scoreboard import queries
from yinli.desk.scoreboard.forms import VerdictForm
from yinli.desk.scoreboard.wording import claimed_said
from yinli.domain.enterprises.queries import Marks
from yinli.domain.targets.actions import judge_claim
from yinli.domain.targets.queries import claimed_results
from yinli.domain.targets.wording import name_of, with_unit


def claims(request):
    """Every claimed result, newest report first."""
    found = queries.claims_beside_ours(request.user)
    context = {
        "found": found,
        "marks": Marks(request.user, *(row.claim for row in found)),
        "rules": indicators(),
        "may_judge": may(request.user, "claimed_result.verify"),
        "name_of": name_of,
        "with_unit": with_unit,
        "claimed_said": claimed_said,
    }
    return render(request, "scoreboard/claims.html", context)


def claim(request, number):
    """One claim, with the form for its verdict."""
    require(request.user, "scoreboard.view")
    row = by_number(claimed_results(request.user), number)
    form = VerdictForm(request.POST or None, initial={"seen": row.version})
    if request.method == "POST":
        require(request.user, "claimed_result.verify", row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        judge_claim(row, given["status"], given["verdict"], by=request.user, seen=given["seen"])
        messages.success(request, _("The verdict is on record."))
        return redirect("scoreboard:claims")
    context = {
        "form": form,
        "row": queries.claim_beside_ours(row),
        "marks": Marks(request.user, row),
        "rules": indicators(),
        "may_judge": may(request.user, "claimed_result.verify", row),
        "name_of": name_of,
        "with_unit": with_unit,
        "claimed_said": claimed_said,
    }
    return render(request, "scoreboard/claim.html", context, status=422 if form.errors else 200)
