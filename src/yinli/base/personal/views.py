"""Pages of a person as a subject of data: what is held, who looked, show, take out, erase."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinli.base.accounts.permissions import require
from yinli.base.personal import actions, copies, forms, panels, queries, wording
from yinli.base.personal.holders import holder_named
from yinli.base.personal.places import standing


@require_safe
def person(request, pk):
    """One person: what is held (masked), on which terms, and who looked."""
    found = queries.person(request.user, pk)
    acts = ("reveal", "take_out", "erase")
    context = {
        "person": found,
        "page_of": found.rows[0][0].page(found.rows[0][1]),
        "purpose": wording.purpose_words(found.subject),
        "log": panels.log_lines(found.subject),
        "may": {act: found.may(request.user, act) for act in acts},
        "terms": forms.TermsForm(initial=_terms(found.subject)),
        "take_out": forms.ReasonForm(act="take_out", auto_id="take_out_%s"),
    }
    return render(request, "personal/person.html", context)


def _sent(request):
    return request.POST if request.method == "POST" else None


def _terms(subject):
    return {name: getattr(subject, name) for name in ("purpose", "consent_on", "keep_until")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request, holder, pk, field):
    """Ask why, then show one masked value, for this once."""
    kind = holder_named(holder)
    if kind is None or field not in {one.name for one in kind.fields if not one.look.shown}:
        raise Http404
    row = queries.holding_row(request.user, kind, pk)
    # Asked before the form, too: nobody gives a reason for nothing.
    require(request.user, f"{queries.action_prefix(type(row))}.reveal", row)
    queries.refuse_erased(row.subject)
    form = forms.ReasonForm(_sent(request), act="reveal")
    context = {"form": form, "back": kind.page(row), "label": queries.field_label(holder, field)}
    if request.method == "POST" and form.is_valid():
        context["value"] = actions.reveal(row, field, form.given, by=request.user)
    context["lately"] = queries.looked_at_lately(request.user, timezone.now())
    template = "personal/_show.html" if request.htmx else "personal/show.html"
    return render(request, template, context, status=422 if form.errors else 200)


@never_cache
@require_POST
def take_out(request, pk):
    """All that is held of a person, as a file for them."""
    found = queries.person(request.user, pk)
    form = forms.ReasonForm(request.POST, act="take_out")
    if not form.is_valid():
        return redirect("personal:person", pk)
    actions.take_out(found.subject, form.given, by=request.user)
    held = copies.everything_held(found)
    response = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = content_disposition_header(True, f"{found.subject.number}.json")
    return response


@require_POST
def terms(request, pk):
    """Change purpose, consent and retention."""
    found = queries.person(request.user, pk)
    form = forms.TermsForm(request.POST)
    if form.is_valid():
        actions.keep_terms(found.subject, by=request.user, **form.cleaned_data)
    return redirect("personal:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request, pk):
    """Say what is lost and what stays, ask why, and erase."""
    found = queries.person(request.user, pk)
    for _holder, row in found.rows:
        require(request.user, f"{queries.action_prefix(type(row))}.erase", row)
    queries.refuse_erased(found.subject)
    form = forms.EraseForm(_sent(request), act="erase")
    if request.method == "POST" and form.is_valid():
        actions.erase(found.subject, form.given, by=request.user, now=timezone.now())
        return redirect("personal:person", pk)
    lost = [known.label for known in found.known if known.value]
    stays = [line for holder, row in found.rows for line in holder.stays(row)]
    left = standing(request.user, found.subject, queries.names_of(found.subject))
    context = {"person": found, "form": form, "lost": list(dict.fromkeys(lost)), "stays": stays, "left": left}
    return render(request, "personal/erase.html", context, status=422 if form.errors else 200)


@require_safe
def past_retention(request) -> HttpResponse:
    """People whose data may not be kept any longer."""
    require(request.user, "subject.review")
    people = queries.past_retention(request.user, request.today)
    title = _("Past retention")
    return render(
        request, "personal/past_retention.html", {"people": people, "title": title, "words": wording}
    )
