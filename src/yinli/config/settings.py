"""Settings, read from the environment; `docs/settings.md` lists every name, a test says so."""

import base64
import hashlib
import os
from pathlib import Path

import pghistory

from yinli.config.databases import database
from yinli.config.doors import doors_of, proof_of_domain
from yinli.config.secrets import secret, secret_key

PROJECT = Path(__file__).resolve().parents[3]
UI = Path(__file__).resolve().parents[1] / "base/ui"
VAR = Path(os.environ.get("YINLI_VAR", PROJECT / "var"))

DEBUG = os.environ.get("YINLI_DEBUG", "") == "1"
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = os.environ.get("YINLI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("YINLI_ORIGINS", "").split(",") if origin]

# Which district this is: decides its days, its name on pages and papers, and its home place in texts.
DISTRICT_TZ = os.environ.get("YINLI_DISTRICT_TZ", "Asia/Shanghai")
# A folder with outlines of the district's own; "" takes those of the package.
YINLI_OUTLINES = os.environ.get("YINLI_OUTLINES", "")
YINLI_FILES = os.environ.get("YINLI_FILES", str(VAR / "files"))
YINLI_SECURITY_LOG = os.environ.get("YINLI_SECURITY_LOG", str(VAR / "logs/security.jsonl"))
# Data about people: the folder of their keys, and the master key those are wrapped with (kept apart from it).
YINLI_KEYS = os.environ.get("YINLI_KEYS", str(VAR / "keys"))
YINLI_PERSONAL_KEY = os.environ.get("YINLI_PERSONAL_KEY") or secret(VAR / "secrets", "personal.key")
# A folder with the district's own Word templates of its papers; empty: the house's.
YINLI_BRIEFING_TEMPLATES = os.environ.get("YINLI_BRIEFING_TEMPLATES", "")
# Servers of the district's own network (host:port) that base.outgoing may call; else the public internet alone.
YINLI_OUTGOING_INSIDE = tuple(filter(None, os.environ.get("YINLI_OUTGOING_INSIDE", "").split(",")))

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
    "procrastinate.contrib.django",
    "yinli.base.accounts",
    "yinli.base.limits",
    "yinli.base.links",
    "yinli.base.personal",
    "yinli.base.sources",
    "yinli.base.notices",
    "yinli.base.jobs",
    # Before allauth: its templates win.
    "yinli.base.ui",
    "yinli.base.login",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "yinli.domain.enterprises",
    "yinli.domain.targets",
    "yinli.domain.talents",
    "yinli.domain.projects",
    "yinli.domain.follow_ups",
    "yinli.domain.first_report",
    "yinli.domain.channels",
    "yinli.domain.agreements",
    "yinli.domain.visits",
    "yinli.domain.trips",
    "yinli.desk.pipeline",
    "yinli.desk.sheets",
    "yinli.desk.ledgers",
    "yinli.desk.layouts",
    "yinli.desk.intake",
    "yinli.desk.learning",
    "yinli.desk.scoreboard",
    "yinli.desk.staff",
    "yinli.desk.audit",
    "yinli.desk.today",
    "yinli.surfaces.briefing",
    # Last: grants the web's database role its rights once every table stands.
    "yinli.base.history",
]

