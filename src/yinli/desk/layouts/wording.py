"""Words of layouts: those one may write between braces, and what is wrong with a workbook."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yinli.core.label import in_language
from yinli.core.sheets.layout import LayoutWrong
from yinli.core.sheets.layout_words import Word, layout_words


def words(*, once: bool) -> list[str]:
    """The words of a row, or those said once, as the reader would write them."""
    found: dict[str, Word] = {word.code: word for word in layout_words().values() if word.once is once}
    return [in_language(word.label, get_language() or "zh") for word in found.values()]


def wrong_words(wrong: LayoutWrong) -> str:
    """What is wrong, where, and what to do."""
    places = _(", ").join(f"{where} {said}".strip() for where, said in wrong.places[:10])
    return {
        "not_xlsx": _("This is no .xlsx workbook. Save it as .xlsx in Excel or WPS and bring that in."),
        "no_words": _(
            "No cell holds a word between {{ and }}. Write the words below into the cells to be filled."
        ),
        "unknown": _("These words are not known: %(places)s. Write them as they are called below.")
        % {"places": places},
        "apart": _(
            "The words of a project stand in rows far apart (%(places)s). They belong into one row, or a few together."
        )
        % {"places": places},
        "reaches_out": _(
            "These formulas reach outside of the workbook: %(places)s. A layout is used by everybody; take them out."
        )
        % {"places": places},
        "too_large": _("The layout is too wide for so many projects. Narrow the list first."),
    }[wrong.code]
