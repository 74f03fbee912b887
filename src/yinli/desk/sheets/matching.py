"""What each row means for the books: a new lead, a change of a known one, nothing new, or a reason to wait."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import may
from yinli.base.accounts.queries import assignable, dissolved, units
from yinli.base.accounts.viewer import viewing_as
from yinli.core import names
from yinli.core.sheets.rows import RowRead, project_name
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.queries import same_names, with_codes
from yinli.domain.enterprises.rules import WrongCreditCode, cleaned_credit_code
from yinli.domain.first_report.queries import clashes
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects, same_projects

MONEY = {"planned_investment": "planned_investment_yuan", "registered_capital": "registered_capital_yuan"}


@dataclass
class Plan:
    """What a row will do. `enterprise` and `project` are those known; `new` are the fields it states, as the books
    take them; `changes` field → [before, after] of a known project, in words."""

    kind: str = ""
    enterprise: Enterprise | None = None
    project: Project | None = None
    name: str = ""
    code: str | None = None
    new: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[Any]] = field(default_factory=dict)


class Matcher:
    """Reads rows against the books, batch by batch; knows what earlier rows of the same sheet were about."""

    def __init__(self, viewer, today: date):
        self.viewer, self.today = viewer, today
        self._seen: dict[tuple[str, str], int] = {}
        # Credit code → how the enterprise is called that the sheet gave it to first.
        self._codes: dict[str, str] = {}
        with viewing_as(SYSTEM):
            self._people = _by_name(assignable(viewer))
            self._units = _by_name(units(viewer))
        self._assigned: dict[tuple[str, int], bool] = {}

    def plans(self, rows: Sequence[tuple[int, RowRead]]) -> list[Plan]:
        """A plan for each (number, row); what is in the way is noted among the row's errors."""
        good = [row for _number, row in rows if "enterprise" in row.values]
        with viewing_as(SYSTEM):
            known = same_names({names.normalise(str(row.values["enterprise"])) for row in good})
            coded = with_codes(
                {str(row.values["credit_code"]) for row in good if "credit_code" in row.values}
            )
        plans = [self._plan(number, row, known, coded) for number, row in rows]
        self._find_projects([(plan, row) for plan, (_number, row) in zip(plans, rows, strict=True)])
        return plans

    def _plan(self, number: int, row: RowRead, known: dict, coded: dict) -> Plan:
        plan = Plan()
        if "enterprise" not in row.values:
            return plan
        name = str(row.values["enterprise"])
        plan.name = project_name(row.values, settings.LANGUAGE_CODE)[:120]
        plan.enterprise = self._enterprise(row, known.get(names.normalise(name)), coded, plan)
        key = (names.normalise(plan.enterprise.name if plan.enterprise else name), plan.name)
        first = self._seen.setdefault(key, number)
        if first != number:
            row.wrong("twice", more=str(first))
        plan.new = self._stated(row)
        return plan

    def _enterprise(
        self, row: RowRead, named: Enterprise | None, coded: dict, plan: Plan
    ) -> Enterprise | None:
        try:
            plan.code = cleaned_credit_code(str(row.values.get("credit_code") or ""))
        except WrongCreditCode as wrong:
            row.wrong("code_wrong", found=wrong.code, of="credit_code")
            return named
        by_code = coded.get(plan.code) if plan.code else None
        normal = names.normalise(str(row.values["enterprise"]))
        if plan.code and by_code is None and self._codes.setdefault(plan.code, normal) != normal:
            # Spelled in two ways in one sheet: as two enterprises they cannot have one code.
            row.wrong("code_of_another", found=plan.code, more=self._codes[plan.code], of="credit_code")
        if by_code and named and by_code.pk != named.pk:
            row.wrong("code_of_another", found=plan.code or "", more=by_code.name, of="credit_code")
        elif plan.code and named and named.credit_code not in (None, plan.code):
            row.wrong("another_code", found=plan.code, more=str(named.credit_code), of="credit_code")
        return by_code or named

    def _stated(self, row: RowRead) -> dict[str, Any]:
        """The fields of a project that the row states."""
        said = row.values
        new: dict[str, Any] = {key: said[key] for key in ("about", "industries", "next_step") if key in said}
        if "next_step_due_on" in said:
            new["next_step_due_on"] = date.fromisoformat(str(said["next_step_due_on"]))
        amounts = {basis: Decimal(str(said[basis])) for basis in MONEY if basis in said}
        if amounts:
            new["amounts"] = amounts
        for key, known in (("officer", self._people), ("lead_unit", self._units)):
            if key in said:
                self._give(row, key, known, new)
        return new

    def _give(self, row: RowRead, key: str, known: dict, new: dict) -> None:
        found = known.get(names.normalise(str(row.values[key])), [])
        if len(found) != 1:
            row.wrong(*self._why_nobody(key, str(row.values[key]), len(found)))
            return
        asked = (key, found[0].pk)
        if asked not in self._assigned:
            self._assigned[asked] = may(self.viewer, "project.assign", Project(**{key: found[0]}))
        if self._assigned[asked]:
            new[key] = found[0]
        else:
            row.wrong(f"{key}_not_yours", found=str(row.values[key]), of=key)

    def _why_nobody(self, key: str, name: str, found: int) -> tuple[str, None, str, str, str]:
        """What `RowRead.wrong` is told of a name that is nobody's, or of several."""
        gone = dissolved(name) if key == "lead_unit" and not found else None
        if gone:
            return "lead_unit_gone", None, name, f"{gone.closed_on} {gone.successor or ''}".strip(), key
        return f"{key}_{'ambiguous' if found else 'unknown'}", None, name, "", key

    def _find_projects(self, rows: Sequence[tuple[Plan, RowRead]]) -> None:
        wanted = [(plan.enterprise.pk, plan.name) for plan, _row in rows if plan.enterprise]
        found = same_projects(wanted) if wanted else {}
        keys = [project.pk for project in found.values()]
        seen = set(projects(self.viewer).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        unknown = [
            (plan.enterprise, plan.name)
            for plan, _row in rows
            if plan.enterprise and (plan.enterprise.pk, plan.name) not in found
        ]
        held = clashes(unknown, self.viewer.unit, self.today) if unknown else set()
        for plan, row in rows:
            project = found.get((plan.enterprise.pk, plan.name)) if plan.enterprise else None
            if plan.enterprise and (plan.enterprise.pk, plan.name) in held:
                row.wrong("reported_elsewhere")
            elif project is None:
                plan.kind = "new"
                self._give_code(plan)
            elif project.pk not in seen:
                row.wrong("reported_elsewhere")
            else:
                self._compare(plan, row, project)

    def _compare(self, plan: Plan, row: RowRead, project: Project) -> None:
        plan.project = project
        plan.changes = differences(project, plan.new)
        self._give_code(plan)
        plan.kind = "update" if plan.changes else "same"
        if set(plan.changes) - {"credit_code"} and not may(self.viewer, "project.edit", project):
            row.wrong("not_yours", more=f"{project.number} {project.officer or ''}".strip())

    def _give_code(self, plan: Plan) -> None:
        """A credit code that the books lack is written down, where the viewer may."""
        owner = plan.enterprise
        lacks_code = plan.code and owner and owner.credit_code is None
        if lacks_code and may(self.viewer, "enterprise.edit", owner):
            plan.changes["credit_code"] = ["", plan.code]


def differences(project: Project, new: dict[str, Any]) -> dict[str, list[Any]]:
    """Field → [before, after] as texts, of what a row states otherwise than the books do."""
    stated = {key: value for key, value in new.items() if key != "amounts"}
    stated |= {MONEY[basis]: yuan for basis, yuan in new.get("amounts", {}).items()}
    return {
        key: [kept(getattr(project, key)), kept(value)]
        for key, value in stated.items()
        if getattr(project, key) != value
    }


def kept(value: Any) -> Any:
    """A value as a row keeps it: people and units by their number, which `given_back` finds again."""
    if value is None:
        return ""
    if isinstance(value, list):
        return value
    return str(value.pk) if hasattr(value, "pk") else str(value)


def _by_name(rows) -> dict[str, list]:
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(names.normalise(row.name), []).append(row)
    return found
