"""From plain text to a reading: the steps in their order."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from yinli.core.periodtext import find_periods
from yinli.core.ratiotext import Ratio, find_ratios

from . import titles_by_model
from .amounts import find_amounts
from .dates import find_dates
from .document import Document
from .events import find_events
from .facts import find_facts, find_projects
from .found import Span
from .general import words_between
from .home import home_of
from .identity import bracketed, unite
from .industries import find_industries
from .listed_firms import by_listing
from .mentions import Mention, cut_off, longest
from .metrics import find_metrics
from .names_by_brand import by_brand
from .names_by_ending import by_ending
from .names_by_model import bordered, by_model, corrected, undenied
from .names_in_context import by_context
from .next_steps import find_next_steps
from .person_mentions import Named, find_names
from .persons import employers, persons
from .places import find_places
from .published import detect_published_on
from .reading import Reading
from .scene import Scene
from .switched_off import NOTHING, Off
from .told_by_model import told
from .topic import is_on_topic
from .trips import find_trip
from .weighed_events import weighed

# Rules that know a name by where it stands.
_GUESSED = ("org.model", "org.visited", "org.party")
_PLURAL = re.compile("[两三四五六各多][校院所家方]")


def read(
    text: str, published_on: date | None = None, known: Iterable[str] = (), without: Off = NOTHING
) -> Reading:
    """Read `text`: names, figures, happenings and plans, each with its spans into `text` and its rule.

    `published_on` gives dates their year; without it the text's own header is asked. `known` are names of
    bodies already on record: they are recognised wherever they stand. `without` are rules and entries that are not
    used: what only they find is not there, nor what would stand on it. Reading is deterministic and needs no network;
    any string can be read.
    """
    if not text.strip():
        return Reading(text, published_on)
    published_on = published_on or detect_published_on(text)
    doc = Document(text, published_on, tuple(sorted({k for k in known if len(k) >= 2})))
    metrics, classes = find_metrics(doc)
    metrics = without.kept(metrics)
    scene = scene_of(doc, tuple(m.span for m in metrics), without)
    found = without.kept(find_events(scene))
    said = told(scene, found)
    scene = scene if without.takes(titles_by_model.RULE) else titles_by_model.retitled(scene, said)
    if not is_on_topic(doc, said):
        return _names_only(scene)
    events = without.kept(weighed(scene, found, said))
    metrics = tuple(one for one in metrics if said.is_counted(one.span))
    return Reading(
        text=text,
        published_on=published_on,
        home=scene.home,
        organisations=scene.organisations,
        persons=scene.persons,
        places=without.kept(find_places(scene, events)),
        dates=scene.dates,
        amounts=without.kept(find_amounts(doc, classes)),
        metrics=metrics,
        periods=without.kept(find_periods(doc.text, published_on)),
        ratios=without.kept(_ratios(doc, (*(d.span for d in scene.dates), *(m.span for m in metrics)))),
        events=events,
        facts=without.kept(find_facts(scene)),
        projects=without.kept(find_projects(scene, events)),
        industries=without.kept(find_industries(scene), lambda term: term.text),
        next_steps=without.kept(find_next_steps(scene)),
        trip=find_trip(scene, events),
    )


def _ratios(doc: Document, others: Iterable[Span]) -> tuple[Ratio, ...]:
    """Ratios of the text, less what is part of a day or of a counted result."""
    taken = [range(*span) for span in others]
    return tuple(r for r in find_ratios(doc.text) if not any(r.span[0] in one for one in taken))


def _names_only(scene: Scene) -> Reading:
    """A text about something else still has names and dates; its sums, counts and deeds are left alone."""
    return Reading(
        text=scene.doc.original,
        published_on=scene.doc.published_on,
        organisations=scene.organisations,
        persons=scene.persons,
        dates=scene.dates,
    )


def _in_full(doc: Document, mentions: list[Mention]) -> list[Mention]:
    """A listed firm's short name that stands inside a longer name of the text is that name."""
    forms = {doc.text[m.start : m.end] for m in mentions if m.rule != "org.listed_firm"}
    return [_longer(doc, m, forms) if m.rule == "org.listed_firm" else m for m in mentions]


def _longer(doc: Document, mention: Mention, forms: Iterable[str]) -> Mention:
    text = doc.text[mention.start : mention.end]
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        start = mention.start - form.find(text)
        if text in form and start >= 0 and doc.text.startswith(form, start):
            return replace(mention, start=start, end=start + len(form))
    return mention


def _without_mistaken(doc: Document, mentions: list[Mention], names: list[Named]) -> list[Mention]:
    """Without guesses that the text itself or the general recogniser knows for something else: people with a title or
    who speak, words for several that were named before (两校), places."""
    people = {doc.text[slice(*named.span)] for named in names if named.rule != "person.model" or named.title}
    return [m for m in mentions if m.rule not in _GUESSED or not _is_another_thing(doc, m, people)]


def _is_another_thing(doc: Document, mention: Mention, people: set[str]) -> bool:
    text = doc.text[mention.start : mention.end]
    # What the model tells has been asked so before, by how sure it is.
    placed = mention.rule != "org.model" and all(
        word.tag == "LOC" for word in words_between(doc.text, mention.start, mention.end)
    )
    return text in people or placed or bool(_PLURAL.fullmatch(text))


def scene_of(doc: Document, counted: tuple[Span, ...] = (), without: Off = NOTHING) -> Scene:
    """Bodies, people, days and the home place of a text, less what is switched off; `counted` are the spans of its
    counted results."""

    def kept(mentions: Iterable[Mention]) -> list[Mention]:
        return list(without.kept(mentions, lambda one: doc.text[one.start : one.end]))

    told = undenied(doc, kept(by_ending(doc) + by_brand(doc) + by_context(doc) + by_listing(doc)))
    told = bordered(doc, told)
    mentions = longest(_in_full(doc, cut_off(doc, corrected(told, kept(by_model(doc))))))
    mentions = longest(mentions + kept(bracketed(doc, mentions)))
    names = list(without.kept(find_names(doc, mentions)))
    mentions = _without_mistaken(doc, mentions, names)
    mentions = longest(mentions + kept(employers(doc, names, mentions)))
    organisations = unite(doc, mentions)
    people = persons(doc, names, organisations)
    dates = without.kept(find_dates(doc))
    return Scene(doc, organisations, people, dates, home_of(doc, mentions), counted)
