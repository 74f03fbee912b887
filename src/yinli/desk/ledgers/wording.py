"""Words of ledgers: why something of a file is not taken, and what to do."""

from datetime import date

from django.utils.translation import gettext as _

from yinli.desk.ledgers.comparing import Refusal
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.ledgers.workbook import label
from yinli.desk.sheets.models import SheetImport
from yinli.desk.sheets.wording import error_words

__all__ = ["label", "left_words", "refusal_words", "sheet_number", "usual_title"]


def usual_title(today: date) -> str:
    """What a ledger is called unless somebody says otherwise."""
    return _("Project ledger %(day)s") % {"day": today.isoformat()}


def sheet_number(returned: LedgerReturn) -> str:
    """The public number of the import by which its new rows became leads; "" where there is none."""
    return SheetImport(pk=returned.leads_number).number if returned.leads_number else ""


def refusal_words(refusal: Refusal) -> str:
    """Why it is not taken, and what to do: one or two sentences."""
    own = {**_of_rows(refusal), **_of_cells(refusal)}
    return own.get(refusal.code) or error_words({"code": refusal.code, "more": refusal.more})


def _of_rows(refusal: Refusal) -> dict[str, str]:
    return {
        "no_number": _("This is no number of a project. Put the number back, or leave the cell empty for a new project."),
        "number_twice": _(
            "Rows %(rows)s have the same number. Keep one of them; leave the number empty where it is a new project."
        )
        % {"rows": _(", ").join(refusal.more.split())},
        "not_in_ledger": _("This project was not in the ledger that was handed out. Check the number."),
        "not_seen": _("You do not see this project any more. Nothing of its row is taken."),
        "number_of_another": _(
            "This number belongs to %(name)s. The number or the enterprise was changed: put it back. Nothing of the row is taken."
        )
        % {"name": refusal.more},
        "not_yours": _("You may not change this project. Ask its officer: %(who)s.") % {"who": refusal.more or "–"},
    }  # fmt: skip


def _of_cells(refusal: Refusal) -> dict[str, str]:
    return {
        "not_taken": _("This column only tells. Change it on the project's page."),
        "needed": _("It may not be empty."),
        "past": _("This day has passed. Name one that is today or later."),
        "no_grade": _("The grade is A, B or C."),
        "person_unknown": _("Nobody of this name has an open account here. Correct the name."),
        "person_ambiguous": _("Several people have this name. Hand the project over on its page."),
        "person_not_yours": _("You may not give projects to this person. Ask the investment bureau."),
        "unit_unknown": _("There is no unit of this name. Write it as it is called here."),
        "unit_ambiguous": _("Several units have this name. Choose it on the project's page."),
        "unit_not_yours": _("You may not give projects to this unit. Ask the investment bureau."),
        "number_in_text": _("There is a phone number or the like in the text. Write it down on the enterprise's page."),
    }  # fmt: skip


def left_words(why: str) -> str:
    """Why something that was ticked was not taken."""
    return {
        "changed": _("somebody changed it meanwhile"),
        "gone": _("it could not be taken any more"),
    }[why]
