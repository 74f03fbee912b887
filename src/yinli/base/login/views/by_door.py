"""Logging in by another system, and linking one's account with it. Nobody gets an account this way."""

import logging
import time
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yinli.base.accounts.security_log import note
from yinli.base.accounts.stepup import after_confirming
from yinli.base.login import actions, queries
from yinli.base.login.doors.configured import doors
from yinli.base.login.doors.flow import begin, come_back
from yinli.base.login.doors.refusals import DoorRefused
from yinli.base.login.entering import by_password, user_agent
from yinli.base.login.sessions import PROOF
from yinli.base.login.ways import LastWayIn
from yinli.base.login.wording import LAST_WAY_IN
from yinli.core.login_table import login_rules

log = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_GET
def leave(request, door):
    """Go to the other system to be recognised."""
    found = _door(door)
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    within = found.is_within(user_agent(request))
    flow = begin(request, door, "login", wanted if safe else "", within=within)
    try:
        return redirect(found.way_out(flow, _callback(request, door)))
    except DoorRefused as refused:
        return _refused(request, found, refused, flow)


@require_POST
@after_confirming
def link(request, door):
    """Ask to link one's account; the way out is a link on a page, since the content policy stops
    forms from leading to other hosts."""
    found = _door(door)
    within = found.is_within(user_agent(request))
    flow = begin(request, door, "link", reverse("mfa_index"), within=within)
    try:
        address = found.way_out(flow, _callback(request, door))
    except DoorRefused as refused:
        return _refused(request, found, refused, flow)
    return render(request, "login/leave.html", {"door": found, "address": address})


@require_POST
@after_confirming
def unlink(request, door):
    """End log-in by the other system."""
    try:
        actions.unlink_identity(request.user, door, by=request.user)
        messages.success(request, _("The link is taken away."))
    except LastWayIn:
        messages.error(request, LAST_WAY_IN)
    return redirect("mfa_index")


@login_not_required
@never_cache
@require_GET
def arrive(request, door):
    """The other system sends the visitor back: log in whoever is linked, or link whoever is logged in."""
    found, flow = _door(door), None
    try:
        flow = come_back(request, door, now=time.time())
        subject = found.subject(request.GET.dict(), flow, _callback(request, door))
    except DoorRefused as refused:
        return _refused(request, found, refused, flow)
    if flow.process == "link":
        return _link(request, door, subject)
    user = queries.person_behind(door, subject)
    if user is None:
        note("log_in.failed", request=request, door=door)
        page = {"door": found, "subject": subject, "enter": by_password(next=reverse("mfa_index"))}
        return render(request, "login/unknown.html", page, status=403)
    return _let_in(request, user, flow)


def _let_in(request, user, flow):
    if request.user.is_authenticated and request.user.pk != user.pk:
        # What the one before them had shown must not count for them.
        logout(request)
    proof = login_rules().door(flow.door).proves(within=flow.within)
    record_authentication(request, user, method="door", provider=flow.door, **{PROOF: proof})
    return perform_login(request, Login(user=user, redirect_url=flow.afterwards or None))


def _link(request, door, subject):
    if not request.user.is_authenticated:
        return redirect("account_login")
    try:
        actions.link_identity(request.user, door, subject, by=request.user)
        messages.success(request, _("Linked. You can log in this way from now on."))
    except actions.IdentityTaken:
        messages.error(request, _("Another account is linked with this identity. Ask the administrator."))
    return redirect("mfa_index")


def _door(key):
    found = doors().get(key)
    if found is None:
        raise Http404
    return found


def _callback(request, door) -> str:
    return request.build_absolute_uri(reverse("login_by_door_back", args=[door]))


def _refused(request, door, refused, flow):
    log.warning("log-in by another system refused: %s", refused)
    note("log_in.failed", request=request, door=door.key)
    wanted = {"next": flow.afterwards} if flow and flow.afterwards else {}
    page = {"refused": refused, "enter": by_password(**wanted), "again": _again(door, flow, wanted)}
    return render(request, "login/refused.html", page, status=refused.status)


def _again(door, flow, wanted) -> str:
    """The same way once more; a link is asked for where it stands."""
    if flow and flow.process == "link":
        return reverse("mfa_index")
    address = reverse("login_by_door", args=[door.key])
    return f"{address}?{urlencode(wanted)}" if wanted else address
