"""Pure decisions about the chain of seals."""

from datetime import datetime, timedelta

# The sealer seals within half an hour even when nothing is new: after an hour it does not run.
SILENT_AFTER = timedelta(hours=1)


def is_silent(sealed_at: datetime | None, now: datetime) -> bool:
    """Whether the last seal is too old, or none was ever made."""
    return sealed_at is None or now - sealed_at > SILENT_AFTER
