"""Passwords that are guessed first: words of the place with a year behind them, and those that leaked elsewhere."""

import mmap
import re
from pathlib import Path

from django.contrib.auth.password_validation import MinimumLengthValidator, password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinli.base.accounts.models import Unit
from yinli.core.login_table import login_rules
from yinli.core.names import normalise, pinyin

# What must be left of a password once the words of the place, figures and signs are gone.
LEAST_OF_ONES_OWN = 4
# Initials of two letters stand in every other password by chance.
SHORTEST_WORD = 3
NO_LETTER = re.compile(r"[\W\d_]+")


def what_is_asked() -> str:
    """What a new password must be like, a rule a line, as plain text beside the field."""
    return "\n".join(filter(None, password_validators_help_texts()))


class LongEnough(MinimumLengthValidator):
    """A password has at least so many characters; in words of our own, since Django's are not in every catalogue."""

    def get_error_message(self):
        """What is wrong with a shorter one."""
        told = ngettext(
            "The password is too short: it needs at least %(num)d character.",
            "The password is too short: it needs at least %(num)d characters.",
            self.min_length,
        )
        return told % {"num": self.min_length}

    def get_help_text(self) -> str:
        """What the page says beside the field."""
        return ngettext("At least %(num)d character.", "At least %(num)d characters.", self.min_length) % {
            "num": self.min_length
        }


class WordsOfThePlace:
    """Refuses a password of little else than words that everybody in the district knows: the program's
    (rules/login.toml) and the names of units, in characters, in pinyin and by its initials."""

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError for a password that consists of such words."""
        typed = normalise(password)
        left = typed
        for word in sorted(self._words(), key=len, reverse=True):
            left = left.replace(word, " ")
        if left != typed and len(NO_LETTER.sub("", left)) < LEAST_OF_ONES_OWN:
            raise ValidationError(
                _("This password is made of names and words that everybody here knows."), code="place"
            )

    def get_help_text(self) -> str:
        """What the page says beside the field."""
        return _("Names of units and words of the work are no password, with a year or signs neither.")

    def _words(self) -> set[str]:
        words = set(login_rules().known_words)
        for name in Unit.objects.values_list("name", flat=True):
            syllables = pinyin(name).split()
            words |= {normalise(name), "".join(syllables), "".join(one[0] for one in syllables)}
        return {word for word in words if len(word) >= (2 if not word.isascii() else SHORTEST_WORD)}


class LeakedPasswords:
    """Refuses a password of a file that the operator brings: one a line, as such lists are published."""

    def __init__(self, file: str = ""):
        self._file = file

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError for a password that stands in the file."""
        if self._file and password and self._stands_in(password.encode()):
            raise ValidationError(_("This password has leaked elsewhere. Choose another."), code="leaked")

    def get_help_text(self) -> str:
        """Nothing to add beside the field."""
        return ""

    def _stands_in(self, password: bytes) -> bool:
        # A hundred million bytes are searched in a tenth of a second; so the list needs no order and no index.
        with (
            Path(self._file).open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines,
        ):
            at = lines.find(password)
            while at >= 0:
                end = at + len(password)
                if (at == 0 or lines[at - 1] == 10) and (end == len(lines) or lines[end] in (10, 13)):
                    return True
                at = lines.find(password, at + 1)
        return False
