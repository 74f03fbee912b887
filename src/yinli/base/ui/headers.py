"""What every answer says to the browser: what may run, who may frame it, who may keep it.

docs/decisions/0010 gives the reasons.
"""

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from yinli.base.sources.extract import too_large

# Refused to every page but for those below. Names that Chrome does not know stay out: it warns of each on each page.
FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid",
    "idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi",
    "otp-credentials", "payment", "picture-in-picture", "screen-wake-lock", "serial",
    "storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
OWN = {"camera", "fullscreen", "geolocation"}
PASSKEYS = ("publickey-credentials-create=(self)", "publickey-credentials-get=(self)")
PERMISSIONS = ", ".join(
    (
        *(f"{name}=({'self' if name in OWN else ''})" for name in FEATURES),
        *PASSKEYS,
    )
)
# What is no page: sheets, papers, originals, words for a toast. Opened by itself it can do nothing at all.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
# A script's own policy holds where it runs as a worker, which may fetch from us.
SCRIPT = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"


def policy(nonce: str, report_to: str) -> str:
    """The policy of a page whose scripts and styles carry `nonce`."""
    return "; ".join(
        (
            "default-src 'none'",
            # No 'self': a file of ours that somebody got an injected tag to load does not run without the nonce.
            f"script-src 'nonce-{nonce}' 'strict-dynamic'",
            f"style-src 'self' 'nonce-{nonce}'",
            # Tabler draws arrows and checkmarks as data: images; previews of chosen files are blobs.
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types default",
            f"report-uri {report_to}",
            "report-to csp",
        )
    )


def security_headers(get_response):
    """Outermost middleware: pages, refusals, errors, downloads and static files each get their headers."""

    def middleware(request):
        request.csp_nonce = SimpleLazyObject(lambda: secrets.token_urlsafe(18))
        too_large = refuse_large_body(request)
        response = too_large or get_response(request)
        _guard(request, response)
        return response

    return middleware


def _guard(request, response) -> None:
    headers = response.headers
    kind = headers.get("Content-Type", "").partition(";")[0]
    headers.setdefault("Permissions-Policy", PERMISSIONS)
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
    if request.path.startswith(settings.STATIC_URL) and response.status_code in (200, 206, 304):
        headers.setdefault("Content-Security-Policy", SCRIPT if "javascript" in kind else NOTHING)
        return
    # Names and figures of records: not for the caches of a shared machine, nor for its Back button.
    headers.setdefault("Cache-Control", "private, no-store")
    if kind == "text/html":
        place = reverse("csp_report")
        headers.setdefault("Content-Security-Policy", policy(str(request.csp_nonce), place))
        headers.setdefault("Reporting-Endpoints", f'csp="{place}"')
    else:
        headers.setdefault("Content-Security-Policy", NOTHING)


def refuse_large_body(request):
    """413 before a byte of it is read, by the length it announces; None for a body that may be read."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced <= settings.MOST_BODY_BYTES:
        return None
    # Plain words: nothing of the request, not even who asks, has been looked at yet, but its language.
    with translation.override(translation.get_language_from_request(request)):
        words = too_large(announced)
    return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
