"""Enterprises met or told about, the facts told, and their people."""

from .found import Fact, Organisation
from .proposal import Made, Proposal, Value, enterprise_key, key_of
from .reading import Reading

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
    if terms:
        values.append(
            Value("industries", [t.text for t in terms], tuple(t.span for t in terms), terms[0].rule)
        )
    return Proposal(key_of("enterprise", body.name), "enterprise", tuple(values))


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
                Value("title", person.title, person.spans[:1], person.rule),
            )
            found.append(
                Proposal(key_of("contact", person.name), "contact", values, {"enterprise": employer})
            )
    return found
