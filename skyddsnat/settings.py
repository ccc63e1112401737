"""Settings: short, read from the environment, loud when production misses something."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from skyddsnat.core.embedded import SUPERUSER, Cluster
from skyddsnat.shared.hosts import is_host
from skyddsnat.shared.languages import NAMES

PACKAGE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("SKYDDSNAT_VAR") or PACKAGE.parent / "var").resolve()
MODE = os.environ.get("SKYDDSNAT_MODE", "demo")
if MODE not in {"demo", "production"}:
    raise ImproperlyConfigured(f"SKYDDSNAT_MODE is {MODE!r}; it must be 'demo' or 'production'.")
DEMO = MODE == "demo"


def required(name: str) -> str:
    """An environment variable that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set, and SKYDDSNAT_MODE=production requires it.")
    return value


def kept_secret() -> str:
    """A secret of this machine's own, made once and kept under var/."""
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = False
SECRET_KEY = kept_secret() if DEMO else required("SECRET_KEY")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if DEMO else required("ALLOWED_HOSTS").split(",")
# How letters and calendars, which answer no request, begin their links.
SITE_ADDRESS = os.environ.get("SITE_ADDRESS") or (
    "http://localhost:8014" if DEMO else f"https://{ALLOWED_HOSTS[0]}"
)
# The form for tips on a host of its own (tips.example.org), which serves nothing else; with the rest when empty.
TIPS_HOST = os.environ.get("TIPS_HOST", "")
if TIPS_HOST and not is_host(TIPS_HOST):
    raise ImproperlyConfigured(
        f"TIPS_HOST is {TIPS_HOST!r}; it must be a host's name, such as tips.example.org."
    )
CSRF_TRUSTED_ORIGINS = [] if DEMO else [f"https://{host}" for host in ALLOWED_HOSTS]

if TIPS_HOST:
    ALLOWED_HOSTS.append(TIPS_HOST.partition(":")[0])

EMBEDDED = None if os.environ.get("DATABASE_URL") else Cluster(VAR / "postgres")
DATABASES: dict[str, dict[str, Any]]
if EMBEDDED is None:
    DATABASES = {"default": dict(dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60))}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": str(EMBEDDED.sockets),
            "USER": SUPERUSER,
            "NAME": "skyddsnat",
            "CONN_MAX_AGE": 60,
        }
    }
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

INSTALLED_APPS = [
    "procrastinate.contrib.django",  # before the rooms, whose jobs it finds in their tasks.py
    "skyddsnat.website",
    "skyddsnat.reporting",
    "skyddsnat.insight",
    "skyddsnat.guidance",
    "skyddsnat.knowledge",
    "skyddsnat.industry",
    "skyddsnat.tips",
    "skyddsnat.cooperation",
    "skyddsnat.economy",
    "skyddsnat.mandate",
    "skyddsnat.actors",
    "skyddsnat.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    # The public pages. Wagtail's rooms do not open without images and documents; nobody is permitted to upload either.
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's MFA pages load it
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "skyddsnat.tips.own_host.middleware.form_host",
    "skyddsnat.tips.filing.middleware.doors",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "skyddsnat.guidance.middleware.editing_rooms",
    "skyddsnat.guidance.middleware.public_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "skyddsnat.core.middleware.interface_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "skyddsnat.core.middleware.second_factor",
    "skyddsnat.core.middleware.private_pages",
    "skyddsnat.core.middleware.own_way_back",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "skyddsnat.website.urls"
WSGI_APPLICATION = "skyddsnat.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "skyddsnat.website.templatetags.skyddsnat"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "skyddsnat.website.context.page",
            ],
        },
    }
]

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "skyddsnat.core.signin.NoSelfRegistration"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by a colleague, not by signing up
MFA_TOTP_ISSUER = "Skyddsnät"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

