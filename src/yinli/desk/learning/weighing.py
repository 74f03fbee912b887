"""What a switch would have changed in the last written drafts: the figure a person decides by.

Each document is read twice, with the rule or entry and without it, all else as it is now; what differs is held
against what reviewers decided then. Nothing is kept of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.core.reading import Off
from yinli.desk.intake.drawing import draw
from yinli.desk.intake.fields import FIELDS
from yinli.desk.intake.models import Draft
from yinli.desk.intake.values import as_text
from yinli.desk.learning import queries
from yinli.desk.learning.models import Verdict
from yinli.desk.learning.rules import became, parts_of
from yinli.domain.enterprises.queries import known_names

# So many of the newest written drafts are read again, as long as they hold no more signs than a person waits for.
DRAFTS = 20
SIGNS = 30_000
# (record.field, words) of one proposed value.
Value = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """One value that stands on what is weighed; `verdict` is what reviewers made of it, "" where nobody decided."""

    draft: Draft
    field: str
    words: str
    verdict: str


@dataclass(frozen=True)
class Weighed:
    """Over `drafts` documents: values that would be gone, those of them the viewer may see, and values that would be
    read in their place."""

    drafts: int
    gone: tuple[Change, ...]
    shown: tuple[Change, ...]
    instead: int

    @cached_property
    def by_verdict(self) -> dict[str, int]:
        """How many of those that would be gone were right, corrected, wrong, or never decided ("")."""
        return Counter(change.verdict for change in self.gone)

    @property
    def hidden(self) -> int:
        """How many of them the viewer may not see."""
        return len(self.gone) - len(self.shown)


def weigh(viewer, code: str, limit: int = DRAFTS) -> Weighed:
    """What switching `code` off changes in the newest written drafts. Raises NotAllowed."""
    drafts = _short_enough(queries.last_written(viewer, limit))
    now = queries.switched_off()
    used, unused = _without(now, code), _with(now, code)
    gone: list[Change] = []
    instead = 0
    with viewing_as(SYSTEM):
        known, decided = known_names(SYSTEM), _decided(drafts)
        for draft in drafts:
            before, after = (_values(draft, known, off) for off in (used, unused))
            instead += (after - before).total()
            gone += [
                Change(draft, *value, _taken(decided[draft.pk], value))
                for value in (before - after).elements()
            ]
    seen = set(
        visible(viewer, Draft, "intake.view")
        .filter(pk__in=[one.pk for one in drafts])
        .values_list("pk", flat=True)
    )
    shown = tuple(change for change in gone if change.draft.pk in seen)
    return Weighed(len(drafts), tuple(gone), shown, instead)


def _short_enough(drafts: list[Draft]) -> list[Draft]:
    """The newest of them that together are no longer than SIGNS; those that alone are longer are passed over."""
    short = [draft for draft in drafts if len(draft.source.text) <= SIGNS]
    lengths = accumulate(len(draft.source.text) for draft in short)
    return [draft for draft, signs in zip(short, lengths, strict=True) if signs <= SIGNS]


def _with(off: Off, code: str) -> Off:
    if ":" in code:
        return replace(off, entries=off.entries | {code})
    return replace(off, rules=off.rules | {code})


def _without(off: Off, code: str) -> Off:
    return Off(rules=off.rules - {code}, entries=off.entries - {code})


def _values(draft: Draft, known: Iterable[str], off: Off) -> Counter[Value]:
    """What would be proposed, as far as a reviewer sees it."""
    items = draw(draft.source.text, draft.source.published_on, known, off).items
    return Counter(
        (f"{item['record']}.{field.code}", as_text(part.value))
        for item in items
        for field in FIELDS[item["record"]]
        for part in parts_of(item["values"], field.code)
        if part.rule
    )


def _decided(drafts: list[Draft]) -> dict[int, dict[Value, list[str]]]:
    """draft → value → what was made of it, as often as it was proposed."""
    found: dict[int, dict[Value, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in (
        Verdict.objects.filter(draft__in=drafts).select_related("item").exclude(rule="").order_by("pk")
    ):
        field = row.field.partition(".")[2]
        read, _typed = became(row.item.values, row.item.edits, field, row.place)
        found[row.draft_id][row.field, read].append(row.verdict)
    return found


def _taken(decided: dict[Value, list[str]], value: Value) -> str:
    """One of the verdicts on a value, each counted once."""
    return decided[value].pop() if decided[value] else ""
