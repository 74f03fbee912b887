"""Pages of intake: what was taken in, and the review of one document."""

import django_filters
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinli.base.accounts.permissions import may
from yinli.base.history.queries import by_number, entries_for
from yinli.base.sources.actions import keep
from yinli.base.sources.extract import SourceRefused
from yinli.base.sources.sheets import is_sheet
from yinli.base.ui.forms import Filters, seen_of
from yinli.base.ui.front_end import icon
from yinli.base.ui.lists import Column, ListPage
from yinli.base.ui.render import block
from yinli.base.ui.showing import local
from yinli.desk.intake import actions, cards, fields, queries
from yinli.desk.intake.forms import ACCEPTED, IntakeForm
from yinli.desk.intake.marks import KINDS, paragraphs
from yinli.desk.intake.models import Draft
from yinli.desk.intake.reading_actions import read_source
from yinli.desk.intake.rules import GROUPS
from yinli.desk.intake.wording import KIND_LABELS
from yinli.desk.sheets.bringing import bring_file


class DraftFilters(Filters):
    status = django_filters.ChoiceFilter(label=gettext_lazy("Status"), choices=Draft.Status.choices)

    class Meta:
        model = Draft
        fields = ["status"]


class DraftList(ListPage):
    title = gettext_lazy("Intake")
    subtitle = gettext_lazy(
        "Read what was said: paste or upload it, check what was found, and write it into the books."
    )
    action = "intake.view"
    template = "intake/list.html"
    columns = (
        Column("title", gettext_lazy("Document"), main=True, sort="title"),
        Column("status", gettext_lazy("Status"), template="intake/_status_cell.html", sort="status"),
        Column("item_count", gettext_lazy("Records found"), template="intake/_count_cell.html", align="end"),
        Column("created_by.name", gettext_lazy("Read by"), kind="person"),
        Column("created_at", gettext_lazy("Read at"), kind="instant", sort="created_at"),
    )
    filters = DraftFilters
    search = (
        "title__icontains",
        "source__title__icontains",
        "source__file_name__icontains",
        "created_by__name__icontains",
    )
    order = ("-created_at",)
    empty_title = gettext_lazy("Nothing has been taken in yet")
    empty_text = gettext_lazy("Paste the first text above: a news report of a trip is a good start.")

    def __init__(self, request, form=None):
        super().__init__(request)
        self.form = form

    def queryset(self, viewer):
        return queries.drafts(viewer)

    def row_url(self, row):
        return reverse("intake:detail", args=[row.number])

    def extra(self):
        form = self.form or (IntakeForm() if may(self.request.user, "intake.read") else None)
        return {
            "form": form,
            "accept": ACCEPTED,
            "may_see_learning": may(self.request.user, "learning.view"),
        }


@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request):
    """The list, with the box on top in which the next document is taken in."""
    if request.method != "POST":
        return DraftList(request).response()
    form = IntakeForm(request.POST, request.FILES)
    found = _taken_in(form, request) if form.is_valid() else None
    if found is not None:
        return redirect("intake:detail" if isinstance(found, Draft) else found.page, found.number)
    page = DraftList(request, form)
    return render(request, page.template, page.context(), status=422)


def _taken_in(form, request):
    """The draft of what was given, the import of a sheet, or None with the reason on the form."""
    data, file_name = form.content()
    try:
        if is_sheet(data, file_name):
            return bring_file(data, file_name, by=request.user)
        source = keep(data, file_name, by=request.user, published_on=form.cleaned_data.get("published_on"))
    except SourceRefused as refused:
        form.add_error(None, str(refused))
        return None
    found, is_new = read_source(source, by=request.user)
    if is_new:
        return found
    seen = queries.drafts(request.user).filter(pk=found.pk).first()
    told = {"who": found.created_by, "when": date_format(local(found.created_at), "Y-m-d H:i")}
    if seen is None:
        unit = found.created_by.unit if found.created_by else ""
        form.add_error(
            None,
            _("This document was read on %(when)s by %(who)s (%(unit)s). Ask them: nothing is written twice.")
            % {**told, "unit": unit},
        )
        return None
    messages.info(
        request, _("This document was read already, on %(when)s by %(who)s. Nothing is written twice.") % told
    )
    return seen


def _draft(request, number):
    return by_number(queries.draft_page(request.user), number)


def _review(request, draft):
    """What the review page and its parts show."""
    items = queries.items_of(draft)
    every = cards.cards_of(items)
    return {
        "draft": draft,
        "cards": every,
        "groups": cards.groups_of(every),
        "progress": cards.progress_of(items),
        "may_review": may(request.user, "intake.review", draft) and draft.status == Draft.Status.OPEN,
        # Said and drawn hundreds of times on one page: once is enough.
        "base": reverse("intake:detail", args=[draft.number]),
        "show_words": _("Show in the text"),
        "quote": icon("quote"),
    }


