"""Django's settings: all that can be chosen comes from the environment (`environment.py`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from csp.constants import NONE, SELF, WASM_UNSAFE_EVAL

from inkread.web.environment import read_environment
from inkread.web.pages.policies import EMBEDDER

FOLDER = Path(__file__).parent
ENVIRONMENT = read_environment(os.environ)


def is_hashed(path: str, url: str) -> bool:
    """Whether a static file carries a hash of its content in its name, and never changes."""
    return "/built/assets/" in url


def confine_workers(headers: Headers, path: str, url: str) -> None:
    """A worker lives by the policies that its own file came with, and so do its threads."""
    if url.endswith(".js"):
        headers[EMBEDDER[0]] = EMBEDDER[1]
        headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
        )


SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
DATABASES = {"default": dict(ENVIRONMENT.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "inkread.web.urls"
WSGI_APPLICATION = "inkread.web.wsgi.application"
INSTALLED_APPS = [
    # Before allauth and the admin: its templates go before theirs.
    "inkread.web.accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *(f"allauth.socialaccount.providers.{name}" for name in ENVIRONMENT.providers),
    "inkread.web.pages",
    "inkread.web.readings",
    "inkread.web.visitors",
    "inkread.web.administration",
    "inkread.web.showing",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "inkread.web.pages.policies.Policies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "inkread.web.showing.middleware.ShowAsChosen",
    "inkread.web.pages.methods.SayWhichMethods",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "inkread.web.accounts.middleware.NoteActivity",
    "inkread.web.accounts.middleware.CloseToVisitors",
    "inkread.web.accounts.middleware.LeaveByPage",
    "inkread.web.accounts.middleware.SayWhatIsAway",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

CACHES = {"default": dict(ENVIRONMENT.cache)}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
REQUIRE_LOGIN = ENVIRONMENT.require_login
REGISTRATION_OPEN = ENVIRONMENT.registration_open
VISITOR_TRIES = ENVIRONMENT.visitor_tries
ADMIN_PATH = ENVIRONMENT.admin_path
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "inkread.web.accounts.passwords.LeakedPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "inkread.web.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "inkread.web.accounts.adapters.SocialAccountAdapter"
MFA_ADAPTER = "inkread.web.accounts.adapters.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "inkread.web.accounts.forms.LoginForm",
    "add_email": "inkread.web.accounts.forms.AddressForm",
    "request_login_code": "inkread.web.accounts.forms.LoginCodeForm",
    "reset_password": "inkread.web.accounts.forms.ForgottenPasswordForm",
    "signup": "inkread.web.accounts.forms.RegistrationForm",
}
# An address is confirmed by the link in the mail, or by logging in with a code sent to it.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_RATE_LIMITS = {
    "invite": "30/h/user",
    "export": "10/h/user",
    "delete_account": "10/m/user",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.https else "http"
# Behind proxies the visitor's address is the one that the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"add_webauthn": "inkread.web.accounts.forms.PasskeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "inkread"
MFA_TOTP_TOLERANCE = 1
# Browsers know passkeys on this machine without HTTPS too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENVIRONMENT.is_local_only and not ENVIRONMENT.https
SOCIALACCOUNT_PROVIDERS = dict(ENVIRONMENT.providers)
SOCIALACCOUNT_QUERY_EMAIL = True

globals().update(ENVIRONMENT.mail)

# Pictures that people keep: in no public folder, and for the eyes of this user of the system only.
_KEPT = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {
        "location": ENVIRONMENT.home / "files",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
STORAGES = {
    "default": _KEPT,
    "kept": _KEPT,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LANGUAGE_CODE = "en"
# Each by its own name, for who can read no other.
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("hi", "हिन्दी"),
    ("ta", "தமிழ்"),
]
LOCALE_PATHS = [FOLDER / "locale"]
USE_I18N = True
# Figures in Arabic with a point, as browsers write them beside the digits 0 to 9.
FORMAT_MODULE_PATH = "inkread.web.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [FOLDER / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = is_hashed
WHITENOISE_ADD_HEADERS_FUNCTION = confine_workers

# Everything comes from this server, nothing is written into the page itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The models run in WebAssembly, in a worker; no text ever becomes a script.
        "script-src": [SELF, WASM_UNSAFE_EVAL],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing to others; to ourselves, since without it browsers call the origin of a form "null".
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "inkread.web.accounts.views.form_expired"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
# Whether browsers may know it beforehand is for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None

# Only what belongs to a reading is taken in; the picture itself has its own limit while it arrives.
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
DATA_UPLOAD_MAX_NUMBER_FILES = 4

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "kept": {"class": "inkread.web.administration.faults.KeepFaults", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "kept"], "level": "WARNING"},
    # What a visitor did wrong is the visitor's answer, not the administrator's log.
    "loggers": {
        "django": {"handlers": ["console", "kept"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}
