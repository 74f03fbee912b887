"""Invite somebody into their account, and the page on which they set their password."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.links import visiting
from yinli.base.links.actions import revoke as revoke_link
from yinli.base.links.queries import links_of, record_of
from yinli.base.links.visiting import discreet
from yinli.base.login.actions import reset_factors as take_factors
from yinli.core.login_table import login_rules
from yinli.desk.staff import invitation_actions as actions
from yinli.desk.staff import queries
from yinli.desk.staff.invitation_forms import OwnPasswordForm


@require_POST
@never_cache
def invite(request, key):
    """Issue a link and show it: this answer is the only place where it ever stands."""
    person = _one(request, key)
    try:
        token = actions.invite(person, by=request.user, now=request.now)
    except actions.AccountShut:
        messages.error(request, _("The account is closed. Open it first."))
        return redirect("staff:person", key)
    address = request.build_absolute_uri(reverse("links:arrive", args=[actions.INVITATION.code, token]))
    hours = int(login_rules().invitation.total_seconds()) // 3600
    return render(request, "staff/invited.html", {"person": person, "address": address, "hours": hours})


@require_POST
def reset_factors(request, key):
    """Take the second factors away from somebody who lost phone and codes."""
    person = _one(request, key)
    take_factors(person, by=request.user)
    messages.success(request, _("The second factors are taken away; the person is signed out everywhere."))
    return redirect("staff:person", key)


@require_POST
def revoke(request, key, link):
    """End one link of a person before its time, and what was opened with it."""
    person = _one(request, key)
    issued = {one.link.pk: one.link for one in links_of(request.user, person, request.now)}
    if link not in issued:
        raise Http404
    revoke_link(issued[link], by=request.user, now=request.now)
    messages.success(request, _("The link is revoked. It opens nothing any more."))
    return redirect("staff:person", key)


@discreet
@sensitive_post_parameters()
def join(request):
    """Set the password; a second factor follows where the role asks for one."""
    link = visiting.opened(request, actions.INVITATION.code)
    person = record_of(link) if link else None
    if person is None or not person.is_active:
        return redirect("links:gone")
    form = OwnPasswordForm(request.POST or None, user=person)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "staff/join.html", {"form": form, "person": person}, status=status)
    user = actions.accept(link, form.cleaned_data["password"], by=SYSTEM)
    visiting.finish(request)
    record_authentication(request, user, method="password", username=user.username)
    return perform_login(request, Login(user=user, redirect_url=reverse("mfa_index")))


def _one(request, key):
    require(request.user, "user.manage")
    return get_object_or_404(queries.everybody(request.user), pk=key)