MIDDLEWARE = [
    "yinli.base.ui.watching.SecurityLog",
    "yinli.base.ui.watching.known_methods",
    # First: errors and static files leave through it too.
    "yinli.base.ui.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yinli.base.login.sessions.bounded_sessions",
    "yinli.base.ui.watching.nothing_left_behind",
    # Every page asks for a log-in unless it says login_not_required.
    "yinli.base.login.entering.LogInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yinli.base.ui.middleware.whole_addresses",
    "django_htmx.middleware.HtmxMiddleware",
    "yinli.base.ui.middleware.district_clock",
    # Counts in a transaction of its own: before whatever opens the request's.
    "yinli.base.ui.limits.Limits",
    # From here on the database knows for whom it answers; ATOMIC_REQUESTS is a savepoint within.
    "yinli.base.ui.middleware.database_viewer",
    "yinli.base.ui.middleware.htmx_messages",
    "yinli.base.ui.errors.not_allowed",
    "yinli.base.login.factors.second_factor",
    "allauth.account.middleware.AccountMiddleware",
    "yinli.base.login.confirming.Confirming",
    # Last: what an action refuses becomes a page; ATOMIC_REQUESTS has rolled back by then.
    "yinli.base.ui.middleware.Refusals",
    "yinli.base.ui.watching.RefusedActions",
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


# The web connects as yinli_app; only migrations and the demo's back-dating connect as yinli_owner.
_ROLE = "YINLI_DATABASE_OWNER_URL" if os.environ.get("YINLI_AS_OWNER") == "1" else "YINLI_DATABASE_APP_URL"
DATABASES = {"default": database(os.environ.get(_ROLE, "postgres://yinli_app@127.0.0.1/yinli"))}
if _ROLE.endswith("APP_URL"):
    # A page waits so long for what somebody else is just changing; then it says so (base.ui.clashes).
    DATABASES["default"]["OPTIONS"] = {"options": "-c lock_timeout=8s"}
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
    {"NAME": "yinli.base.login.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "yinli.base.login.passwords.WordsOfThePlace"},
    {
        "NAME": "yinli.base.login.passwords.LeakedPasswords",
        "OPTIONS": {"file": os.environ.get("YINLI_LEAKED_PASSWORDS", "")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_ADAPTER = "yinli.base.login.adapter.Doorkeeper"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = True
# allauth counts attempts by name alone, which lets anybody lock anybody out: base.accounts counts instead.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "yinli.base.login.second_factor_adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "yinli.base.login.forms.CodeForm",
    "reauthenticate": "yinli.base.login.forms.CodeAgainForm",
    "add_webauthn": "yinli.base.login.forms.KeyForm",
    "login_webauthn": "yinli.base.login.forms.EnterByKeyForm",
    "reauthenticate_webauthn": "yinli.base.login.forms.KeyAgainForm",
}
ACCOUNT_FORMS = {
    "login": "yinli.base.login.forms.EntryForm",
    "change_password": "yinli.base.login.forms.NewPasswordForm",
    "set_password": "yinli.base.login.forms.FirstPasswordForm",
}
# Encrypts the secrets of second factors. Without var/secrets a dump of the database opens none of them.
SECOND_FACTOR_KEY = base64.urlsafe_b64encode(
    hashlib.sha256(secret(VAR / "secrets", "second-factors").encode()).digest()
)
# Whether rules/login.toml decides who must have a second factor; only tests say no.
SECOND_FACTOR_BY_RULE = True
LOGIN_DOORS = doors_of(os.environ)
PROOF_OF_DOMAIN = proof_of_domain(os.environ)

# How many proxies of our own stand in front; of what they add only so many entries are believed.
YINLI_PROXIES = int(os.environ.get("YINLI_PROXIES", "0"))
_LOCAL = {"localhost", "127.0.0.1", "[::1]"}
# Whoever is called by another name than localhost is served by TLS, unless told otherwise.
TLS = os.environ.get("YINLI_TLS", "0" if set(ALLOWED_HOSTS) <= _LOCAL else "1") == "1"
if YINLI_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if TLS:
    # A browser takes a __Host- cookie from this very host over TLS alone: no neighbour can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # What stands below our own host name; its neighbours are not touched.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("YINLI_HSTS_SUBDOMAINS", "1") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
KNOWN_DEVICE_COOKIE = "__Host-known" if TLS else "known"
# base.login ends sessions earlier, by role; this is what is left of one that nobody comes back to.
SESSION_COOKIE_AGE = 24 * 3600

SESSION_COOKIE_HTTPONLY = True
# Messages name records: they wait in the session and not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A form without its files: a pasted text of 100,000 signs is a million bytes once a browser has written it down.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A whole request: the largest file that is read (20 MB), and the form around it.
MOST_BODY_BYTES = 24 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
# Ahead of every package: allauth, too, has a word for “name”, and a worse one for “confidential”.
LOCALE_PATHS = sorted(Path(__file__).resolve().parents[1].glob("*/*/locale"))
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
    "formatters": {"line": {"format": "%(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "security": {
            "class": "yinli.base.accounts.security_log.SecurityFile",
            "filename": YINLI_SECURITY_LOG,
            "formatter": "line",
        },
    },
    # Always written, whatever the level of the rest: log-ins, refusals, exports, changes of accounts.
    "loggers": {"yinli.security": {"handlers": ["security"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console"], "level": os.environ.get("YINLI_LOG_LEVEL", "warning").upper()},
}
