"""A person's own log-in: password, second factors, where they are signed in, who they are elsewhere."""

from contextlib import suppress

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinli.base.accounts.stepup import after_confirming
from yinli.base.login import actions, factors, queries
from yinli.base.login.browsers import browser_words
from yinli.base.login.code_actions import spend
from yinli.base.login.confirming import taken_up
from yinli.base.login.doors.configured import door_from_within, doors
from yinli.base.login.entering import user_agent
from yinli.base.login.second_factor_adapter import is_last_needed
from yinli.base.login.ways import has_only_keys, key_way, ways_in
from yinli.base.login.wording import LAST_WAY_IN
from yinli.base.ui.addresses import is_ours
from yinli.core.login_table import login_rules


def security(request):
    """Everything about one's own log-in on one page."""
    known = queries.identities_of(request.user)
    context = {
        "factors": queries.factors_of(request.user),
        "needed": not factors.settled(request),
        "sessions": queries.sessions_of(request.user),
        "browser_words": browser_words,
        "current": request.session.session_key,
        "doors": [(door, known.get(door.key)) for door in doors().values()],
    }
    return render(request, "login/security.html", context)


@require_POST
def end_session(request, key):
    """Sign out one other browser."""
    rows = [row.session_key for row in queries.sessions_of(request.user) if row.pk == key]
    if not rows:
        raise Http404
    actions.end_sessions(request.user, by=request.user, keys=rows, but=request.session.session_key)
    messages.success(request, _("Signed out there."))
    return redirect("mfa_index")


@require_POST
def end_others(request):
    """Sign out every browser but this one."""
    actions.end_sessions(request.user, by=request.user, but=request.session.session_key)
    messages.success(request, _("Signed out everywhere else."))
    return redirect("mfa_index")


class SetUpApp(ActivateTOTPView):
    """The authenticator app switched on with a first code, which is spent by it."""

    def form_valid(self, form):
        response = super().form_valid(form)
        # One that has run out this very moment opens nothing any more.
        with suppress(ValidationError):
            spend(queries.app_of(self.request.user), form.cleaned_data["code"], now=self.request.now)
        return response


set_up_app = after_confirming(SetUpApp.as_view())


@after_confirming
def remove_key(request, pk):
    """Remove a passkey, unless the person's role needs it."""
    key = queries.own_key(request.user, pk)
    if key is not None and is_last_needed(key):
        messages.error(
            request, _("Your role needs a second factor. Set up another before you remove this one.")
        )
        return redirect("mfa_index")
    if key is not None and ways_in(request.user) == {key_way(key)}:
        messages.error(request, LAST_WAY_IN)
        return redirect("mfa_index")
    return keys.remove_webauthn(request, pk=pk)


def reauthenticate(request):
    """Ask who it is; whoever has nothing to show it with is told what to do instead."""
    if get_adapter().get_reauthentication_methods(request.user):
        return account.reauthenticate(request)
    linked = queries.identities_of(request.user)
    known = [door for key, door in doors().items() if key in linked]
    proving = [door for door in known if _proves(door, request)]
    context = {
        "labels": [door.label for door in proving],
        "elsewhere": [door.label for door in known if door not in proving],
        "minutes": int(login_rules().of(request.user.role).stepup.total_seconds()) // 60,
    }
    return render(request, "login/cannot_confirm.html", context, status=403)


def _proves(door, request) -> bool:
    """Whether logging in anew by this door, in this browser, would show who somebody is."""
    return login_rules().door(door.key).proves(within=door.is_within(user_agent(request)))


class SecondStep(AuthenticateView):
    """The second factor at log-in: a key first where there is no app."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "only_keys": has_only_keys(self.stage.login.user)}


second_step = SecondStep.as_view()


def download(request):
    """Say that a file is on its way, and fetch it: after a step-up there is no other page to stay on."""
    places = {name: request.GET.get(name, "") for name in ("file", "back")}
    if not all(is_ours(place) for place in places.values()):
        raise Http404
    app = door_from_within(user_agent(request))
    return render(request, "login/download.html", {**places, "app": app})


def go_on(request):
    """Send again what a step-up interrupted: one button, nothing lost."""
    kept = taken_up(request)
    return render(request, "login/go_on.html", {"kept": kept}) if kept else redirect("/")
