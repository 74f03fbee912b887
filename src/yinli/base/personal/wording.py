"""Codes about personal data in the words of the page's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yinli.base.personal.actions import PURPOSES
from yinli.base.personal.models import AccessLog, Subject
from yinli.core.label import in_language
from yinli.core.personal_rules import personal_rules

SENTENCES = {"subject.keep_terms": _("Purpose and retention changed"), "subject.erase": _("Person erased")}
# Which list of reasons an entry of the access log chose from.
_LISTS = {
    AccessLog.Act.REVEALED: "reveal",
    AccessLog.Act.EXPORTED: "take_out",
    AccessLog.Act.ERASED: "erase",
}


def reasons(act: str) -> list[tuple[str, str]]:
    """(code, words) of the reasons for an act, as a form offers them."""
    lang = get_language() or "zh"
    return [(code, in_language(label, lang)) for code, label in personal_rules().reasons[act].items()]


def purposes() -> list[tuple[str, str]]:
    """(code, words) of what data of people are kept for."""
    lang = get_language() or "zh"
    return [(code, in_language(one.label, lang)) for code, one in personal_rules().purposes.items()]


def purpose_words(subject: Subject) -> str:
    """What a person's data are kept for."""
    return dict(purposes()).get(subject.purpose or PURPOSES[subject.kind], subject.purpose)


def reason_words(log: AccessLog) -> str:
    """Why, with the words of one's own."""
    said = dict(reasons(_LISTS[AccessLog.Act(log.act)])).get(log.reason, log.reason)
    return f"{said} · {log.words}" if log.words else said


def moment(at: datetime) -> str:
    """An instant by the district's clock."""
    return at.astimezone(ZoneInfo(settings.DISTRICT_TZ)).strftime("%Y-%m-%d %H:%M")


def act_words(log: AccessLog) -> str:
    """What was done, with the value that it was done to where it was one."""
    what = field_words(log)
    return (
        _now("%(act)s %(what)s") % {"act": log.get_act_display(), "what": what}
        if what
        else log.get_act_display()
    )


def field_words(log: AccessLog) -> str:
    """Which value was shown; "" where it was all of them."""
    labels = {
        "contact.phone": _("Phone"),
        "contact.email": _("E-mail"),
        "span.value": _("Number in a document"),
    }
    return str(labels.get(log.field, log.field))
