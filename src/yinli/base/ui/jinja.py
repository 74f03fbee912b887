"""Jinja2 as Django's first template engine: where templates lie, what they can call, what they refuse."""

from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

from django.apps import apps
from django.contrib.messages import get_messages
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import translation
from django.utils.translation.trans_real import translation as translation_of
from jinja2 import Environment, StrictUndefined, pass_context
from markupsafe import Markup

from yinli.base.history.wording import told
from yinli.base.ui import front_end, showing
from yinli.base.ui.forms import dress


class YinliJinja2(Jinja2):
    """Django's Jinja2 backend over `templates/` of Yinli's own apps: others' are in Django's language."""

    app_dirname = "templates"

    @cached_property
    def template_dirs(self):
        """DIRS, then each Yinli app's folder `templates`."""
        own = [Path(config.path) / self.app_dirname for config in apps.get_app_configs() if _is_ours(config)]
        return (*self.dirs, *(str(folder) for folder in own if folder.is_dir()))


def _is_ours(config):
    return config.name.split(".")[0] == "yinli"


def refuse_bare_datetime(value):
    """What `{{ … }}` prints: None is nothing, and an instant must say how it is shown, or UTC leaks out."""
    if isinstance(value, datetime):
        raise TypeError(
            f"A bare datetime ({value!r}) would print UTC: write {{{{ x|instant }}}} or {{{{ x|day }}}}"
        )
    return "" if value is None else value


def url(name, *args, **kwargs):
    """The address of a url name, e.g. `url("projects:detail", project.number)`."""
    if kwargs or not all(type(one) in (str, int) for one in args):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return _address(name, args, get_urlconf(), get_script_prefix())


# A page has hundreds of addresses, and what one is depends on nothing else.
@lru_cache(maxsize=4096)
def _address(name, args, urlconf, prefix):
    return reverse(name, urlconf=urlconf, args=args or None)


@lru_cache(maxsize=8)
def texts(language):
    """`gettext` and `ngettext` of one language for a page's context: Django's look up at each of a page's hundreds of
    texts which language is active."""
    catalog = translation_of(language)

    @pass_context
    def gettext(context, text, /, **variables):
        found = catalog.gettext(text) if text else ""
        return (Markup(found) if context.eval_ctx.autoescape else found) % variables

    @pass_context
    def ngettext(context, one, many, count, /, **variables):
        found = catalog.ngettext(one, many, count)
        variables.setdefault("num", count)
        return (Markup(found) if context.eval_ctx.autoescape else found) % variables

    return {"gettext": gettext, "ngettext": ngettext}


def environment(**options):
    """The environment named in TEMPLATES: i18n, Yinli's globals and filters, strict about what is absent."""
    # Django's backend hands over a lenient class; a blank where a figure belongs would pass for "none".
    options["undefined"] = StrictUndefined
    env = Environment(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        finalize=refuse_bare_datetime,
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        url=url,
        static=static,
        icon=front_end.icon,
        vite_tags=front_end.vite_tags,
        dress=dress,
        get_messages=get_messages,
        language=translation.get_language,
    )
    env.filters.update(showing.FILTERS, told=told)
    return env
