"""How values are shown: the filters of the templates. Days are the district's, money is yuan."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinli.core.money import format_yuan


def is_chinese():
    """Whether the page is being written in Chinese."""
    return (translation.get_language() or settings.LANGUAGE_CODE).startswith("zh")


def district_zone():
    """The zone whose midnight begins a day (`DISTRICT_TZ`)."""
    return ZoneInfo(str(settings.DISTRICT_TZ))


def local(moment):
    """An aware instant in the district's zone; a naive one is a mistake and raises ValueError."""
    if timezone.is_naive(moment):
        raise ValueError(f"{moment!r} has no time zone.")
    return moment.astimezone(district_zone())


def as_day(value):
    """The district's day of a date or an instant."""
    return local(value).date() if isinstance(value, datetime) else value


def day(value, style="iso"):
    """2021-09-03; `style="long"`: 3 September 2021; `style="short"`: 3 Sep; as each language does."""
    if value is None or value == "":
        return ""
    that = as_day(value)
    if style == "iso":
        return that.isoformat()
    return _in_words(that, style == "short", is_chinese())


# A board shows the same few days over and over.
@lru_cache(maxsize=2000)
def _in_words(that, short, chinese):
    if chinese:
        return format_skeleton("MMMd" if short else "yMMMd", that, locale="zh_Hans_CN")
    return format_date(that, "d MMM" if short else "d MMMM y", locale="en")


def month(value):
    """A month, 2026-08, by any day of it. Nothing for None."""
    return f"{value:%Y-%m}" if value else ""


def instant(value, style="minute"):
    """An instant in the district's time: 2021-09-03 14:05; `style="time"`: 14:05."""
    if value is None or value == "":
        return ""
    return local(value).strftime("%H:%M" if style == "time" else "%Y-%m-%d %H:%M")


def weekday(value):
    """The day of the week in short: Fri."""
    return format_date(as_day(value), "EEE", locale="zh_Hans_CN" if is_chinese() else "en")


def from_today(value, today):
    """How far a day lies from `today` in words: today, tomorrow, in 3 days, 2 days ago."""
    days = (as_day(value) - today).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}


def overdue(value, today):
    """How long a day has passed: 3 days overdue."""
    days = (today - as_day(value)).days
    return ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days}


def due_tone(value, today):
    """ "late", "soon" (today or tomorrow) or "": the colour of a due date."""
    days = (as_day(value) - today).days
    return "late" if days < 0 else "soon" if days <= 1 else ""


def yuan(value, lang=None, exact=False):
    """Decimal yuan as people of the page's language say it; `exact` keeps every digit. Nothing for None."""
    if value is None or value == "":
        return ""
    return format_yuan(value, lang=lang or ("zh" if is_chinese() else "en"), exact=exact)


def number(value, decimals=None):
    """1,234 with thousands separated; `decimals` fixes how many follow the point."""
    if value is None or value == "":
        return ""
    if decimals is None and isinstance(value, int):
        return f"{value:,d}"
    return f"{value:,.{2 if decimals is None else decimals}f}"


def percent(value, decimals=0):
    """A ratio as per cent: 0.853 is 85%."""
    return "" if value is None or value == "" else f"{value * 100:.{decimals}f}%"


def iso(value):
    """The machine-readable form for <time datetime>: an instant with its zone, a day without."""
    if isinstance(value, datetime):
        return local(value).isoformat(timespec="minutes")
    return date.isoformat(value)


def initials(name):
    """What stands in an avatar: a Chinese name's last two characters, else two words' first letters."""
    text = str(name).strip()
    if text and not text.isascii():
        return text[-2:]
    return "".join(word[0].upper() for word in text.split()[:2])


def tint(name):
    """A number 0–7 that stays with a name: the colour of its avatar."""
    return sum(map(ord, str(name))) % 8


FILTERS = {
    "day": day,
    "due_tone": due_tone,
    "filesize": filesizeformat,
    "from_today": from_today,
    "initials": initials,
    "instant": instant,
    "iso": iso,
    "month": month,
    "number": number,
    "overdue": overdue,
    "percent": percent,
    "tint": tint,
    "weekday": weekday,
    "yuan": yuan,
}
