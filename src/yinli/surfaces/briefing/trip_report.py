"""What a trip's report says, as plain values for a template; each statement carries its footnote marks."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinli.base.ui.showing import day, yuan
from yinli.domain.agreements.models import Agreement
from yinli.domain.targets.models import ClaimedResult
from yinli.domain.trips.models import Trip, TripMember
from yinli.surfaces.briefing.citations import Citations, shortened
from yinli.surfaces.briefing.queries import Material
from yinli.surfaces.briefing.sentences import clause, joined, numeral, sentence


def content(material: Material, *, today: date) -> dict:
    """Everything the template may name: title, lines, sections (number, key, title, statements), footnotes, documents."""
    trip, cited = material.trip, material.citations
    lines = _lines(trip, cited)
    told = [
        ("stops", _("Route and visits"), _stops(material)),
        ("signed", _("Signed and intended"), _signed(material)),
        ("points", _("What matters about the enterprises"), _points(material)),
        ("tasks", _("Tasks given"), _tasks(material)),
        ("next", _("What comes next"), _next(material)),
        ("figures", _("Figures claimed in the report"), [_claim(claim, cited) for claim in material.claims]),
    ]
    sections = [(key, title, items) for key, title, items in told if items]
    return {
        "title": _("Report on the trip “%(title)s”") % {"title": trip.title},
        "number": trip.number,
        "lines": lines,
        "sections": [
            {"key": key, "number": numeral(at), "title": title, "statements": items}
            for at, (key, title, items) in enumerate(sections, 1)
        ],
        "footnotes": [_footnote(cited, at) for at in range(len(cited.cited))],
        "documents": [_document(cited, source) for source in cited.documents],
        "written_on": day(today, "long"),
    }


def _item(text: str, marks: str = "", lead: str = "") -> dict:
    return {"lead": lead, "text": text, "marks": marks}


def _lines(trip: Trip, cited: Citations) -> list[dict]:
    """Time, cities, leader, members, purpose: label and text."""
    members = list(trip.members.all())
    leaders = [member for member in members if member.is_leader]
    others = [member for member in members if not member.is_leader]
    lines = [
        (pgettext("trip report", "Time"), _days(trip), cited.mark(trip)),
        (pgettext("trip report", "Cities"), joined(trip.cities), ""),
        (pgettext("trip report", "Led by"), _people(leaders), ""),
        (pgettext("trip report", "Members"), _people(others), ""),
        (pgettext("trip report", "Purpose"), trip.purpose, ""),
    ]
    return [{"label": label, "text": text, "marks": marks} for label, text, marks in lines if text]


def _days(trip: Trip) -> str:
    if not trip.starts_on:
        return ""
    if trip.ends_on in (None, trip.starts_on):
        return day(trip.starts_on, "long")
    return _("%(first)s to %(last)s") % {
        "first": day(trip.starts_on, "long"),
        "last": day(trip.ends_on, "long"),
    }


def _people(members: Iterable[TripMember]) -> str:
    return joined(f"{one.name}{clause(one.title)}" for one in members)


def _stops(material: Material) -> list[dict]:
    items = []
    for visit in material.visits:
        what = joined(filter(None, [visit.get_part_display(), visit.get_kind_display()]))
        where = joined(
            filter(None, [day(visit.held_on, "short"), visit.city, visit.place if visit.enterprise else ""])
        )
        said = [
            sentence(visit.summary),
            sentence(_("Met: %(met)s") % {"met": visit.met}) if visit.met else "",
        ]
        text = "".join([sentence(where), *said])
        items.append(_item(text, material.citations.mark(visit), lead=f"{visit}{clause(what)}"))
    if material.hidden:
        items.append(
            _item(_("Stops not open to the reader of this report: %(count)d.") % {"count": material.hidden})
        )
    return items


def _signed(material: Material) -> list[dict]:
    cited = material.citations
    found = [_item(_agreement(row), cited.mark(row), lead=row.title) for row in material.agreements]
    for project in material.intents:
        text = _("Project %(number)s of %(enterprise)s, stage: %(stage)s.") % {
            "number": project.number,
            "enterprise": project.enterprise.name,
            "stage": project.get_stage_display(),
        }
        found.append(_item(text, cited.mark(project), lead=project.name))
    return found


def _agreement(row: Agreement) -> str:
    parties = joined(party.enterprise.name for party in row.parties.all())
    home = row.home_unit.name if row.home_unit else row.home_side
    checked = row.publicity == Agreement.Publicity.VERIFIED
    said = [
        row.get_kind_display(),
        _("with %(parties)s") % {"parties": parties} if parties else "",
        _("our side: %(unit)s") % {"unit": home} if home else "",
        _("signed on %(day)s") % {"day": day(row.signed_on, "long")} if row.signed_on else "",
        yuan(row.amount_yuan),
        _("seen and verified") if checked else _("claimed, not yet verified"),
    ]
    return sentence(joined(filter(None, said)))


def _points(material: Material) -> list[dict]:
    cited = material.citations
    return [
        _item(sentence(fact.text), cited.mark(fact), lead=fact.enterprise.name) for fact in material.facts
    ]


def _tasks(material: Material) -> list[dict]:
    items = []
    for task in material.tasks:
        unit = task.unit.name if task.unit else _("to be named")
        asked = clause(task.asked_of) if task.asked_of and not task.unit else ""
        text = _("Unit: %(unit)s; due: %(due)s.") % {
            "unit": f"{unit}{asked}",
            "due": day(task.due_on, "long") or _("to be set"),
        }
        items.append(_item(f"{sentence(task.text)}{text}", material.citations.mark(task)))
    return items


def _next(material: Material) -> list[dict]:
    items = []
    for trip in material.next_trips:
        text = joined(filter(None, [joined(trip.cities), _days(trip)]))
        items.append(_item(sentence(text), material.citations.mark(trip), lead=trip.title))
    return items


def _claim(claim: ClaimedResult, cited: Citations) -> dict:
    standing = {
        ClaimedResult.Status.CLAIMED: _("claimed, not yet verified"),
        ClaimedResult.Status.VERIFIED: _("claimed and verified"),
        ClaimedResult.Status.REFUTED: _("claimed and refuted"),
    }
    return _item(sentence(f"{claim.surface}{clause(standing[claim.status])}"), cited.mark(claim))


def _footnote(cited: Citations, at: int) -> dict:
    source, span = cited.cited[at]
    where = {"document": cited.document_number(source)}
    if span is None:
        return {"mark": f"[{at + 1}]", "text": _("Document %(document)d as a whole.") % where}
    where |= {"quote": shortened(span.surface), "first": span.start + 1, "last": span.end}
    text = _("“%(quote)s” (document %(document)d, characters %(first)d–%(last)d)") % where
    return {"mark": f"[{at + 1}]", "text": text}


def _document(cited: Citations, source) -> dict:
    said = [
        source.file_name,
        _("published %(day)s") % {"day": day(source.published_on, "long")} if source.published_on else "",
        _("taken in on %(day)s") % {"day": day(source.received_at, "long")},
        f"SHA-256 {source.sha256}",
    ]
    number = _("Document %(number)d") % {"number": cited.document_number(source)}
    return {"number": number, "title": source.title, "text": joined(filter(None, said))}
