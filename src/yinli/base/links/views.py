"""The way in by a personal link: arrive, be asked, go on. No page of it tells one bad link from another."""

import math
from datetime import timedelta

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from yinli.base.accounts.addresses import client_address
from yinli.base.accounts.attempt_actions import TooManyAttempts
from yinli.base.links import visiting
from yinli.base.links.opening_actions import LinkDead, hashed, open_hashed
from yinli.base.links.purposes import purpose_of
from yinli.base.links.visiting import discreet


@discreet
@sensitive_variables("token")
def arrive(request, purpose, token):
    """Take the token out of the address. Nothing is opened yet: chat programs fetch links to preview them."""
    visiting.keep_waiting(request, purpose, hashed(token))
    response = redirect("links:ask", purpose)
    response["Referrer-Policy"] = "no-referrer"
    return response


@discreet
def ask(request, purpose):
    """Ask to go on; a POST opens the link and leads to what it is for."""
    if request.method != "POST":
        return render(request, "links/ask.html", {"purpose": purpose})
    try:
        link = open_hashed(
            visiting.waiting(request, purpose) or "",
            purpose,
            now=request.now,
            address=client_address(request),
        )
    except LinkDead:
        return redirect("links:gone")
    except TooManyAttempts as slowed:
        return _wait(request, slowed.wait)
    visiting.keep_opened(request, link)
    return redirect(reverse(purpose_of(purpose).landing))


def _wait(request, wait):
    """429: attempts are counted for an address, which many may share; so until when is said to the second."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    when = request.now + timedelta(seconds=seconds)
    response = render(request, "links/wait.html", {"when": when.strftime("%H:%M:%S")}, status=429)
    response["Retry-After"] = str(seconds)
    return response


@discreet
def gone(request):
    """410 for every link that opens nothing."""
    return render(request, "links/gone.html", status=410)
