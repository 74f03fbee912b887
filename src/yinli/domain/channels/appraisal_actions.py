"""A channel's year, marked."""

from dataclasses import dataclass
from datetime import date

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.domain.channels.models import Appraisal, Channel
from yinli.domain.channels.queries import year_of
from yinli.domain.channels.rules import rules


class NotAppraised(ValueError):
    """A year is not marked. `code`: no_plan (nothing was planned), words (missing), early (the year has not begun)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"not appraised: {code}")


@dataclass(frozen=True)
class Opinion:
    """What somebody says of a year beside its figures."""

    year: int
    words: str


@action
def appraise(channel: Channel, opinion: Opinion, *, by, seen: int, today: date) -> Appraisal:
    """Mark a year by its figures against its plan, with words; marked again, the new mark stands in the place of the old
    one, which history keeps. Raises NotAllowed, StaleWrite, NotAppraised."""
    channel = lock(channel, seen=seen)
    require(by, "channel.appraise", channel)
    year, words = opinion.year, opinion.words.strip()
    if not words:
        raise NotAppraised("words")
    if year > today.year:
        raise NotAppraised("early")
    lines, appraisal = year_of(channel, year), rules().appraisal
    mark = appraisal.mark({line.code: line.percent for line in lines})
    if mark is None:
        raise NotAppraised("no_plan")
    kept = [
        [line.code, *(_text(each) for each in (line.value, line.target, line.percent, line.weight))]
        for line in lines
    ]
    told = {
        "lines": kept, "mark": mark, "grade": dict(appraisal.grade(mark).label), "words": words,
        "appraised_on": today, "appraised_by_id": by.pk, "rules_version": rules().version,
    }  # fmt: skip
    made, _created = Appraisal.objects.update_or_create(channel=channel, year=year, defaults=told)
    save_record(channel, [])
    record(by, "channel.appraise", channel, after={"mark": mark}, note=str(year), on=today)
    return made


def _text(value) -> str | None:
    return None if value is None else str(value)
