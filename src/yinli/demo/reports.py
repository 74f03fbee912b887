"""Reports of the district itself, taken in as documents: one reviewed, one waiting for its reviewer."""

from yinli.demo.world import World


def add_reports(world: World) -> None:
    """Nothing yet."""
