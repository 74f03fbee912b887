"""A project's timeline: what was met, visited, signed and decided, newest first."""

from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yinli.base.history.wording import told
from yinli.base.ui.showing import as_day
from yinli.domain.agreements.queries import agreements_of_project
from yinli.domain.projects.models import Project
from yinli.domain.projects.rules import gate_kinds
from yinli.domain.projects.wording import fact_words, reason_words
from yinli.domain.visits.queries import visits_of_project

# Facts stand for themselves by their own day; edits are the history panel's.
MOVED = "project.advance"
TOLD = {
    "project.create": {"icon": "flag", "tone": "accent"},
    "project.advance": {"icon": "arrow-right", "tone": "good"},
    "project.move_back": {"icon": "arrow-back-up", "tone": "warn"},
    "project.stop": {"icon": "player-pause", "tone": "warn"},
    "project.resume": {"icon": "player-play", "tone": "good"},
}


def timeline(viewer, project: Project, facts, entries) -> list[dict]:
    """Moments for `ui.timeline`. `facts` are all dated facts, `entries` the project's history."""
    opened = _moves_by_day(entries)
    moments = [
        *(_of_fact(fact, opened, project.track) for fact in facts),
        *(_of_entry(entry) for moves in opened.values() for entry in moves),
        *(_of_entry(entry) for entry in entries if entry.action in TOLD and entry.action != MOVED),
        *(_of_visit(visit) for visit in visits_of_project(viewer, project) if visit.held_on),
        *_of_agreements(viewer, project),
    ]
    # On one day what was written down last comes first; a bare day counts as its beginning.
    return sorted(moments, key=lambda moment: (as_day(moment["at"]), _instant(moment["at"])), reverse=True)


def _instant(value) -> float:
    return value.timestamp() if isinstance(value, datetime) else 0.0


def _moves_by_day(entries) -> dict:
    """Changes of stage by the day they are about: a fact of that day tells its own, the rest stand alone."""
    found: dict = {}
    for entry in entries:
        if entry.action == MOVED:
            found.setdefault(entry.happened_on, []).append(entry)
    return found


def _own_move(fact, opened: dict, track: str):
    """The change of stage whose gate this fact opened, taken out of those of its day; None where none is."""
    moves = opened.get(fact.happened_on, [])
    for move in moves:
        if fact.kind in gate_kinds(track, move.after.get("stage", "")):
            moves.remove(move)
            return move
    return None


def _of_fact(fact, opened: dict, track: str) -> dict:
    move = _own_move(fact, opened, track)
    text = _("; ").join(filter(None, (fact.note, _changes(move) if move else "")))
    if fact.withdrawn_on:
        text = _("Withdrawn: %(reason)s") % {"reason": reason_words(fact.withdrawn_reason)}
    return {
        "at": fact.happened_on,
        "title": fact_words(fact.kind),
        "text": text,
        "icon": "circle-x" if fact.withdrawn_on else "circle-check",
        "tone": "" if fact.withdrawn_on else "good",
    }


def _of_entry(entry) -> dict:
    words = told(entry)
    return {
        "at": entry.happened_on or entry.at,
        "title": words.title,
        "text": words.note or ("" if entry.action == "project.create" else _changes(entry)),
        "by": words.by,
        **TOLD[entry.action],
    }


def _changes(entry) -> str:
    """What changed, before → after, in one line."""
    changes = told(entry).changes
    return _("; ").join(f"{one.before} → {one.after}" if one.before else one.after for one in changes)


def _of_visit(visit) -> dict:
    return {
        "at": visit.held_on,
        "title": f"{visit.get_kind_display()} · {visit}",
        "text": visit.summary,
        "by": visit.met or (visit.officer and visit.officer.name) or "",
        "icon": "map-pin",
        "href": address("visits:detail", visit.number),
    }


def _of_agreements(viewer, project: Project) -> list[dict]:
    rows = [row for row in agreements_of_project(viewer, project) if row.signed_on]
    return [
        {
            "at": row.signed_on,
            "title": row.title,
            "text": f"{row.get_kind_display()} · {row.get_publicity_display()}",
            "icon": "writing-sign",
            "href": address("agreements:detail", row.number),
        }
        for row in rows
    ]


def address(name: str, *args) -> str:
    """The address of another app's page, or "" where the house has none of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
