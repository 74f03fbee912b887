"""Settings, read from the environment; `docs/settings.md` lists every name, a test says so."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pghistory

from yinli.config.secrets import secret

PROJECT = Path(__file__).resolve().parents[3]
UI = Path(__file__).resolve().parents[1] / "base/ui"
VAR = Path(os.environ.get("YINLI_VAR", PROJECT / "var"))

DEBUG = os.environ.get("YINLI_DEBUG", "") == "1"
SECRET_KEY = os.environ.get("YINLI_SECRET_KEY") or secret(VAR / "secrets", "django")
ALLOWED_HOSTS = os.environ.get("YINLI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("YINLI_ORIGINS", "").split(",") if origin]

# Which district this is: decides its days, its name on pages and papers, and its home place in texts.
DISTRICT_TZ = os.environ.get("YINLI_DISTRICT_TZ", "Asia/Shanghai")
YINLI_FILES = os.environ.get("YINLI_FILES", str(VAR / "files"))
# Data about people: the folder of their keys, and the master key those are wrapped with (kept apart from it).
YINLI_KEYS = os.environ.get("YINLI_KEYS", str(VAR / "keys"))
YINLI_PERSONAL_KEY = os.environ.get("YINLI_PERSONAL_KEY") or secret(VAR / "secrets", "personal.key")
# A folder with the district's own Word templates of its papers; empty: the house's.
YINLI_BRIEFING_TEMPLATES = os.environ.get("YINLI_BRIEFING_TEMPLATES", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "django_htmx",
    "django_vite",
    "yinli.base.accounts",
    "yinli.base.personal",
    "yinli.base.sources",
    # Before allauth: its templates win.
    "yinli.base.ui",
    "allauth",
    "allauth.account",
    "yinli.domain.enterprises",
    "yinli.domain.targets",
    "yinli.domain.talents",
    "yinli.domain.projects",
    "yinli.domain.follow_ups",
    "yinli.domain.agreements",
    "yinli.domain.visits",
    "yinli.domain.trips",
    "yinli.desk.pipeline",
    "yinli.desk.intake",
    "yinli.desk.scoreboard",
    "yinli.desk.staff",
    "yinli.desk.today",
    "yinli.surfaces.briefing",
    # Last: grants the web's database role its rights once every table stands.
    "yinli.base.history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yinli.base.ui.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a log-in unless it says login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yinli.base.ui.middleware.whole_addresses",
    "django_htmx.middleware.HtmxMiddleware",
    "yinli.base.ui.middleware.district_clock",
    "yinli.base.ui.middleware.htmx_messages",
    "allauth.account.middleware.AccountMiddleware",
    # Last: what an action refuses becomes a page; ATOMIC_REQUESTS has rolled back by then.
    "yinli.base.ui.middleware.Refusals",
]

ROOT_URLCONF = "yinli.config.urls"
WSGI_APPLICATION = "yinli.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "yinli.base.ui.jinja.YinliJinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "yinli.base.ui.jinja.environment",
            "context_processors": ["yinli.base.ui.context.names"],
        },
    },
    {
        # allauth's pages only: they are written in Django's template language.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [UI / "templates-django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yinli.base.ui.context.names",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"
CSRF_FAILURE_VIEW = "yinli.base.ui.errors.csrf_failure"


def database(url: str) -> dict:
    """Django's settings of one PostgreSQL address."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
    }


# The web connects as yinli_app; only migrations and the demo's back-dating connect as yinli_owner.
_ROLE = "YINLI_DATABASE_OWNER_URL" if os.environ.get("YINLI_AS_OWNER") == "1" else "YINLI_DATABASE_APP_URL"
DATABASES = {"default": database(os.environ.get(_ROLE, "postgres://yinli_app@127.0.0.1/yinli"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PGHISTORY_BASE_MODEL = "yinli.base.history.models.Event"
PGHISTORY_APPEND_ONLY = True
# No way back from a record to its audit rows but the queries of base.history.
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="+")
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(related_name="+")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_ADAPTER = "yinli.base.accounts.adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": UI / "static/build/.vite/manifest.json",
        "static_url_prefix": "build",
    }
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/build/(assets/|icons-)"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("YINLI_LOG_LEVEL", "warning").upper()},
}
