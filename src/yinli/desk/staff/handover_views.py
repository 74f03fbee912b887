"""Pages of a hand-over: whose, what to whom, a preview, done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinli.base.accounts.permissions import may, require
from yinli.desk.staff import handover_actions, queries
from yinli.desk.staff.handover_forms import AFTER, HandOverForm, named


def colleagues(request):
    """Whose work may be handed over."""
    require(request.user, "user.hand_over")
    found = list(queries.those_to_hand_over(request.user))
    return render(request, "staff/colleagues.html", {"found": found})


def hand_over(request, key):
    """What is theirs in numbers, who takes it, a preview; sent again with `confirmed` it is done."""
    require(request.user, "user.hand_over")
    person = get_object_or_404(queries.those_to_hand_over(request.user), pk=key)
    form = HandOverForm(request.POST or None, viewer=request.user, person=person)
    context = {"person": person, "form": form, "manages": may(request.user, "user.manage", person)}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("confirmed"):
            return _done(request, person, form)
        context |= {"preview": _preview(form), "sent": _sent(request)}
    return render(request, "staff/hand_over.html", context, status=422 if form.errors else 200)


def _preview(form) -> list[tuple]:
    chosen = form.chosen()
    rows = [(duty.title, count, named(chosen[duty.key])) for duty, count in form.work]
    after = form.cleaned_data.get("after")
    return [*rows, (AFTER[after], "", _seat(form))] if after else rows


def _seat(form) -> str:
    if form.cleaned_data["after"] != "move":
        return ""
    return f"{form.cleaned_data['unit']} · {dict(form.fields['role'].choices)[form.cleaned_data['role']]}"


def _sent(request) -> dict:
    return {name: text for name, text in request.POST.items() if name != "csrfmiddlewaretoken"}


def _told_of_account(after: str) -> list[str]:
    """What became of the account besides."""
    told = {"close": _("The account is closed."), "move": _("The account has moved to its new unit.")}
    return [told[after]] if after in told else []


def _done(request, person, form):
    given, chosen = form.cleaned_data, form.chosen()
    after = given.get("after", "stay")
    if after == "close":
        handover_actions.leave(person, chosen, by=request.user)
    elif after == "move":
        handover_actions.move(person, chosen, by=request.user, role=given["role"], unit=given["unit"])
    else:
        handover_actions.hand_over(person, chosen, by=request.user)
    number = sum(count for _duty, count in form.work)
    told = ngettext("%(num)d record was handed over.", "%(num)d records were handed over.", number)
    for words in (told % {"num": number}, *_told_of_account(after)):
        messages.success(request, words)
    if may(request.user, "user.manage", person):
        return redirect("staff:person", person.pk)
    return redirect(reverse("staff:colleagues"))
