"""What verifying can find, in words that name the place."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was sealed. `kind` is a short code, `says` the sentence for people.

    `seal`, `place` (of the table in its seal) and `row` put findings in the order of history.
    """

    kind: str
    says: str
    seal: int = 0
    table: str = ""
    row: int | None = None
    place: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        """The earlier in history, the smaller."""
        return (self.seal, self.place, -(2**63) if self.row is None else self.row)


@dataclass
class Report:
    """What was looked at and what was found: `rows` first of all, then what became of the seals themselves."""

    seals: int = 0
    rows: int = 0
    tables: int = 0
    last_number: int = 0
    last_head: str = ""
    last_sealed_at: datetime | None = None
    unsealed: dict[str, int] = field(default_factory=dict)
    keys: list[tuple[str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    in_rows: list[Finding] = field(default_factory=list)
    in_seals: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.in_rows and not self.in_seals

    @property
    def first_row(self) -> Finding | None:
        """The first altered, removed or forged row."""
        return min(self.in_rows, key=lambda found: found.order, default=None)
