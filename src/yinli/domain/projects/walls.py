"""The walls of projects: a confidential one is there for its officer, its leader and those named on it."""

from yinli.base.accounts.walls import ID, IS_STAFF, has_role, ids, once, wall
from yinli.base.sources.walls import closes

_CLOSED = f"""SELECT p.id FROM projects_project p WHERE p.confidential
    AND p.officer_id IS DISTINCT FROM {ID} AND p.leader_id IS DISTINCT FROM {ID}
    AND p.id NOT IN (SELECT n.project_id FROM projects_project_named_people n WHERE n.user_id = {ID})"""
CLOSED = ids("wall_closed_projects", _CLOSED)
REPORTED = ids("wall_reported_projects", f"SELECT id FROM projects_project WHERE reported_by_id = {ID}")
NAMED = ids(
    "wall_named_projects", f"SELECT project_id FROM projects_project_named_people WHERE user_id = {ID}"
)
IDS_OF_CLOSED = once("closed_project", "SELECT unnest(wall_closed_projects())")

_PERSONAL = f"officer_id = {ID} OR leader_id = {ID} OR id = ANY {NAMED}"
wall(
    "projects_project",
    f"({IS_STAFF} OR ({has_role('agent')} AND reported_by_id = {ID})) AND (NOT confidential OR {_PERSONAL})",
)
closes(IDS_OF_CLOSED, "projects.project")
closes(
    f"SELECT id FROM projects_projectfact WHERE project_id IN ({IDS_OF_CLOSED})",
    "projects.projectfact",
    "projects_projectfact",
)
closes(
    "SELECT p.id FROM projects_factpaper p JOIN projects_projectfact f ON f.id = p.fact_id"
    f" WHERE f.project_id IN ({IDS_OF_CLOSED})",
    "projects.factpaper",
    "projects_factpaper",
)


def of_project(column: str = "project_id", agents: str = "") -> str:
    """SQL: a row that may belong to a project is as closed as that project; `agents` is what they see else."""
    theirs = f"({has_role('agent')} AND ({column} = ANY {REPORTED}{' OR ' + agents if agents else ''}))"
    return f"({IS_STAFF} OR {theirs}) AND ({column} IS NULL OR {column} <> ALL {CLOSED})"


for table in (
    "projects_projectfact",
    "projects_projectamount",
    "projects_project_named_people",
    "projects_milestone",
    "projects_checkdone",
):
    wall(table, of_project())
wall("projects_factpaper", "EXISTS (SELECT 1 FROM projects_projectfact f WHERE f.id = fact_id)")
# Whoever may not know one of two projects does not learn of it by what became of them.
wall("projects_regrouping", f"({of_project('origin_id')}) AND ({of_project('target_id')})")
