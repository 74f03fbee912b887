"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinli.config.settings")


def settle() -> None:
    """Load every page, then take what lives for ever out of the garbage collector's sight.

    A full collection over the loaded house takes about 0.2 s and would stand in the way of a request.
    """
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018  (a lazy attribute: asking is loading)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def finish_erasures() -> None:
    """Destroy the keys of erased people that a crash, or a restored backup, left behind."""
    from django.apps import apps

    # The servers of tests/faults hold a site without people.
    if apps.is_installed("yinli.base.personal"):
        from yinli.base.accounts.models import SYSTEM
        from yinli.base.personal import actions

        actions.finish_erasures(by=SYSTEM)


application = get_wsgi_application()
finish_erasures()
settle()
