"""Reads of the scoreboard: figures, the rows each of them counts, and those it almost counts.

A figure counts all rows; the rows shown are the viewer's.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.accounts.permissions import require, visible
from yinli.base.accounts.viewer import viewing_as
from yinli.core.counting import Indicator, Indicators, indicators
from yinli.core.dates import Period, year
from yinli.desk.scoreboard.claims import Compared, claim_days, compared, latest_by_indicator
from yinli.desk.scoreboard.compile import Question, answers, counted, nearly_counted
from yinli.desk.scoreboard.rows import KINDS, is_kept
from yinli.desk.scoreboard.rules import elapsed_share, is_from_new_year
from yinli.domain.first_report.queries import credit_of
from yinli.domain.projects.models import Project, ProjectFact
from yinli.domain.targets.queries import claimed_results, district_targets


@dataclass(frozen=True)
class Figure:
    """One number of the board: what it is, what is to be reached, what reports claim.

    `value` is a count, yuan, or a ratio (None without a divisor); `target` is in the same measure. `also`
    is the value under the second reading. `elapsed` is the share of the year gone by, None for a period
    that a yearly target does not measure.
    """

    indicator: Indicator
    period: Period
    value: Decimal | None
    also: Decimal | None = None
    target: Decimal | None = None
    elapsed: Decimal | None = None
    claim: Compared | None = None

    @property
    def attainment(self) -> Decimal | None:
        """What share of the target is reached; None without a target."""
        return self.value / self.target if self.value is not None and self.target else None

    @property
    def expected(self) -> Decimal | None:
        """What an even pace would have reached by now; None for ratios, which know no pace."""
        if self.target is None or self.elapsed is None or self.indicator.kind == "ratio":
            return None
        return self.target * self.elapsed

    @property
    def behind(self) -> bool:
        """Whether the figure is below an even pace."""
        return self.expected is not None and self.value is not None and self.value < self.expected


def shown(rules: Indicators) -> list[Indicator]:
    """The indicators of the board, in its order: those whose every field is kept."""
    return [indicator for indicator in rules.standing() if is_kept(rules, indicator)]


def figures(
    viewer, period: Period, *, today: date, rules: Indicators | None = None, targeted: bool = False
) -> list[Figure]:
    """Every indicator of the board over all rows of the district. Raises NotAllowed.

    `rules` defaults to those in force: any period can be counted again under any other set. `targeted`
    leaves out, and does not count, what has no target.
    """
    require(viewer, "scoreboard.view")
    rules = rules or indicators()
    targets = district_targets(viewer, period.to.year) if _measures(period) else {}
    wanted = [one for one in shown(rules) if not targeted or one.code in targets]
    codes = {one.code for one in wanted}
    claims = latest_by_indicator(claimed_results(viewer), period)
    asked: dict[tuple, Question] = {}
    for indicator in wanted:
        asked["value", indicator.code] = Question(indicator, period)
        if indicator.also:
            asked["also", indicator.code] = Question(rules.as_read(indicator), period)
    asked |= claim_questions([claim for code, claim in claims.items() if code in codes], rules)
    found = answers(asked, rules)
    elapsed = elapsed_share(period) if _measures(period) else None
    return [
        Figure(
            indicator,
            period,
            found["value", indicator.code],
            also=found.get(("also", indicator.code)),
            target=_in_measure(indicator, targets.get(indicator.code)),
            elapsed=elapsed,
            claim=compared(claims.get(indicator.code), found),
        )
        for indicator in wanted
    ]


def claim_questions(claims: Iterable, rules: Indicators) -> dict[tuple, Question]:
    """For each claim that one of our indicators can answer: our own count of its year, to its day."""
    asked = {}
    for claim in claims:
        if _answers(rules, claim.indicator):
            asked["claim", claim.pk] = Question(rules[claim.indicator], claim_days(claim))
    return asked


def _answers(rules: Indicators, code: str) -> bool:
    """Reports claim counts; amounts and ratios in a report have no unit that could be compared safely."""
    return code in rules.all and rules[code].kind == "count" and is_kept(rules, rules[code])


def claims_beside_ours(viewer, rules: Indicators | None = None) -> list[Compared]:
    """Every claimed result with our own figure beside it, newest report first. Raises NotAllowed."""
    require(viewer, "scoreboard.view")
    rules = rules or indicators()
    claims = list(claimed_results(viewer))
    found = answers(claim_questions(claims, rules), rules)
    return [compared(claim, found) for claim in claims]


def claim_beside_ours(claim) -> Compared:
    """One claim the viewer already read, with our own figure beside it."""
    rules = indicators()
    return compared(claim, answers(claim_questions([claim], rules), rules))


def counted_rows(viewer, indicator: Indicator, period: Period, rules: Indicators | None = None) -> QuerySet:
    """The rows a figure counts, as far as the viewer may see them. Raises NotAllowed."""
    require(viewer, "scoreboard.open_rows")
    return counted(_seen(viewer, indicator), Question(indicator, period), rules or indicators())


@viewing_as(SYSTEM)
def credited(
    indicator: Indicator, period: Period, rules: Indicators | None = None
) -> list[tuple[Unit, Decimal]]:
    """What of a figure about projects is each unit's, by the shares ruled or agreed (domain.first_report), the greatest
    first: a count in parts of a project, or a sum in yuan. Nothing for other row kinds and for ratios.

    Like the figure itself it counts every row, whoever looks.
    """
    if indicator.row_kind != "project" or indicator.kind == "ratio":
        return []
    rules = rules or indicators()
    rows = counted(
        Project._base_manager.select_related("lead_unit", "reporting_unit"),
        Question(indicator, period),
        rules,
    )
    projects = list(rows)
    shares = credit_of(projects)
    found: dict[Unit, Decimal] = {}
    for project in projects:
        worth = getattr(project, f"row_{indicator.measure}") if indicator.measure else Decimal(1)
        # A row without a sum adds nothing, as in the figure itself.
        worth = worth or Decimal(0)
        for credit in shares[project.pk]:
            found[credit.unit] = found.get(credit.unit, Decimal(0)) + worth * credit.percent / 100
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0].path))


@viewing_as(SYSTEM)
def all_counted(indicator: Indicator, period: Period, rules: Indicators | None = None) -> int:
    """How many rows a figure counts, whoever looks."""
    rules = rules or indicators()
    rows = KINDS[indicator.row_kind].model._base_manager.all()
    return counted(rows, Question(indicator, period), rules).count()


@viewing_as(SYSTEM)
def all_nearly_counted(
    indicator: Indicator, period: Period, rules: Indicators | None = None
) -> dict[int, int]:
    """How many rows each clause alone keeps from counting, whoever looks: place of the clause → rows."""
    rows = KINDS[indicator.row_kind].model._base_manager.all()
    nearly = nearly_counted(rows, Question(indicator, period), rules or indicators())
    return dict(Counter(nearly.values_list("lacks", flat=True)))


def near_misses(viewer, indicator: Indicator, period: Period, rules: Indicators | None = None) -> QuerySet:
    """Rows the viewer may see that fail exactly one clause: `lacks` is its place in `indicator.clauses`."""
    require(viewer, "scoreboard.open_rows")
    return nearly_counted(_seen(viewer, indicator), Question(indicator, period), rules or indicators())


def _seen(viewer, indicator: Indicator) -> QuerySet:
    source = KINDS[indicator.row_kind]
    rows = visible(viewer, source.model).select_related(*source.beside)
    if source.model is not Project:
        return rows
    standing = ProjectFact.objects.filter(withdrawn_on=None).select_related("source").defer("source__text")
    return rows.prefetch_related(Prefetch("facts", standing, to_attr="facts_in_force"))


def _measures(period: Period) -> bool:
    return is_from_new_year(period) and year(period.to.year).from_ == period.from_


def _in_measure(indicator: Indicator, target: Decimal | None) -> Decimal | None:
    """Targets of ratios are kept in per cent."""
    return target / 100 if target is not None and indicator.kind == "ratio" else target
