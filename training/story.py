"""One composed text in the making."""

from random import Random

from training.firms import firm
from training.written import Written, plain
from yinli.core.reading.short_forms import stem


class Story:
    """One text in the making: it remembers the firms it spoke of, so that they come again under shorter names."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.firms: list[str] = []

    def firm(self) -> Written:
        """A firm, new to the text."""
        name = firm(self.rng)
        self.firms.append(name)
        return plain(name).as_a("E")

    def again(self) -> Written:
        """A firm of the text under a shorter name; a new one where there is none."""
        if not self.firms:
            return self.firm()
        return plain(short_of(self.firms[-1], self.rng)).as_a("E")


def short_of(name: str, rng: Random) -> str:
    """How a name is shortened."""
    bare = stem(name)
    forms = [form for form in (bare, bare[-4:], bare[:4], bare[2:6], name) if 2 <= len(form) <= len(name)]
    return rng.choice(forms)
