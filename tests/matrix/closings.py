"""Each rule by which a confidential project closes a colleague's document to somebody, one at a time."""

from tests.matrix.asking import taken_back
from tests.matrix.rows import TODAY, Rows
from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.scopes import closed_to, is_closed_to
from yinli.base.sources.actions import cite
from yinli.desk.intake.models import Item
from yinli.desk.ledgers.models import Ledger, LedgerReturn
from yinli.desk.sheets.models import SheetRow
from yinli.domain.follow_ups.models import AnswerPaper
from yinli.domain.projects.models import FactPaper, ProjectFact


def _cited_by(noun: str):
    def given(rows: Rows, source):
        cite(rows.row(noun, "confidential"), "name", source, (0, 6), "test", by=SYSTEM)
        return source

    return given


def _read_from(noun: str):
    def given(rows: Rows, source):
        row = rows.row(noun, "confidential")
        type(row).objects.filter(pk=row.pk).update(source=source)
        return source

    return given


def _fact_read_from(rows: Rows, source):
    ProjectFact.objects.create(
        project=rows.row("project", "confidential"), kind="signed", happened_on=TODAY, source=source
    )
    return source


def _paper_of_a_fact(rows: Rows, source):
    FactPaper.objects.create(
        fact=rows.row("project", "confidential").facts.first(), kind="business_licence", source=source
    )
    return source


def _proof_of_an_answer(rows: Rows, source):
    AnswerPaper.objects.create(follow_up=rows.row("follow_up", "confidential"), source=source)
    return source


def _written(rows: Rows, source):
    draft = rows.row("draft", "unit")
    Item.objects.filter(draft=draft).update(
        decision="accepted", record_type="projects.project", record_id=rows.row("project", "confidential").pk
    )
    return draft.source


def _draft_of_closed(rows: Rows, source):
    draft = rows.row("draft", "unit")
    cite(rows.row("project", "confidential"), "name", draft.source, (0, 6), "test", by=SYSTEM)
    type(draft).objects.filter(pk=draft.pk).update(created_by=rows.people.side(rows.role, "unit").owner)
    return draft


def _row_written(rows: Rows, source):
    sheet = rows.row("sheet_import", "unit")
    SheetRow.objects.filter(sheet_import=sheet).update(project_number=rows.row("project", "confidential").pk)
    return sheet.source


def _ledger_of_others(rows: Rows, source):
    owner = rows.people.side(rows.role, "other").owner
    ledger = Ledger.objects.create(title="theirs", made_by=owner)
    LedgerReturn.objects.create(ledger=ledger, source=source, sender=owner, title="theirs")
    return source


def _sheet_of_closed(rows: Rows, source):
    sheet = rows.row("sheet_import", "unit")
    cite(rows.row("project", "confidential"), "name", sheet.source, (0, 6), "test", by=SYSTEM)
    return sheet


def _span_of_closed(rows: Rows, source):
    span = rows.row("span", "unit")
    cite(rows.row("project", "confidential"), "name", span.source, (0, 6), "test", by=SYSTEM)
    return span


# What closes a colleague's document to somebody: name → what is done to it, giving the row that is then closed.
CLOSINGS = {
    "cited by a confidential project": _cited_by("project"),
    "a fact of a confidential project was read from it": _fact_read_from,
    "a paper that proves a fact of a confidential project": _paper_of_a_fact,
    "a proof laid to a follow-up of a confidential project": _proof_of_an_answer,
    "cited by an agreement of a confidential project": _cited_by("agreement"),
    "an agreement of a confidential project was read from it": _read_from("agreement"),
    "cited by a follow-up of a confidential project": _cited_by("follow_up"),
    "cited by a visit of a confidential project": _cited_by("visit"),
    "something of it was written into a confidential project": _written,
    "a draft of it": _draft_of_closed,
    "a row of it became a confidential project": _row_written,
    "a sheet of it": _sheet_of_closed,
    "it came back as another's ledger": _ledger_of_others,
    "a number in it": _span_of_closed,
}


def closes(name: str, rows: Rows) -> bool:
    """Whether a row is closed to the person by this alone, in a list and in hand."""
    # Made before: they must outlast what is taken back.
    for noun in ("project", "agreement", "follow_up", "visit"):
        rows.row(noun, "confidential")
    for noun in ("source", "draft", "span", "sheet_import"):
        rows.row(noun, "unit")
    with taken_back():
        row = CLOSINGS[name](rows, rows.row("source", "unit"))
        model = type(row)
        in_list = model._base_manager.filter(closed_to(rows.person, model), pk=row.pk).exists()
        assert in_list == is_closed_to(rows.person, row), name
    return in_list
