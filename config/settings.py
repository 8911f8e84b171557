"""Settings, all of them from the environment; a bad value raises and names its variable.

DATABASE_URL       sqlite:///path or postgresql://user:password@host/name; db.sqlite3 beside manage.py
SECRET_KEY         required unless DEBUG is on
DEBUG              false; manage.py turns it on where there is no SECRET_KEY
ALLOWED_HOSTS      comma-separated host names; with DEBUG on, those of this machine
VERBATIM_HTTPS     true unless DEBUG is on: redirect to HTTPS, secure cookies, strict transport security
VERBATIM_PROXY     false: believe X-Forwarded-Proto, which the proxy in front must then always set
VERBATIM_PIPELINE  name or path of the spaCy pipeline that extracts; empty for the one that is shipped
VERBATIM_THREADS   threads that the model may use in each process, 1
VERBATIM_ANONYMOUS true: everybody reads the REST API; false: a key or a login is needed
VERBATIM_QUERY_SECONDS  seconds that a statement of an API request may run on the database, 10; 0: no limit
VERBATIM_RATE      requests of an address without key or login, 600/minute (or second, hour, day)
VERBATIM_KEY_RATE  the same of a key, and of a user without one, 3000/minute
VERBATIM_SUBMIT_RATE  of whoever it is, requests that read an article, 60/minute; each may be empty: no limit
VERBATIM_PROXIES   proxies in front that add to X-Forwarded-For, which is believed; 0; 1 with VERBATIM_PROXY
VERBATIM_CACHE_URL redis://host:6379 or the like, where all processes count together; unset, each for itself
VERBATIM_CORS_ORIGINS  origins whose pages may call the REST API from a browser, comma-separated, or *; none
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

SQLITE = "django.db.backends.sqlite3"

env = environ.Env()


def flag(name: str, default: bool) -> bool:
    """Read `name` as true or false. Raises ImproperlyConfigured for anything else."""
    value = env.str(name, default="").strip().lower()
    if value in ("true", "yes", "on", "1"):
        return True
    if value in ("false", "no", "off", "0"):
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return default


def count(name: str, default: int, least: int = 1) -> int:
    """Read `name` as a whole number, at least `least`. Raises ImproperlyConfigured for anything else."""
    value = env.str(name, default="").strip() or str(default)
    if not (re.fullmatch("[0-9]{1,6}", value) and int(value) >= least):
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to 999999, not {value!r}.")
    return int(value)


def rate(name: str, default: str) -> tuple[int, int] | None:
    """Read `name` as requests in so many seconds, None for no limit. Raises ImproperlyConfigured."""
    value = env.str(name, default=default).strip()
    if not value:
        return None
    match = re.fullmatch("([1-9][0-9]{0,8})/(second|minute|hour|day)", value)
    if not match:
        raise ImproperlyConfigured(f"{name} must be like 600/minute, or empty, not {value!r}.")
    return int(match[1]), {"second": 1, "minute": 60, "hour": 3600, "day": 86400}[match[2]]


def cache() -> dict[str, Any]:
    """Read VERBATIM_CACHE_URL. Raises ImproperlyConfigured unless it names a cache."""
    if not env.str("VERBATIM_CACHE_URL", default=""):
        # Beyond so many entries the ones that were not used for the longest time are forgotten.
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    try:
        found: dict[str, Any] = env.cache_url("VERBATIM_CACHE_URL")
    except (ImproperlyConfigured, ValueError):
        # The URL itself stays out of the message: it may hold a password.
        raise ImproperlyConfigured("VERBATIM_CACHE_URL must be like redis://host:6379.") from None
    return found


def origins(name: str) -> list[str]:
    """Read `name` as origins, such as https://notes.example, or `*` alone. Raises ImproperlyConfigured."""
    found = [one.strip() for one in env.list(name, default=[]) if one.strip()]
    for one in found if found != ["*"] else ():
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?", one):
            raise ImproperlyConfigured(f"{name} must be * or like https://notes.example, not {one!r}.")
    return found


def database() -> dict[str, Any]:
    """Read DATABASE_URL. Raises ImproperlyConfigured unless it names SQLite or PostgreSQL.

    SQLite: readers do not wait for the writer (WAL), and a writer waits for the one before
    it in place of failing (IMMEDIATE transactions, a timeout of 20 seconds).
    """
    # The URL itself stays out of the messages: it may hold a password.
    bad = ImproperlyConfigured(
        "DATABASE_URL must be like sqlite:///path or postgresql://user:password@host/name."
    )
    url = env.str("DATABASE_URL", default="")
    scheme = url.partition("://")[0]
    if url and scheme not in ("sqlite", "postgres", "postgresql"):
        raise bad
    try:
        config = env.db_url() if url else {"ENGINE": SQLITE, "NAME": BASE_DIR / "db.sqlite3"}
    except ValueError:
        raise bad from None
    if config["ENGINE"] == SQLITE:
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
    # To open a connection costs more than most of what is asked over it, with SQLite as well.
    config.setdefault("CONN_MAX_AGE", 60)
    return config