@require_GET
def draft(request, number):
    """The review while it is open, its outcome afterwards."""
    found = _draft(request, number)
    if found.status == Draft.Status.READING:
        return render(
            request, "intake/reading.html", {"draft": found, "seconds": queries.seconds_to_read(found)}
        )
    context = _review(request, found)
    spans = cards.all_spans([card.item for card in context["cards"]])
    context["paragraphs"] = paragraphs(found.source.text, found.marks, spans)
    context["found_kinds"] = [kind for kind in KINDS if any(mark["kind"] == kind for mark in found.marks)]
    context["entries"] = entries_for(found)[:1]
    context["may_reopen"] = may(request.user, "intake.review", found)
    context["kind_labels"] = {kind: str(label) for kind, label in KIND_LABELS.items()}
    context["closed_words"] = cards.closed_words(found)
    page = "intake/review.html" if found.status == Draft.Status.OPEN else "intake/outcome.html"
    return render(request, page, context)


@require_GET
def progress(request, number):
    """Whether a long document is read, asked by its page; when it is, the page is loaded anew."""
    found = _draft(request, number)
    response = block(
        request, "intake/reading.html", "bar", {"draft": found, "seconds": queries.seconds_to_read(found)}
    )
    if found.status != Draft.Status.READING:
        response["HX-Refresh"] = "true"
    return response


def _item(draft, pk):
    return get_object_or_404(draft.items.all(), pk=pk, record_id=None)


def _seen(request) -> int:
    if "seen" not in request.POST:
        raise Http404
    return seen_of(request)


def _answer(request, number, before, row=None, status=200):
    """What changed since `before` (key → state of a head): heads, the bar, and the field that was typed in."""
    context = _review(request, _draft(request, number))
    changed = [card for card in context["cards"] if before.get(card.item.key) != card.state]
    context.update(changed=changed, row=row)
    if not request.htmx:
        return redirect("intake:detail", number)
    return block(request, "intake/review.html", "changes", context, status)


def _states(draft):
    return {card.item.key: card.state for card in cards.cards_of(queries.items_of(draft))}


@require_POST
def decide(request, number, item):
    """Accept, reject or take back one record."""
    draft = _draft(request, number)
    before, chosen = _states(draft), _item(draft, item)
    decision = request.POST.get("decision", "")
    if decision not in ("accepted", "rejected", "pending"):
        raise Http404
    actions.decide(draft, chosen.key, decision, by=request.user, seen=_seen(request))
    return _answer(request, number, before)


@require_POST
def decide_all(request, number):
    """Accept or reject everything that waits, of one group or of all."""
    draft = _draft(request, number)
    before, group = _states(draft), request.POST.get("group", "")
    if group not in ("", *GROUPS):
        raise Http404
    decision = "accepted" if request.POST.get("decision") == "accepted" else "rejected"
    _draft_now, missing = actions.decide_all(draft, decision, group, by=request.user, seen=_seen(request))
    for hindrance in missing[:3]:
        messages.warning(request, hindrance.words)
    return _answer(request, number, before)


@require_POST
def match(request, number, item):
    """Say which enterprise in the books it is, or that it is none of them."""
    draft = _draft(request, number)
    before, chosen = _states(draft), _item(draft, item)
    known = request.POST.get("known", "")
    known_id = int(known) if known.isdecimal() and len(known) < 19 else None
    try:
        actions.choose_match(draft, chosen.key, known_id, by=request.user, seen=_seen(request))
    except KeyError as error:
        raise Http404 from error
    return _answer(request, number, before)


@require_POST
def correct(request, number, item, field):
    """Put the reviewer's value over the one that was read; a wrong one stays in its box with a word why."""
    draft = _draft(request, number)
    before, chosen = _states(draft), _item(draft, item)
    typed = request.POST.get("value", "")
    try:
        actions.correct(
            draft,
            chosen.key,
            field,
            typed,
            by=request.user,
            seen=_seen(request),
            today=draft.published_on or request.today,
        )
    except fields.WrongValue as wrong:
        return _answer(request, number, before, _row(draft, chosen, field, str(wrong), typed), status=422)
    except KeyError as error:
        raise Http404 from error
    return _answer(request, number, before, _row(draft, chosen, field))


def _row(draft, item, field, error="", typed=None):
    fresh = next(one for one in queries.items_of(draft) if one.pk == item.pk)
    row = next(row for row in cards.Card(fresh).rows if row.field.code == field)
    return cards.Row(row.item, row.field, row.value, row.read, error, typed)


@require_POST
def write(request, number):
    """Write everything accepted into the books."""
    draft = _draft(request, number)
    actions.write(draft, by=request.user, seen=_seen(request), today=request.today)
    written = sum(item.is_new for item in queries.items_of(draft) if item.record_id)
    messages.success(
        request,
        ngettext("%(n)d record was written.", "%(n)d records were written.", written) % {"n": written},
    )
    return redirect("intake:detail", number)


@require_POST
def discard(request, number):
    """Put the draft aside."""
    actions.discard(_draft(request, number), by=request.user, seen=_seen(request))
    messages.success(request, _("The draft was put aside. You can reopen it here."))
    return redirect("intake:detail", number)


@require_POST
def reopen(request, number):
    """Take it up again."""
    actions.reopen(_draft(request, number), by=request.user, seen=_seen(request))
    return redirect("intake:detail", number)
