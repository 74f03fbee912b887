"""Counted results as the text claims them, and tasks asked of units not yet named."""

from .found import Metric, NextStep
from .proposal import Made, Proposal, Value, enterprise_key, key_of
from .reading import Reading


def results(reading: Reading, made: Made) -> list[Proposal]:
    """One claim a counted result, with both readings where the text allows two. None from texts that tell
    of no promotion."""
    if not (reading.events or reading.organisations or reading.home):
        return []
    return [_result(reading, metric, n) for n, metric in enumerate(reading.metrics)]


def _result(reading: Reading, metric: Metric, number: int) -> Proposal:
    spans, rule = (metric.span,), metric.rule
    published = reading.published_on.isoformat() if reading.published_on else None
    values = (
        Value("surface", metric.surface, spans, rule),
        Value("count", metric.count, spans, rule),
        Value("unit", metric.unit, spans, rule),
        Value("of", metric.of, spans, rule),
        Value("what", metric.what, spans, rule),
        Value("threshold", metric.threshold, spans, rule),
        Value("readings", list(metric.readings), spans if metric.readings else (), rule),
        Value("as_of", published, (), "date.published"),
    )
    return Proposal(key_of("claimed_result", number, metric.surface), "claimed_result", values)


def follow_ups(reading: Reading, made: Made) -> list[Proposal]:
    """Tasks asked of sections and departments: the unit stays open until the bureau names one."""
    asked = [s for s in reading.next_steps if s.kind == "asked"]
    return [_follow_up(step, made, n) for n, step in enumerate(asked)]


def _follow_up(step: NextStep, made: Made, number: int) -> Proposal:
    keys = [key for name in step.about if (key := enterprise_key(made, name))]
    refs = {"enterprise" if n == 0 else f"enterprise_{n + 1}": key for n, key in enumerate(keys)}
    values = (
        Value("text", step.text, (step.span,), step.rule),
        Value("asked_of", step.asked_of, (step.span,), step.rule),
        Value("unit", None, (), step.rule),
    )
    return Proposal(key_of("follow_up", number), "follow_up", values, refs)
