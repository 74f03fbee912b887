"""What is planned for the projects of the demo: days for facts, with their delays, and what of the checklists is done.

It draws from a generator of its own, so that nothing told before it changes.
"""

from datetime import timedelta
from random import Random

from yinli.core.workflow import stages
from yinli.demo.world import World
from yinli.domain.projects.models import CheckDone, Milestone, Project, ProjectFact

# How often a day was planned anew, and by how many days.
_SHIFTS = (0, 0, 0, 0, 10, 21, 45)
_STEP = 35


def add_plans(world: World) -> None:
    """Plans of projects from the intent on, checklists of all that move."""
    rng = Random(len(world.projects))
    facts: dict[int, dict] = {}
    for fact in ProjectFact.objects.filter(withdrawn_on=None):
        facts.setdefault(fact.project_id, {})[fact.kind] = fact.happened_on
    moving = [project for project in world.projects if project.status == "active"]
    planned = [
        row
        for project in moving
        if project.stage not in ("lead", "contact", "negotiating", "full")
        for row in _planned(world, rng, project, facts.get(project.pk, {}))
    ]
    Milestone.objects.bulk_create(planned, batch_size=1000)
    done = [row for project in moving for row in _done(world, rng, project)]
    CheckDone.objects.bulk_create(done, batch_size=1000)


def _planned(world: World, rng: Random, project: Project, held: dict):
    """Days for every fact of the track that comes after the first one it has: those reached and those to come."""
    day = project.stage_since_on + timedelta(days=_STEP)
    for kind in stages().track(project.track).milestones:
        if kind in held:
            first = held[kind] - timedelta(days=rng.choice(_SHIFTS) - rng.randint(0, 4))
            yield Milestone(project=project, kind=kind, first_planned_on=first, planned_on=held[kind])
            continue
        now = max(day, world.as_of - timedelta(days=rng.choice((0, 0, 0, 12))))
        first = now - timedelta(days=rng.choice(_SHIFTS))
        yield Milestone(project=project, kind=kind, first_planned_on=first, planned_on=now)
        day = now + timedelta(days=_STEP)


def _done(world: World, rng: Random, project: Project):
    """Everything up to the stage, about half of what the next one asks for."""
    order = stages().order(project.track)
    here = order.index(project.stage)
    for place, stage in enumerate(order[: here + 2]):
        for check in stages().checks(project.track, stage):
            if place <= here or rng.random() < 0.5:
                on = min(project.stage_since_on, world.as_of)
                yield CheckDone(project=project, check_code=check.code, done_on=on, done_by=project.officer)
