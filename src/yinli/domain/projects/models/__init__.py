"""Fields and constraints of projects, of what is known of them, and of what is planned."""

from yinli.domain.projects.models.facts import FactPaper, ProjectAmount, ProjectFact
from yinli.domain.projects.models.plans import CheckDone, Milestone
from yinli.domain.projects.models.project import PAPER_STAGES, STAGES, STATUSES, NamedPerson, Project
from yinli.domain.projects.models.regroupings import Regrouping

__all__ = [
    "PAPER_STAGES", "STAGES", "STATUSES", "CheckDone", "FactPaper", "Milestone", "NamedPerson", "Project", "ProjectAmount",
    "ProjectFact", "Regrouping",
]  # fmt: skip