DEBUG = flag("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("Set SECRET_KEY to a long random text, or DEBUG to true for development.")
    SECRET_KEY = "for development only"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

DATABASES = {"default": database()}
CACHES = {"default": cache()}

VERBATIM_PIPELINE = env.str("VERBATIM_PIPELINE", default="")
VERBATIM_THREADS = count("VERBATIM_THREADS", default=1)
VERBATIM_QUERY_SECONDS = count("VERBATIM_QUERY_SECONDS", default=10, least=0)
VERBATIM_RATE = rate("VERBATIM_RATE", default="" if DEBUG else "600/minute")
VERBATIM_KEY_RATE = rate("VERBATIM_KEY_RATE", default="" if DEBUG else "3000/minute")
VERBATIM_SUBMIT_RATE = rate("VERBATIM_SUBMIT_RATE", default="" if DEBUG else "60/minute")
VERBATIM_ANONYMOUS = flag("VERBATIM_ANONYMOUS", default=True)

INSTALLED_APPS = [
    "quotes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

# Pages of these origins read what the API answers. No cookie goes along, so that whoever is
# logged in here does nothing there without knowing; a page may send a key of its own.
CORS_ORIGINS = origins("VERBATIM_CORS_ORIGINS")
CORS_ALLOW_ALL_ORIGINS = CORS_ORIGINS == ["*"]
CORS_ALLOWED_ORIGINS = [] if CORS_ALLOW_ALL_ORIGINS else CORS_ORIGINS
CORS_ALLOW_CREDENTIALS = False
CORS_URLS_REGEX = r"^/api/(?!auth/)"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
if not CORS_ALLOW_ALL_ORIGINS:
    CORS_ALLOW_METHODS += ["PATCH", "DELETE"]
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
]
CORS_EXPOSE_HEADERS = [
    "Link",
    "Location",
    "Content-Disposition",
    "ETag",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Deprecation",
    "Sunset",
]

MIDDLEWARE = [
    # Before all that answers: a redirect to HTTPS too must say who may read it.
    *(["corsheaders.middleware.CorsMiddleware"] if CORS_ORIGINS else []),
    "django.middleware.security.SecurityMiddleware",
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

HTTPS = flag("VERBATIM_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if HTTPS else 0
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"
PROXY = flag("VERBATIM_PROXY", default=False)
if PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# An article of 200,000 words pasted into the admin is about 1.3 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

REST_FRAMEWORK = {
    # The first one says what a 401 asks for; a session's would make a 403 of it.
    "DEFAULT_AUTHENTICATION_CLASSES": (
        "quotes.api.authentication.KeyAuthentication",
        "quotes.api.authentication.PasswordAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ),
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "quotes.api.negotiation.Negotiation",
    "DEFAULT_PARSER_CLASSES": ("quotes.api.parsers.StrictJSONParser",),
    "DEFAULT_RENDERER_CLASSES": (
        "quotes.api.renderers.FastJSONRenderer",
        "rest_framework.renderers.BrowsableAPIRenderer",
    ),
    "DEFAULT_SCHEMA_CLASS": "quotes.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ("quotes.api.throttles.Throttle",),
    # Never the whole of X-Forwarded-For, which anybody may write what they like into.
    "NUM_PROXIES": count("VERBATIM_PROXIES", default=int(PROXY), least=0),
    "EXCEPTION_HANDLER": "quotes.api.problems.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Verbatim",
    "DESCRIPTION": "Who said what, in which article, with the exact characters as evidence.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    # What must not be blank has a least length.
    "ENFORCE_NON_BLANK_FIELDS": True,
    # In the order of the addresses, and of the filters in their declarations.
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_NAME_OVERRIDES": {
        "QuoteKind": "quotes.models.Quote.Kind",
        "QuoteType": "quotes.models.Quote.Type",
        "SpeakerKind": "quotes.models.Speaker.Kind",
        "Review": "quotes.models.Quote.Review",
        "Resolution": "quotes.models.Quote.Resolution",
        "Status": "quotes.models.Source.Status",
    },
    # The assets of the documentation come from this server and from nowhere else.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
}
