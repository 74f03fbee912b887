"""Which city a text is in: a delegation's tale goes from one to the next."""

import re
from bisect import bisect_right

from .scene import Scene
from .sentences import Clause


def moved(scene: Scene, clause: Clause) -> str | None:
    """The city a clause goes to (在深圳, 转赴常州, 来到南京…); a site's own city moves nobody."""
    match = re.search(r"(?:^在|赴|抵达|来到|前往|到达|首站)", scene.masked[clause.start : clause.end])
    if not match:
        return None
    start = clause.start + match.end()
    first = next(iter(scene.areas(start, clause.end)), None)
    return scene.city(start, first.end) if first and first.start <= start + 2 else None


class Moves:
    """Which city a text is in, clause by clause."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._starts: list[int] | None = None
        self._cities: list[str] = []

    def at(self, offset: int) -> str | None:
        """The city that the text went to last before an offset."""
        if self._starts is None:
            told = [(c.start, moved(self._scene, c)) for s in self._scene.doc.sentences for c in s.clauses]
            reached = [(start, city) for start, city in told if city]
            self._starts, self._cities = (
                [start for start, _city in reached],
                [city for _start, city in reached],
            )
        index = bisect_right(self._starts, offset) - 1
        return self._cities[index] if index >= 0 else None
