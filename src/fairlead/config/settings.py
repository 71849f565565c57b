"""Django's settings. Values people choose come from environment.py; everything else is decided here.

What may not live here: os.environ, and anything that differs between rooms."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from fairlead.config import databases, environment, mail, secret_key
from fairlead.config.rooms import APPS, ROOMS
from fairlead.core.pulse.bounds import Thresholds

PACKAGE: Final = Path(__file__).resolve().parent.parent
DATA: Final = environment.DATA()
PUBLIC_URL: Final = environment.URL() or "http://127.0.0.1:8000"
_ADDRESS: Final = urlsplit(PUBLIC_URL)
IS_HTTPS: Final = _ADDRESS.scheme == "https"

DEBUG = False
KEY_FILE: Final = environment.KEY_FILE() or DATA / "private-keys"
KEEP_PROMISES: Final = environment.KEEP_PROMISES()
KEEP_PREPARATION: Final = environment.KEEP_PREPARATION()
KEEP_FEEDBACK: Final = environment.KEEP_FEEDBACK()
KEEP_PULSE_COMMENTS: Final = environment.KEEP_PULSE_COMMENTS()
PULSE_THRESHOLDS: Final = Thresholds(  # refuses what is lower than it may be
    scores=environment.PULSE_SCORES(),
    items=environment.PULSE_ITEMS(),
    comments=environment.PULSE_COMMENTS(),
)
SECRET_KEY = environment.SECRET_KEY() or secret_key.kept_in(DATA)
ALLOWED_HOSTS = sorted({_ADDRESS.hostname or "", "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
TRUSTED_PROXIES: Final = environment.TRUSTED_PROXIES()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "fairlead.doors.answered",
    *APPS,
]
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}"}
    for rule in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]

MIDDLEWARE = [
    "fairlead.doors.proxies.Proxies",
    "fairlead.doors.cookieless.Cookieless",
    "fairlead.doors.headers.Headers",
    "fairlead.doors.assets.Assets",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fairlead.doors.who.WhoAsks",
    "fairlead.doors.sorry.FilledErrors",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "fairlead.config.urls"
WSGI_APPLICATION = "fairlead.config.wsgi.application"
APPEND_SLASH = False

DATABASES: dict[str, dict[str, Any]] = {
    "default": databases.described(environment.DATABASE_URL(), data=DATA, pool=environment.DATABASE_POOL())
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATE_FOLDERS: Final = [PACKAGE / "doors" / "templates"] + [
    folder for room in ROOMS if (folder := PACKAGE / "rooms" / room / "templates").is_dir()
]
TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": TEMPLATE_FOLDERS,
        "OPTIONS": {"environment": "fairlead.config.jinja.environment", "auto_reload": False},
    },
    {  # allauth's own mails only
        "NAME": "allauth",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

SESSION_ENGINE = "fairlead.rooms.people.sessions"
WHO_ASKS = "fairlead.rooms.people.asking"
SESSION_COOKIE_NAME = "fairlead"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_NAME = "fairlead-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fairlead.doors.sorry.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

ACCOUNT_ADAPTER = "fairlead.rooms.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # who is not here is not written to
ACCOUNT_EMAIL_VERIFICATION = "none"
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/sign-in"

MAIL: Final = mail.described(environment.SMTP_URL())
MAIL_IS_SET_UP: Final = MAIL is not None
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.MAIL_FROM() or f"fairlead@{_ADDRESS.hostname}"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if MAIL else "django.core.mail.backends.dummy.EmailBackend"
)
if MAIL is not None:
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_tls_from_start, MAIL.is_starttls
    EMAIL_TIMEOUT = 20

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "fairlead-language"

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a page of the mirror carries its talk along
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["fairlead.doors.uploads.InMemory"]  # nothing sent ever lies on a disk

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "fairlead.config.logs.WithoutWords",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"paths": {"()": "fairlead.config.logs.WithoutPaths"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": environment.LOG_LEVEL().upper()},
    "loggers": {
        "django": {"handlers": [], "level": environment.LOG_LEVEL().upper(), "propagate": True},
        # a refusal is the asker's business, not the log's
        "django.request": {"filters": ["paths"], "level": "ERROR", "propagate": True},
        "django.security": {"filters": ["paths"], "level": "ERROR", "propagate": True},
        "httpx": {"handlers": [], "level": "WARNING", "propagate": True},  # no line for each request
        # a statement carries people's words: never, at any level
        "django.db.backends": {"handlers": [], "level": "ERROR", "propagate": False},
    },
}
