"""Small joints of sentences, in the language of the paper."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from yinli.base.ui.showing import is_chinese

_NUMERALS = (
    pgettext_lazy("number of a heading", "1"),
    pgettext_lazy("number of a heading", "2"),
    pgettext_lazy("number of a heading", "3"),
    pgettext_lazy("number of a heading", "4"),
    pgettext_lazy("number of a heading", "5"),
    pgettext_lazy("number of a heading", "6"),
    pgettext_lazy("number of a heading", "7"),
)
ENDS = "。！？.!?；;…"


def joined(parts: Iterable[str]) -> str:
    """Parts side by side, as the language lists things."""
    return pgettext("between the parts of a list", ", ").join(str(part) for part in parts)


def sentence(text: str) -> str:
    """The text with its full stop; nothing for nothing."""
    text = " ".join(str(text or "").split())
    if not text or text[-1] in ENDS:
        return f"{text}{'' if is_chinese() or not text else ' '}"
    return text + pgettext("end of a sentence", ". ")


def clause(text: str) -> str:
    """The text in brackets; nothing for nothing."""
    return _(" (%(text)s)") % {"text": text} if text else ""


def numeral(number: int) -> str:
    """The number of a heading, 1 to 7, as papers of the language count them."""
    return str(_NUMERALS[number - 1])
