"""Learning's words: rules, entries and fields by their names, verdicts, and history as sentences."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yinli.core.label import in_language
from yinli.core.reader_rules import reader_rules
from yinli.desk.intake.fields import FIELDS, RECORDS

SENTENCES = {
    "learning.switch_off": _("Switched off"),
    "learning.switch_on": _("Switched on again"),
}
FIGURES = {
    "proposed": _("Proposed"),
    "right": _("Right"),
    "corrected": _("Corrected"),
    "wrong": _("Wrong"),
    "missed": _("Missed"),
    "precision": _("Precision"),
    "recall": _("Recall"),
}
TONES = {"right": "good", "corrected": "warn", "wrong": "bad", "missed": "neutral"}


def _language() -> str:
    return get_language() or "zh-hans"


def name_of(code: str) -> str:
    """A rule by its name; an entry as its word and the name of its rule."""
    rule, _sign, word = code.partition(":")
    known = reader_rules().get(rule)
    name = in_language(known.name, _language()) if known else rule
    return _now("“%(word)s” (%(rule)s)") % {"word": word, "rule": name} if word else name


def said_of(code: str) -> str:
    """In one sentence what the rule goes by; of an entry, what is known by it."""
    rule, _sign, word = code.partition(":")
    known = reader_rules().get(rule)
    sentence = in_language(known.said, _language()) if known else ""
    if not word:
        return sentence
    return _now("What the rule “%(rule)s” knows by the word “%(word)s”. %(sentence)s") % {
        "rule": name_of(rule), "word": word, "sentence": sentence,
    }  # fmt: skip


def field_name(code: str) -> str:
    """`visit.held_on` as "Visit: Day"."""
    record, _sign, field = code.partition(".")
    label = next((one.label for one in FIELDS.get(record, ()) if one.code == field), field)
    return _now("%(what)s: %(count)s") % {"what": RECORDS.get(record, record), "count": label}


def shown(code: str, words: str) -> str:
    """The words of a value as the review page shows them: a choice by its label, not by its code."""
    record, _sign, field = code.partition(".")
    found = next((one for one in FIELDS.get(record, ()) if one.code == field), None)
    options = dict(found.options()) if found and found.options else {}
    return str(options.get(words, words))
