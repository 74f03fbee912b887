"""The smallest site that `yinli up` can serve: faults of processes need no pages."""

import os

from yinli.config.settings import DISTRICT_TZ, database

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "tiny_site"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
_AS_OWNER = os.environ.get("YINLI_AS_OWNER") == "1"
DATABASES = {"default": database(os.environ[f"YINLI_DATABASE_{'OWNER' if _AS_OWNER else 'APP'}_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
__all__ = ["DISTRICT_TZ"]
