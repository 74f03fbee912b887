"""Browsers by the name people know: what a list of sessions says instead of a line of versions."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first that is found counts: most browsers also name those they descend from.
BROWSERS = (
    ("wxwork", gettext_lazy("WeCom")),
    ("micromessenger", gettext_lazy("WeChat")),
    ("dingtalk", gettext_lazy("DingTalk")),
    ("edg", "Edge"),
    ("firefox|fxios", "Firefox"),
    ("opr/|opera", "Opera"),
    ("chrom|crios", "Chrome"),
    ("safari", "Safari"),
)
SYSTEMS = (
    ("harmony|openharmony", "HarmonyOS"),
    ("android", "Android"),
    ("iphone|ipad", "iOS"),
    ("windows", "Windows"),
    ("mac os", "macOS"),
    ("linux", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """Chrome on Windows; the beginning of what it says of itself for one that nobody knows."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or user_agent[:40] or _("another browser")


def _first(known, user_agent: str) -> str:
    return next((str(name) for signs, name in known if re.search(signs, user_agent, re.IGNORECASE)), "")
