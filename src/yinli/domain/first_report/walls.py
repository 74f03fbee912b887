"""The walls of the ledger: as the project's, and an agent sees its own."""

from yinli.base.accounts.walls import ID, IS_STAFF, has_role, wall
from yinli.domain.projects.walls import of_project

wall("first_report_report", of_project(agents=f"reported_by_id = {ID}"))
wall("first_report_creditshare", of_project())
wall("first_report_dispute", f"{IS_STAFF} OR ({has_role('agent')} AND claimed_by_id = {ID})")
for table in ("first_report_probe", "first_report_ledgerentry"):
    wall(table, "EXISTS (SELECT 1 FROM first_report_report r WHERE r.id = report_id)", adds=True)
