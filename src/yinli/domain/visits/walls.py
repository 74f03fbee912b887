"""The walls of visits: as their project."""

from yinli.base.accounts.walls import ID, wall
from yinli.base.sources.walls import closes
from yinli.domain.projects.walls import IDS_OF_CLOSED, of_project

wall("visits_visit", of_project(agents=f"officer_id = {ID}"))
closes(f"SELECT id FROM visits_visit WHERE project_id IN ({IDS_OF_CLOSED})", "visits.visit", "visits_visit")
