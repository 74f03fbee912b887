"""Names every template has besides its view's: `ui` (the macros), `shell`, `viewer`, `today`, `LANGUAGE`."""

from django.conf import settings
from django.template.backends.utils import csrf_input_lazy
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject, cached_property

from yinli.base.accounts.permissions import may
from yinli.base.notices.queries import MOST_COUNTED, unread_count
from yinli.base.ui import rail, render
from yinli.base.ui.addresses import page_of
from yinli.base.ui.jinja import texts
from yinli.base.ui.panels import panels_for
from yinli.base.ui.showing import district_zone

THEMES = ("light", "dark")


class Shell:
    """What the frame around a page shows; each part is worked out when it is first asked for."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def rail(self):
        """The rail's entries this viewer may open."""
        user = self.request.user
        return rail.entries_for(user) if user.is_authenticated else []

    @cached_property
    def here(self):
        """The key of the rail's entry this page belongs to, or ""."""
        entry = rail.current(self.rail, self.request.path)
        return entry.key if entry else ""

    @cached_property
    def theme(self):
        """The theme chosen by the viewer, or "" to follow the system."""
        chosen = self._kept("theme")
        return chosen if chosen in THEMES else ""

    @cached_property
    def painted(self):
        """What to paint before any script runs: the chosen theme, else what the system said last time."""
        seen = self._kept("scheme")
        return self.theme or (seen if seen in THEMES else "light")

    def _kept(self, name):
        """A small choice from the browser's cookies; over TLS its name has a prefix (assets/cookies.ts)."""
        own = f"__Host-{name}" if settings.TLS or self.request.is_secure() else name
        return self.request.COOKIES.get(own, "")

    @cached_property
    def page(self):
        """Where to come back to after a choice of language."""
        return page_of(self.request)

    @cached_property
    def reader(self):
        """Whose drafts this browser may show and keep: a sign of the person that tells nobody who it is, or ""."""
        # A request that was refused early has not been asked who sent it.
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated and user.pk
        return salted_hmac("yinli.drafts", str(user.pk)).hexdigest()[:16] if known else ""

    @cached_property
    def unread(self):
        """How many notices wait, as the bell shows it; "" for none."""
        count = unread_count(self.request.user) if self.request.user.is_authenticated else 0
        return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")

    @cached_property
    def languages(self):
        """Codes and own names of the languages to choose from."""
        return [
            (code, translation.get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES
        ]

    def address(self, name):
        """The address of a url name, or "" where the running settings have none of that name."""
        try:
            return reverse(name)
        except NoReverseMatch:
            return ""

    def may(self, action):
        """Whether the reader may do this on some row: nobody is led to a page that refuses them."""
        user = getattr(self.request, "user", None)
        return user is not None and may(user, action)

    def panels(self, obj, place="main"):
        """The panels other apps registered for this record."""
        return panels_for(self.request, obj, place)


def names(request):
    """The context processor that TEMPLATES names."""
    values = {
        "viewer": getattr(request, "user", None),
        "shell": Shell(request),
        "today": getattr(request, "today", None) or timezone.now().astimezone(district_zone()).date(),
        # Scripts of the page carry it (base.ui.headers); a page without a request of ours has none.
        "nonce": getattr(request, "csp_nonce", ""),
        "LANGUAGE": translation.get_language(),
    }
    if values["LANGUAGE"]:
        values |= texts(values["LANGUAGE"])
    values["ui"] = SimpleLazyObject(lambda: _macros(request, values))
    return values


class Macros:
    """The macros of several templates under one name: `ui.badge`, `ui.panel`."""

    def __init__(self, modules):
        self._modules = modules

    def __getattr__(self, name):
        for module in self._modules:
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"no macro is called {name}: see ui/macros.html and ui/layout.html")


def _macros(request, values):
    """The macros, able to see the request and its CSRF token, in whole pages and in partials alike."""
    seen = {name: value for name, value in values.items() if name != "ui"}
    seen |= {"request": request, "csrf_input": csrf_input_lazy(request)}
    templates = (render.backend().env.get_template(name) for name in ("ui/macros.html", "ui/layout.html"))
    return Macros([template.make_module(seen) for template in templates])