LANGUAGE_CODE = "sv"
# The interface is in the first two; the public pages are in all of them (skyddsnat/shared/languages.py).
LANGUAGES = list(NAMES.items())
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_SITE_NAME = "Skyddsnät"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English")]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # accounts are ours
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False  # nothing is asked of other sites
WAGTAILADMIN_COMMENTS_ENABLED = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a page of many blocks is one form
USE_I18N = True
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Public pages that are kept in each process until what visitors see changes (skyddsnat/guidance/middleware.py).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "public": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "public",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [("sealing", PACKAGE / "shared" / "sealing" / "browser")]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO
if DEMO:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# The editing rooms at /redaktion/ are Wagtail's, which writes scripts and styles into its pages and frames previews.
EDITING_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_PROXY_SSL_HEADER = None if DEMO else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What MAIL_PROVIDER may be, with the variables that it then requires (options of django-anymail's backend).
MAIL_PROVIDERS: dict[str, dict[str, str]] = {
    "brevo": {"api_key": "MAIL_API_KEY"},
    "mailgun": {"api_key": "MAIL_API_KEY", "sender_domain": "MAIL_DOMAIN"},
    "mailjet": {"api_key": "MAIL_API_KEY", "secret_key": "MAIL_API_SECRET"},
    "postmark": {"server_token": "MAIL_API_KEY"},
    "scaleway": {"secret_key": "MAIL_API_KEY", "project_id": "MAIL_PROJECT"},
}


def mailer() -> dict[str, Any]:
    """Files in the demonstration; in production SMTP, or the provider that MAIL_PROVIDER names."""
    if DEMO:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": VAR / "mail"},
        }
    provider = os.environ.get("MAIL_PROVIDER", "smtp")
    if provider == "smtp":
        return {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": os.environ.get("EMAIL_HOST", "localhost"),
                "port": int(os.environ.get("EMAIL_PORT") or 0) or None,
                "username": os.environ.get("EMAIL_USER"),
                "password": os.environ.get("EMAIL_PASSWORD"),
                "use_tls": bool(os.environ.get("EMAIL_TLS")),
                "timeout": 30,
            },
        }
    if provider not in MAIL_PROVIDERS:
        known = ", ".join(["smtp", *MAIL_PROVIDERS])
        raise ImproperlyConfigured(f"MAIL_PROVIDER is {provider!r}; it must be one of {known}.")
    options = {option: required(name) for option, name in MAIL_PROVIDERS[provider].items()}
    return {"BACKEND": f"anymail.backends.{provider}.EmailBackend", "OPTIONS": options}


MAILERS = {"default": mailer()}
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "skyddsnat@localhost")
# Who writes the letters of mailings; the authority of the assignment when empty.
AUTHORITY_NAME = os.environ.get("AUTHORITY_NAME", "")
# Where companies reach the authority: a phone number and an address; not shown when empty. The demonstration's are
# made up: the number is one of those that are given to nobody.
AUTHORITY_PHONE = os.environ.get("AUTHORITY_PHONE") or ("08-465 004 00" if DEMO else "")
AUTHORITY_EMAIL = os.environ.get("AUTHORITY_EMAIL") or ("foretag@example.org" if DEMO else "")
# The private key of badges as PEM (RSA, at least 2048 bits); made at set-up and kept sealed in the database when empty.
BADGE_KEY = os.environ.get("BADGE_KEY", "")
# The private key of proofs that a tip was filed, as PEM (Ed25519); made at set-up and kept sealed when empty.
FILING_KEY = os.environ.get("FILING_KEY", "")
LETTERS_A_MINUTE = int(os.environ.get("LETTERS_A_MINUTE") or 120)  # of all mailings together
# "user:password" that the mail provider signs in with when it tells of bounces; without it nobody is listened to.
ANYMAIL = {"WEBHOOK_SECRET": os.environ.get("MAIL_WEBHOOK_SECRET", "")}
if os.environ.get("MAIL_WEBHOOK_KEY"):
    ANYMAIL["MAILGUN_WEBHOOK_SIGNING_KEY"] = os.environ["MAIL_WEBHOOK_KEY"]

SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # subdomains and preloading are the operator's
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "skyddsnat.core.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
