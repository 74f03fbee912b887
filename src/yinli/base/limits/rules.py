"""Pure decisions of rules/limits.toml: which requests are counted, and how many are answered in how long."""

from dataclasses import dataclass
from functools import cache

from yinli.core.ruletable import Table, load

MATCHING = ("routes", "methods", "query", "content")


@dataclass(frozen=True)
class Limit:
    """One kind of request: what belongs to it, and how many a person and an address may make in `seconds`."""

    code: str
    routes: frozenset[str]
    methods: frozenset[str]
    query: str
    content: str
    seconds: int
    person: int
    address: int

    def covers(self, route: str, method: str, query: str, content: str) -> bool:
        """Whether a request to the url name `route` belongs to this kind; what a rule leaves out matches all."""
        return (
            (not self.routes or route in self.routes)
            and (not self.methods or method in self.methods)
            and (not self.query or self.query in query.split("&"))
            and (not self.content or content.startswith(self.content))
        )


def read_limits(table: Table) -> tuple[Limit, ...]:
    """The kinds of a limits rulebook, in its order. Raises RuleError."""
    return tuple(_limit(code, row) for code, row in table.tables())


def _limit(code: str, row: Table) -> Limit:
    row.only("seconds", "person", "address", *MATCHING)
    if not any(name in row for name in MATCHING):
        row.refuse(None, "a limit says which requests it counts: routes, methods, query or content")
    numbers = {name: row.whole(name) for name in ("seconds", "person", "address")}
    for name, number in numbers.items():
        if not number:
            row.refuse(name, f"“{name}” must be at least 1")
    return Limit(
        code=code,
        routes=frozenset(row.texts("routes", ())),
        methods=frozenset(row.texts("methods", ())),
        query=row.text("query", ""),
        content=row.text("content", ""),
        **numbers,
    )


@cache
def limits() -> tuple[Limit, ...]:
    """The limits in force. Raises RuleError."""
    return read_limits(load("limits"))
