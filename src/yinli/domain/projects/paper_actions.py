"""自报 → 核实: papers that prove a dated fact, and somebody else than its reporter who saw them."""

from yinli.base.history.actions import action, record, save_record
from yinli.base.sources.models import Source
from yinli.core.workflow import stages
from yinli.domain.projects.actions import lock_live
from yinli.domain.projects.models import FactPaper, Project, ProjectFact


class NotProved(ValueError):
    """A fact cannot be verified. `code`: withdrawn, own_report (by whoever reported it) or papers, with `missing` those
    that are not there."""

    def __init__(self, code: str, missing: tuple[str, ...] = ()):
        self.code, self.missing = code, missing
        super().__init__(f"the fact is not proved: {code} {', '.join(missing)}".strip())


@action
def attach_paper(fact: ProjectFact, kind: str, source: Source, *, by) -> FactPaper:
    """Lay a document to a fact as a paper of `kind`; the same one twice is one. Raises NotAllowed, NotProved."""
    project = lock_live(fact.project, by=by, verb="project.advance")
    if fact.withdrawn_on:
        raise NotProved("withdrawn")
    if kind not in stages().papers_of(fact.kind):
        raise NotProved("unknown_paper", (kind,))
    paper, created = FactPaper.objects.get_or_create(
        fact=fact, kind=kind, source=source, defaults={"added_by_id": by.pk}
    )
    if created:
        save_record(project, [])
        record(by, "project.paper", project, after={"fact": fact.kind, "paper": kind, "document": source})
    return paper


def missing_papers(fact: ProjectFact) -> tuple[str, ...]:
    """Kinds of paper that the fact still lacks."""
    there = {paper.kind for paper in fact.papers.all()}
    return tuple(kind for kind in stages().papers_of(fact.kind) if kind not in there)


@action
def verify_fact(fact: ProjectFact, *, by, seen: int) -> Project:
    """Say that one saw the papers of a fact: it counts as verified. Raises NotAllowed, StaleWrite, NotProved."""
    project = lock_live(fact.project, by=by, verb="project.verify", seen=seen)
    fact = project.facts.select_for_update().get(pk=fact.pk)
    if fact.withdrawn_on:
        raise NotProved("withdrawn")
    if fact.recorded_by_id is not None and fact.recorded_by_id == by.pk:
        raise NotProved("own_report")
    if missing := missing_papers(fact):
        raise NotProved("papers", missing)
    fact.verified_by_id = by.pk
    fact.save(update_fields=["verified_by"])
    save_record(project, [])
    record(by, "project.fact_verified", project, after={"fact": fact.kind, "on": fact.happened_on})
    return project
