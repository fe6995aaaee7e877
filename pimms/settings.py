"""One file of settings, in the order a reader asks: where am I, what is installed, who may
enter, where is the data, how does it speak, how is it protected, how does it log."""

from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from pimms import postgres

# --- Where am I -----------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# LOCAL: served to this machine only, over plain http (`make run`, tests).
LOCAL = env.bool("LOCAL", default="DATABASE_URL" not in env.ENVIRON)


def _secret_key() -> str:
    """The key of this installation, made once and kept in var/ when none is given."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or _secret_key()
# What the top-up codes in stock are encrypted with; a code sealed with another key stays shut.
CODES_KEY = env.str("CODES_KEY", default="") or SECRET_KEY
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
ROOT_URLCONF = "pimms.urls"
WSGI_APPLICATION = "pimms.wsgi.application"

# The association whose name stands on the screens and the documents.
HOUSE = env.str("HOUSE", default="Pimms d’Antony")
HOUSE_ADDRESS = env.str("HOUSE_ADDRESS", default="Place des Baconnets, 92160 Antony")
# How it is reached, said at the foot of e-mails; an answer to one goes to the address.
HOUSE_PHONE = env.str("HOUSE_PHONE", default="")
HOUSE_EMAIL = env.str("HOUSE_EMAIL", default="")
# Its SIRET or RNA number, which the files of the directory are named after.
HOUSE_SIRET = env.str("HOUSE_SIRET", default="00000000000000")
# A banner says that the people are fictitious (`make run`).
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
# How many days somebody waits after the end before a renewal; the director may let in earlier.
RENEWAL_WAIT_DAYS = env.int("RENEWAL_WAIT_DAYS", default=0)
# The school holidays that workshops leave out: the zone of Antony.
SCHOOL_ZONE = env.str("SCHOOL_ZONE", default="C")
# How long a place of a full workshop is kept for whom it is offered to.
OFFER_HOURS = env.int("OFFER_HOURS", default=24)
# The commune whose CCAS reads the report (INSEE code).
HOME_COMMUNE = env.str("HOME_COMMUNE", default="92002")

# --- What is installed ----------------------------------------------------------------------

INSTALLED_APPS = [
    "pimms",
    "reports",
    "recharges",
    "workshops",
    "surveys",
    "beneficiaries",
    "funding",
    "partners",
    "accounts",
    "pimms.kernel",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "django_htmx",
    "lucide",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "pimms.apps.StaticConfig",
    "django.forms",
]

MIDDLEWARE = [
    "pimms.health.probe",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.private",
    "accounts.middleware.lock",
    "accounts.middleware.SignedIn",
    "allauth.account.middleware.AccountMiddleware",
    "pimms.middleware.readable",
    "accounts.middleware.second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "beneficiaries.middleware.MergedFiles",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.discreet",
]

MESSAGE_STORAGE = "pimms.kernel.said.Said"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["pimms.kernel.templatetags.french"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pimms.navigation.context",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Who may enter --------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Door"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.ClosedDoor"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.ConfirmForm",
    "reset_password": "accounts.forms.ResetForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
# `ip` is a visitor: an address, or a browser that somebody signed in with (accounts.adapter).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # the key is an account and a visitor
    "login_failed_by_strangers": "60/h/key",  # an account, whoever guesses
}
# How many proxies of ours each request comes through: what they say of its sender is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
JOIN_RATE = "20/h/ip"  # seats taken from the public agenda
SURVEY_RATE = "30/h/ip"  # answers to a survey by its link
SHARED_RATE = "60/h/ip"  # figures behind a link
FOLLOW_RATE = "30/m/ip"  # the page behind the code of a sheet
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondSignInForm",
    "reauthenticate": "accounts.forms.SecondConfirmForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = HOUSE
# The roles that may not work without a second factor.
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[] if LOCAL else ["director"])
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_MINUTES", default=120) * 60
# A desk left alone that long is locked; its quick code, or the password, opens it again.
LOCK_MINUTES = env.int("LOCK_MINUTES", default=10)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Where is the data ----------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=postgres.url())}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
}
# A database that does not answer is soon said to be away; a long wait would hold every desk.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# What is counted is counted by all processes together, and after a restart too.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so that nobody's count is pushed out by another's
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"  # never served as it is: a view checks who asks
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# What the ledger has seen of itself, in a file a database; another disk is better.
WITNESS_DIR = Path(env.str("WITNESS_DIR", default=str(VAR_DIR / "witness")))
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "woff2", "gz", "br")
# A desk register larger than this is refused with a sentence.
REGISTER_MEGABYTES = env.int("REGISTER_MEGABYTES", default=25)
# So is a scanned sign-in sheet.
SHEET_MEGABYTES = env.int("SHEET_MEGABYTES", default=10)

# --- How does it speak ----------------------------------------------------------------------

LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "fr", "Europe/Paris", True, True
USE_THOUSAND_SEPARATOR = False
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
if not LOCAL and "console" in EMAIL_CONFIG["EMAIL_BACKEND"]:
    EMAIL_BACKEND = "pimms.kernel.no_mail.EmailBackend"  # a log is no letterbox
EMAIL_TIMEOUT = 10  # seconds that a mail server may take for a step
# What the links in messages begin with.
ADDRESS = env.str("ADDRESS", default="http://localhost:8000").rstrip("/")
_SENDER = env.str("DEFAULT_FROM_EMAIL", default="ne-pas-repondre@localhost")
DEFAULT_FROM_EMAIL = _SENDER if "<" in _SENDER else f'"{HOUSE}" <{_SENDER}>'
PROCRASTINATE_IMPORT_PATHS = [
    "pimms.register.tasks",
    "pimms.exports.tasks",
    "pimms.returns.tasks",
    "workshops.tasks",
    "beneficiaries.tasks",
    "partners.tasks",
    "recharges.tasks",
    "accounts.tasks",
    "reports.tasks",
]
# An HTTP gateway that sends text messages; without one, people are called.
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", default="")
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", default="")
SMS_SENDER = env.str("SMS_SENDER", default="PIMMS")
# How long before a session people are reminded of it.
REMINDER_HOURS = env.int("REMINDER_HOURS", default=48)

# --- How is it protected --------------------------------------------------------------------

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
if not LOCAL:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # Both bind more than this address, for a year and more: only whoever owns the name may say so.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they want both switched on
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- How does it log ------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "pimms.kernel.logs.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "ERROR"},
    },
}

# --- While it is written (`make dev`) -------------------------------------------------------

# The package is a developer's: it is absent where the program is in use.
if DEBUG and LOCAL and find_spec("debug_toolbar"):
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(0, "debug_toolbar.middleware.DebugToolbarMiddleware")
    MIGRATION_MODULES = {"debug_toolbar": None}  # its history stays in memory, without a table
    INTERNAL_IPS = ["127.0.0.1", "::1"]
    DEBUG_TOOLBAR_PANELS = [
        f"debug_toolbar.panels.{panel}"
        for panel in (
            "history.HistoryPanel",
            "timer.TimerPanel",
            "sql.SQLPanel",
            "templates.TemplatesPanel",
            "request.RequestPanel",
        )
    ]
