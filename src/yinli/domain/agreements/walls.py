"""The walls of agreements: as their project."""

from yinli.base.accounts.walls import wall
from yinli.base.sources.walls import closes
from yinli.domain.projects.walls import IDS_OF_CLOSED, of_project

wall("agreements_agreement", of_project())
for table in ("agreements_agreementparty", "agreements_commitment"):
    wall(table, "EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = agreement_id)")
closes(
    f"SELECT id FROM agreements_agreement WHERE project_id IN ({IDS_OF_CLOSED})",
    "agreements.agreement",
    "agreements_agreement",
)
