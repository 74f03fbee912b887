"""Yinli's settings with Django REST framework beside it: the peer of the list as data.

YINLI_BENCH_BARE=1 takes the middleware away and reads as the tables' owner: no log-in, no viewer, no wall.
"""

import os

from yinli.config.settings import *  # noqa: F403
from yinli.config.settings import INSTALLED_APPS as OWN_APPS

INSTALLED_APPS = [*OWN_APPS, "rest_framework"]
ROOT_URLCONF = "tests.bench.rest"
if os.environ.get("YINLI_BENCH_BARE") == "1":
    # allauth starts with no fewer.
    MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
