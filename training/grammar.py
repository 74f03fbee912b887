"""Texts of the trade, composed: templates filled with composed names, every name marked with its kind.

Marks are E enterprise, F fund, P park, G government, A association, U university, I institution, N person.
"""

import re
from functools import cache
from pathlib import Path
from random import Random

from training.firms import salad
from training.slots import slot
from training.story import Story
from training.words import chance
from training.written import Written, plain

HERE = Path(__file__).parent


def compose(rng: Random, style: str | None = None, sentences: int = 4) -> Written:
    """Some sentences of one style, or of any."""
    story = Story(rng)
    styles = tuple(one for one in templates() if one != "heads")
    style = style or rng.choice(styles)
    found = plain("")
    for _ in range(sentences):
        chosen = rng.choice(templates()[style if chance(rng, 0.8) else rng.choice(styles)])
        found = found + fill(chosen, story)
        if chance(rng, 0.25):
            found = found + salad(rng)
        if chance(rng, 0.15):
            found = found + "\n" + (fill(rng.choice(templates()["heads"]), story) if chance(rng, 0.3) else "")
    return found


@cache
def templates() -> dict[str, tuple[str, ...]]:
    """Style → its sentences."""
    found: dict[str, list[str]] = {}
    style = ""
    for line in (HERE / "templates.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            style = line[2:].strip()
        elif line and not line.startswith("#"):
            found.setdefault(style, []).append(line)
    return {style: tuple(lines) for style, lines in found.items()}


def fill(template: str, story: Story) -> Written:
    """A template with its choices made and its slots filled."""
    found = plain("")
    for part in re.findall(r"\{\w+\}|[^{}]+", chosen_of(template, story.rng)):
        found = found + (slot(part[1:-1], story) if part.startswith("{") else part)
    return found


def chosen_of(template: str, rng: Random) -> str:
    """One of each [a|b]; innermost first."""
    choice = re.compile(r"\[([^\[\]]*)\]")
    while match := choice.search(template):
        picked = rng.choice(match.group(1).split("|"))
        template = template[: match.start()] + picked + template[match.end() :]
    return template
