"""Pure decisions about agreements."""

from yinli.core.workflow import stages


def stage_opened(track: str, stage: str, facts, kind: str) -> str | None:
    """The stage that a project at `stage` holding `facts` reaches once this kind of paper is verified.

    None where the paper proves nothing, or nothing that carries the project further (rules/stages.toml).
    """
    fact = stages().proves(kind)
    if fact is None:
        return None
    reached = stages().furthest(track, {*facts, fact})
    return reached if reached != stage and not stages().is_back(track, stage, reached) else None
