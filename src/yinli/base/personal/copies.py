"""The copy that a person has a right to (PIPL art. 45): all that is held of them, in clear and in words they can read."""

import json
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinli.base.history.models import Entry
from yinli.base.history.queries import entries_for
from yinli.base.history.wording import field_label, told, value_words
from yinli.base.personal import ciphers, wording
from yinli.base.personal.fields import Personal
from yinli.base.personal.holders import Holder
from yinli.base.personal.queries import Person, access_log

# What the program knows a row by, and what would only know the person again.
OF_THE_PROGRAM = ("id", "version", "subject", "name_mark", "person_key")
Lines = dict[str, Any]


def everything_held(person: Person) -> Lines:
    """All that is held of a person, as lines of the page's language, ready for JSON."""
    subject = person.subject
    return {
        _("Number"): subject.number,
        _("Purpose of keeping"): wording.purpose_words(subject),
        _("Consent given on"): str(subject.consent_on or ""),
        _("Keep until"): str(subject.keep_until or ""),
        _("Records"): [_record(person, holder, row) for holder, row in person.rows],
        _("History"): [_entry(person, entry) for entry in history_of(person)],
        _("Access log"): [_look(one) for one in access_log(subject)],
    }


def history_of(person: Person) -> list[Entry]:
    """What was done to the person's data, newest first: to their records, to the terms they are kept on, and, of what
    was done to the record they belong to, what names them."""
    own = [
        *entries_for(person.subject),
        *(entry for _holder, row in person.rows for entry in entries_for(row)),
    ]
    named = f"{ciphers.PREFIX}{person.subject.pk}:"
    around = [
        entry for holder, row in person.rows if holder.part_of for entry in entries_for(holder.part_of(row))
    ]
    found = own + [entry for entry in around if named in json.dumps([entry.before, entry.after])]
    return sorted(found, key=lambda entry: (entry.at, entry.pk), reverse=True)


def _record(person: Person, holder: Holder, row: Model) -> Lines:
    values = {pgettext("personal", "Kind of record"): person.subject.get_kind_display()}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name)
        words = value.reveal() if isinstance(value, Personal) else _words(holder.key, field.name, value)
        if field.name not in OF_THE_PROGRAM and words:
            values[_("Kept since") if field.name == "created_at" else field_label(holder.key, field.name)] = (
                words
            )
    return values


def _words(record_type: str, name: str, value: Any) -> str:
    return str(value) if isinstance(value, Model) else value_words(record_type, name, value)


def _entry(person: Person, entry: Entry) -> Lines:
    said = told(entry)
    changes = [
        {
            _("What"): field_label(entry.record_type, name),
            _("Before"): _clear(person, entry, name, entry.before.get(name)),
            _("After"): _clear(person, entry, name, entry.after.get(name)),
        }
        for name in dict.fromkeys([*entry.before, *entry.after])
    ]
    return {
        _("When"): wording.moment(entry.at),
        _("By whom"): said.by,
        pgettext("personal", "What was done"): said.title,
        _("Changes"): changes,
        _("Note"): said.note,
    }


def _clear(person: Person, entry: Entry, name: str, value: Any) -> str:
    """A value of an entry; the person's own are theirs to read, nobody else's are."""
    if isinstance(value, str) and value.startswith(f"{ciphers.PREFIX}{person.subject.pk}:"):
        return ciphers.unseal(value, ciphers.parts(value)[1])
    return value_words(entry.record_type, name, value)


def _look(one) -> Lines:
    return {
        _("When"): wording.moment(one.at),
        _("By whom"): one.by_name,
        pgettext("personal", "What was done"): one.get_act_display(),
        _("What"): wording.field_words(one),
        _("Reason"): wording.reason_words(one),
    }
