"""Enterprises met or told about, the facts told, and their people."""

import re

from .found import Fact, Organisation
from .proposal import Made, Proposal, Value, enterprise_key, key_of
from .reading import Reading

# GB 32100-2015: who registers, six digits of the place, nine signs of the body, a check sign.
_CODE = re.compile(
    r"(?<![0-9A-Z])[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])"
)
_CODE_WITHIN = 60
_RECORDED = {"enterprise", "fund", "association", "university", "institution"}


def enterprises(reading: Reading, made: Made) -> list[Proposal]:
    """Every body met, and every firm a fact tells of or names."""
    wanted = {name for e in reading.events for name in e.counterparts}
    wanted |= {f.subject for f in reading.facts}
    owners = {f.other for f in reading.facts if f.kind == "subsidiary_of"}
    return [_enterprise(reading, o) for o in reading.organisations if _belongs(o, wanted, owners)]


def _belongs(body: Organisation, wanted: set[str], owners: set[str | None]) -> bool:
    return (body.name in wanted and body.kind in _RECORDED) or (
        body.name in owners and body.kind == "enterprise"
    )


def _enterprise(reading: Reading, body: Organisation) -> Proposal:
    terms = [t for t in reading.industries if t.organisation == body.name]
    values = [
        Value("name", body.name, body.mentions, body.rule),
        Value("aliases", list(body.aliases), body.mentions if body.aliases else (), body.rule),
        Value("kind", body.kind, body.mentions[:1], body.rule),
    ]
    if code := _credit_code(reading, body):
        values.append(code)
    if terms:
        values.append(
            Value("industries", [t.text for t in terms], tuple(t.span for t in terms), terms[0].rule)
        )
    return Proposal(key_of("enterprise", body.name), "enterprise", tuple(values))


def _credit_code(reading: Reading, body: Organisation) -> Value | None:
    """The unified social credit code that stands shortly after a mention of the body, before any other body's."""
    for match in _CODE.finditer(reading.text):
        near = [
            (end, one.name)
            for one in reading.organisations
            for _start, end in one.mentions
            if end <= match.start() <= end + _CODE_WITHIN
        ]
        if near and max(near)[1] == body.name:
            return Value("credit_code", match.group(), (match.span(),), "enterprise.credit_code")
    return None


def facts(reading: Reading, made: Made) -> list[Proposal]:
    """One record a fact."""
    found: list[Proposal] = []
    for fact in reading.facts:
        if subject := enterprise_key(made, fact.subject):
            found.append(_fact(fact, subject, made, len(found)))
    return found


def _fact(fact: Fact, subject: str, made: Made, number: int) -> Proposal:
    values = [
        Value("kind", fact.kind, (fact.span,), fact.rule),
        Value("text", fact.text, (fact.span,), fact.rule),
    ]
    refs = {"enterprise": subject}
    if fact.year:
        values.append(Value("year", fact.year, (fact.span,), fact.rule))
    if fact.other:
        values.append(Value("other", fact.other, (fact.span,), fact.rule))
        if other := enterprise_key(made, fact.other):
            refs["other"] = other
    return Proposal(
        key_of("enterprise_fact", number, fact.kind, fact.subject), "enterprise_fact", tuple(values), refs
    )


def contacts(reading: Reading, made: Made) -> list[Proposal]:
    """Named people of a proposed enterprise."""
    found = []
    for person in reading.persons:
        employer = enterprise_key(made, person.organisation) if person.organisation else None
        if employer:
            values = (
                Value("name", person.name, person.spans, person.rule),
                Value("title", person.title, person.spans[:1], person.title_rule or person.rule),
            )
            found.append(
                Proposal(key_of("contact", person.name), "contact", values, {"enterprise": employer})
            )
    return found
