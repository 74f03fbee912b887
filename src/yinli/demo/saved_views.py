"""Views of the demo that the bureau saved for everybody."""

from yinli.demo.world import World
from yinli.desk.pipeline.saved_view_actions import Called, save_view

_VIEWS = (
    (
        "list",
        "A类在谈项目",
        "grade=A&stage=negotiating&col=stage&col=lead_unit.name&col=planned_investment_yuan&col=officer.name",
    ),
    ("board", "A类项目看板", "grade=A"),
)


def add_views(world: World) -> None:
    """Two that every unit looks at each week."""
    for page, name, query in _VIEWS:
        save_view(page, query, Called(name, "all"), by=world.login("bureau"))
