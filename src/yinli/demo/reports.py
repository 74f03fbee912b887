"""Reports of the district itself, taken in as documents: one reviewed and written, one waiting for review.

The brief claims 12 emerging projects and 438 enterprises; the rows show 10 and 431. That difference is what
a scoreboard is for.
"""

from datetime import date, timedelta
from importlib import resources

from yinli.base.sources.actions import keep
from yinli.demo.world import World
from yinli.desk.intake.actions import decide_all, write
from yinli.desk.intake.reading_actions import read_source


def add_reports(world: World) -> None:
    """The brief is accepted by the bureau, the trip's news waits for the officer."""
    bureau, officer = world.login("bureau"), world.login("officer")
    brief = keep(brief_text(world.as_of).encode(), "工作简报.txt", by=bureau, published_on=world.as_of)
    draft, _ = read_source(brief, by=bureau)
    draft, _ = decide_all(draft, "accepted", by=bureau, seen=draft.version)
    write(draft, by=bureau, seen=draft.version, today=world.as_of)
    news = keep(trip_text(world.as_of).encode(), "赴苏杭招商考察.txt", by=officer, published_on=world.as_of)
    read_source(news, by=officer)


def brief_text(as_of: date) -> str:
    """The district's brief of the day."""
    return text_of("brief").format(published=_day(as_of))


def trip_text(as_of: date) -> str:
    """News of a trip that ended the day before."""
    first, last = as_of - timedelta(days=4), as_of - timedelta(days=1)
    return text_of("trip").format(
        published=_day(as_of),
        from_day=f"{first.month}月{first.day}日",
        to_day=f"{last.month}月{last.day}日",
    )


def text_of(name: str) -> str:
    """One of the texts beside this module."""
    return resources.files("yinli.demo").joinpath(f"texts/{name}.txt").read_text(encoding="utf-8")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
