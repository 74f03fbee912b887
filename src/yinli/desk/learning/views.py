"""Pages of learning: how well the reader reads, what is behind each figure, and what is switched off."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import entries_for
from yinli.base.history.wording import told
from yinli.base.ui.render import block
from yinli.base.ui.showing import day
from yinli.core.judged import by_month, tally
from yinli.core.reader_rules import reader_rules
from yinli.core.reading import is_entry
from yinli.desk.learning import actions, queries
from yinli.desk.learning.asked import asked_of, links, month_of, span_of
from yinli.desk.learning.forms import FigureForm, NameForm, SwitchForm
from yinli.desk.learning.lists import NameList, ValueList
from yinli.desk.learning.tables import TABS, lines_of, to_switch
from yinli.desk.learning.weighing import weigh
from yinli.desk.learning.wording import TONES, field_name, name_of, said_of
from yinli.desk.learning.wording import shown as shown_words
from yinli.domain.enterprises.actions import forget_alias, remember_alias

GET_OR_POST = ("GET", "HEAD", "POST")
# So many of the values that a switch would take away stand on the page.
SHOWN = 40


def _options(viewer):
    """What there is to choose among: fields, rules, entries, months and versions that some value was judged of."""
    rows = queries.judged(viewer, queries.Asked())
    every = {
        name: dict.fromkeys(getattr(row, name) for row in rows)
        for name in ("field", "rule", "entry", "month")
    }
    return {
        "field": [(code, field_name(code)) for code in every["field"]],
        "rule": [(code, name_of(code)) for code in every["rule"] if code],
        "entry": [(code, name_of(code)) for code in every["entry"] if code],
        "month": [(month, month) for month in sorted(every["month"], reverse=True)],
        "version": [
            (version, _("%(version)s, since %(day)s") % {"version": version[:8], "day": day(first)})
            for version, first in queries.versions(viewer)
        ],
    }


@require_GET
def figures(request):
    """Precision and recall, by field, rule or word, with their course over the months."""
    require(request.user, "learning.view")
    asked, tab = asked_of(request), request.GET.get("by", "")
    tab = tab if tab in TABS else TABS[0]
    rows = queries.judged(request.user, asked)
    off = queries.switched_off()
    context = {
        "form": FigureForm(request.GET, options=_options(request.user)),
        "tab": tab,
        # What was missed has no rule: of one rule, recall is not known.
        "knows_recall": not (asked.rule or asked.entry),
        "lines": lines_of(tab, rows, off, also=to_switch(tab, off)),
        "all": tally(rows),
        "months": by_month(rows, month_of(request.today), 12),
        "span": span_of(request),
        "off": [one for one in queries.switches(request.user) if one.is_off],
        "name_of": name_of,
        "link": links(request),
    }
    if request.htmx and request.htmx.target == "list":
        return block(request, "learning/figures.html", "figures", context)
    return render(request, "learning/figures.html", context)


@require_GET
def rows(request):
    """The values behind a figure."""
    require(request.user, "learning.view")
    return ValueList(request, _options(request.user)).response()


@require_GET
def names(request):
    """Names that documents taught."""
    return NameList(request).response()


def _known(code):
    if code not in reader_rules() and not is_entry(code):
        raise Http404
    return code


def _switch_of(viewer, code):
    return queries.switches(viewer).filter(code=code).first()


@require_GET
def rule(request, rule_code):
    """One rule, or one word of its list: what it goes by, how right it was, its switch and the history of it."""
    require(request.user, "learning.view")
    code = _known(rule_code)
    named = {"entry": code} if ":" in code else {"rule": code}
    found = queries.judged(request.user, queries.Asked(**named))
    switch = _switch_of(request.user, code)
    off = queries.switched_off()
    context = {
        "code": code,
        # These figures look at all of the past, so the rows they open do.
        "named": {**named, "span": "all"},
        "rule_code": code.partition(":")[0],
        "title": name_of(code),
        "sentence": said_of(code),
        "all": tally(found),
        "months": by_month(found, month_of(request.today), 12),
        "lines": lines_of("field", found, off),
        "words": [] if ":" in code else lines_of("entry", found, off),
        "switch": switch,
        "history": [told(entry, request.user) for entry in entries_for(switch)] if switch else [],
        "may_switch": may(request.user, "learning.switch"),
        "link": links(request),
    }
    return render(request, "learning/rule.html", context)


@require_http_methods(GET_OR_POST)
def switch(request, rule_code):
    """What it would change, and the word why, before anything is switched."""
    require(request.user, "learning.switch")
    code = _known(rule_code)
    found = _switch_of(request.user, code)
    is_off = found is not None and found.is_off
    form = SwitchForm(request.POST or None, initial={"seen": found.version if found else 0})
    if request.method == "POST" and form.is_valid():
        return _switched(request, code, is_off, form.cleaned_data)
    weighed = weigh(request.user, code)
    context = {
        "code": code, "title": name_of(code), "sentence": said_of(code), "is_off": is_off, "form": form,
        "weighed": weighed, "shown": weighed.shown[:SHOWN], "tones": TONES, "field_name": field_name, "words_of": shown_words,
    }  # fmt: skip
    return render(request, "learning/switch.html", context, status=422 if form.is_bound else 200)


def _switched(request, code, was_off, typed):
    act = actions.switch_on if was_off else actions.switch_off
    act(code, by=request.user, seen=typed["seen"], reason=typed["reason"], at=request.now)
    said = (
        _("“%(name)s” is used again.")
        if was_off
        else _("“%(name)s” is switched off: the next reading does without it.")
    )
    messages.success(request, said % {"name": name_of(code)})
    return redirect("learning:rule", code)


@require_http_methods(GET_OR_POST)
def name(request, pk):
    """Let a learned name be used no longer, or again."""
    learned = get_object_or_404(queries.learned_names(request.user), pk=pk)
    alias = learned.alias
    require(request.user, "enterprise.edit", alias.enterprise)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = remember_alias if alias.is_forgotten else forget_alias
        act(alias, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Noted. The next document is read accordingly."))
        return redirect("learning:names")
    status = 422 if form.is_bound else 200
    return render(
        request, "learning/name.html", {"learned": learned, "alias": alias, "form": form}, status=status
    )
