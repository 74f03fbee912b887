"""Projects and agreements: from a signing, a memorandum, an intent or a named cooperation project only."""

import re

from .found import Event, NamedProject
from .proposal import Made, Proposal, Value, enterprise_key, key_of
from .proposed_parts import manages_funds
from .reading import Reading
from .short_forms import stem

_BASES = {"signing": "signing", "mou": "mou", "intent": "intent"}
_KINDS = ("contract", "framework", "mou", "intent")
# The paper as the text calls it → the kind of agreement (rules/stages.toml).
_PAPERS = (
    ("entry", re.compile("入区协议|入园协议|入驻协议")),
    ("lease", re.compile("租赁合同|租赁协议")),
    ("investment", re.compile("投资协议|投资合同|项目协议|投资合作协议")),
)


def projects(reading: Reading, made: Made) -> list[Proposal]:
    """One project an enterprise: the first deal told, else its named project."""
    found: dict[str, Proposal] = {}
    for event in reading.events:
        for name in event.counterparts if event.type in _BASES else ():
            if _dealt_with(reading, name) and (key := enterprise_key(made, name)):
                found.setdefault(name, _from_event(reading, event, name, _refs(made, key, name)))
    for named in reading.projects:
        for name in named.enterprises:
            visited = any(p.key == key_of("visit", name) for p in made)
            if visited and _dealt_with(reading, name) and (key := enterprise_key(made, name)):
                found.setdefault(name, _from_named(reading, named, name, _refs(made, key, name)))
    return list(found.values())


def _dealt_with(reading: Reading, name: str) -> bool:
    return any(o.name == name and o.kind in ("enterprise", "fund") for o in reading.organisations)


def _refs(made: Made, enterprise: str, name: str) -> dict[str, str]:
    visit = key_of("visit", name)
    return {"enterprise": enterprise} | ({"visit": visit} if any(p.key == visit for p in made) else {})


def _from_event(reading: Reading, event: Event, name: str, refs: dict[str, str]) -> Proposal:
    fund = event.detail == "fund" or manages_funds(name)
    title = f"{stem(name)}{'基金' if fund else '项目'}"
    track = "fund" if fund else _track(event.surface)
    return _project(
        reading, name, refs, (title, track, _BASES[event.type], "intent", event.spans, event.rule)
    )


def _from_named(reading: Reading, named: NamedProject, name: str, refs: dict[str, str]) -> Proposal:
    title = f"{stem(name)}{named.surface}"
    return _project(
        reading, name, refs, (title, "industry", "named_project", "negotiating", (named.span,), named.rule)
    )


def _track(surface: str) -> str:
    return "headquarters" if "总部" in surface else "industry"


def _project(reading: Reading, name: str, refs: dict[str, str], told: tuple) -> Proposal:
    title, track, basis, stage, spans, rule = told
    terms = [t for t in reading.industries if t.organisation == name]
    values = (
        Value("name", title, spans, rule),
        Value("track", track, spans, rule),
        Value("basis", basis, spans, rule),
        Value("stage", stage, spans, rule),
        Value("industries", [t.text for t in terms], tuple(t.span for t in terms), "industry.sector"),
    )
    return Proposal(key_of("project", name), "project", values, refs)


def agreements(reading: Reading, made: Made) -> list[Proposal]:
    """One agreement a counterpart and kind; publicity is claimed until someone verifies it."""
    found: dict[str, Proposal] = {}
    for event in reading.events:
        for name in event.counterparts if event.type in _BASES else ():
            if key := enterprise_key(made, name):
                proposal = _agreement(reading, event, name, _agreement_refs(made, key, name))
                found.setdefault(proposal.key, proposal)
    return list(found.values())


def _agreement_refs(made: Made, enterprise: str, name: str) -> dict[str, str]:
    project = key_of("project", name)
    return {"enterprise": enterprise} | ({"project": project} if any(p.key == project for p in made) else {})


def _agreement(reading: Reading, event: Event, name: str, refs: dict[str, str]) -> Proposal:
    kind = _kind(event)
    day = event.date
    signed = day.first if day and day.first == day.last and day.first and len(day.first) == 10 else None
    values = (
        Value("kind", kind, event.spans, event.rule),
        Value("signed_on", signed, (day.span,) if day and signed else (), day.rule if day else event.rule),
        Value("home_side", _home_side(reading, event), event.spans, event.rule),
        Value("publicity", "claimed", event.spans, event.rule),
    )
    choices: dict[str, tuple[str, ...]] = {"kind": _KINDS} if kind == "unknown" else {}
    return Proposal(key_of("agreement", event.type, name), "agreement", values, refs, choices)


def _home_side(reading: Reading, event: Event) -> str | None:
    """Who of the home side is said to sign; its people sign for the home place."""
    people = {p.name for p in reading.persons}
    said = [a for a in event.actors if a not in people]
    return "、".join(said) or reading.home


def _kind(event: Event) -> str:
    """A ceremony tells no kind; a paper called by its name does; the rest reach intent only."""
    if event.type == "signing":
        return next((kind for kind, called in _PAPERS if called.search(event.surface)), "unknown")
    if event.type == "mou" and "框架" in event.surface:
        return "framework"
    return event.type
