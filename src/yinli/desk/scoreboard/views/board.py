"""The board: every figure with its target, its pace and what reports claim."""

from django.shortcuts import render
from django.urls import reverse

from yinli.base.accounts.permissions import may
from yinli.core.counting import indicators
from yinli.desk.scoreboard import queries
from yinli.desk.scoreboard.asked import choices, period_asked
from yinli.desk.scoreboard.rules import GROUPS as ORDER
from yinli.desk.scoreboard.rules import code_of, elapsed_share, group_of
from yinli.desk.scoreboard.wording import GROUPS, period_said
from yinli.domain.targets.wording import headline, name_of, said, with_unit


def board(request):
    """The standing set in its groups, over the period asked for."""
    period = period_asked(request)
    found = queries.figures(request.user, period, today=request.today)
    groups = [
        (str(GROUPS[code]), code, [figure for figure in found if group_of(figure.indicator) == code])
        for code in ORDER
    ]
    context = {
        "groups": [group for group in groups if group[2]],
        "period": period,
        "code": code_of(period, request.today),
        "words": period_said(period, request.today),
        "choices": choices(
            period, request.today, lambda code: f"{reverse('scoreboard:board')}?period={code}"
        ),
        "elapsed": elapsed_share(period),
        "has_targets": any(figure.target is not None for figure in found),
        "may_set": may(request.user, "target.set"),
        "version": indicators().version[:8],
        "name_of": name_of,
        "said": said,
        "with_unit": with_unit,
        "headline": headline,
    }
    return render(request, "scoreboard/board.html", context)
