"""Titles of which the model, that draws them sign by sign, tells more than the rules do."""

import re
from dataclasses import replace

import numpy as np

from .cover import Cover
from .found import Person, Span
from .general import words_between
from .scene import Scene
from .titles import is_clause
from .told_by_model import Told

RULE = "person.model_title"
# A sign is of a title from the first share on; a title is believed if its signs are so sure between them.
OF_TITLE, SURE = 0.6, 0.8
# What stands before a title and is none of it (某公司的|创始人, 其|副总经理).
_NOT_ITS_FIRST = frozenset("的在有其是由与和同该本我着来了过被把让给对向跟随")


def retitled(scene: Scene, said: Told) -> Scene:
    """The scene with the titles of the model for people who have none, or only the last words of it (总监 of 供应链总监)."""
    named = Cover(len(scene.doc.text), (span for person in scene.persons for span in person.spans))
    people = tuple(_retitled(scene, said.titles, person, named) for person in scene.persons)
    return replace(scene, persons=people) if people != scene.persons else scene


def _retitled(scene: Scene, shares: np.ndarray, person: Person, named: Cover) -> Person:
    for span in person.spans:
        drawn = _drawn(scene.doc.text, shares, span[0])
        if not named.is_free(*drawn) or not _can_be_a_title(scene, shares, drawn):
            continue
        title = scene.doc.surface(drawn)
        if person.title is None or (title.endswith(person.title) and title != person.title):
            employer = _employer(scene, drawn) or person.organisation
            return replace(person, title=title, organisation=employer, title_rule=RULE)
        break
    return person


def _drawn(text: str, shares: np.ndarray, at: int) -> Span:
    """The signs of a title right before `at`."""
    end = at - (text[at - 1 : at] == " ")
    start = end
    while start and shares[start - 1] >= OF_TITLE and text[start - 1] != "\n":
        start -= 1
    while start < end and (not text[start].isalnum() or text[start] in _NOT_ITS_FIRST):
        start += 1
    return start, end


def _can_be_a_title(scene: Scene, shares: np.ndarray, span: Span) -> bool:
    """Whether the model is sure of it, it is no clause and begins with a word."""
    start, end = span
    if end - start < 2 or shares[start:end].mean() < SURE or is_clause(scene.doc, span):
        return False
    text = scene.doc.text
    word = words_between(text, start, start + 1)[0]
    begins = word.start == start or not text[word.start : start].isalnum()
    cut = text[start].isascii() and re.search("[A-Za-z] $", text[max(0, start - 2) : start])
    return (
        begins
        and not cut
        and all(text.count(o, start, end) == text.count(c, start, end) for o, c in ("()", "“”"))
    )


def _employer(scene: Scene, title: Span) -> str | None:
    named = (body.name for (a, b), body in scene.bodies(*title) if title[0] <= a and b <= title[1])
    return next(named, None)
