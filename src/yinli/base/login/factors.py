"""Second factors: who must have one, and the wall in front of everything else until they do."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yinli.base.login.models import Excused
from yinli.core.login_table import login_rules

# Set in a session once its person needs nothing more: the question costs queries, and the answer holds.
SETTLED = "second_factor_settled"
PRIMARY = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# What can be reached without the factor that one needs: setting it up, and going away.
OPEN_PREFIXES = ("/accounts/", "/i18n/", "/static/", "/healthz", "/link/")


def has_factor(user) -> bool:
    """Whether the person has an authenticator or a passkey; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=PRIMARY).exists()


def must_have(user) -> bool:
    """Whether the person's role asks for a second factor and nobody excused them."""
    return _asked_of(user) and not Excused.objects.filter(user_id=user.pk).exists()


def _asked_of(user) -> bool:
    return settings.SECOND_FACTOR_BY_RULE and login_rules().of(user.role).second_factor


def settled(request) -> bool:
    """Whether this session's person may work: they have a factor, or need none."""
    if not _asked_of(request.user) or request.session.get(SETTLED):
        return True
    if has_factor(request.user) or not must_have(request.user):
        request.session[SETTLED] = True
        return True
    return False


def second_factor(get_response):
    """Lead whoever lacks a factor they must have to where it is set up, whatever page they ask for."""

    def middleware(request):
        if not request.user.is_authenticated or request.path.startswith(OPEN_PREFIXES) or settled(request):
            return get_response(request)
        setting_up = reverse("mfa_index")
        if getattr(request, "htmx", False):
            return HttpResponse(headers={"HX-Redirect": setting_up})
        return redirect(setting_up)

    return middleware
