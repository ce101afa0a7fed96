"""Settings every environment shares. Everything an operator may change is read from the environment here, in one place."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import env, env_bool, env_list
from .search import ELASTICSEARCH, VOIKKO, search_caches  # noqa: F401

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("RAITTI_VAR", ROOT / "var"))  # what running produces: database, media, collected files

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

# Who stands where: docs/architecture.md. Ours first, so that our templates win.
INSTALLED_APPS = [
    "demo",
    "home",
    "participation.council",
    "participation.consultations",
    "news",
    "surveys",
    "participation.projects",
    "participation.proposals",
    "participation.comments",
    "participation.moderation",
    "participation.retention",
    "participation.searches",
    "participation.following",
    "participation",
    "search",
    "accounts",
    "accounts.council",
    "municipality",
    "core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "core.admin_search.apps.AdminSearchConfig",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts.security.tracking.SessionsConfig",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "core.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.acting.middleware.ActingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.strong.visit.VisitMiddleware",
    "accounts.security.gate.SecurityMiddleware",
    "accounts.middleware.AccountReadingMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.publishing.middleware.NotReadyMiddleware",
]

ROOT_URLCONF = "config.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our widgets' templates stand in templates/
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "municipality.context_processors.municipality",
            ],
            "builtins": [
                "core.templatetags.ui",
                "core.templatetags.addresses",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

# Database. SQLite writes at once and waits its turn: docs/decisions/0003-sqlite.md
DATABASES = {
    "default": dj_database_url.parse(env("DATABASE_URL") or f"sqlite:///{VAR / 'raitti.sqlite3'}", conn_max_age=60)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = 0 if env("RAITTI_TESTING") else 60
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_NEAR = {"BACKEND": "core.cache.NearDatabaseCache", "LOCATION": "django_cache", "OPTIONS": {"MAX_ENTRIES": 10_000}}
CACHES: dict[str, dict[str, Any]] = {"default": _NEAR}
if env("REDIS_URL"):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}
CACHES.update(search_caches(CACHES["default"]))
# Which sizes of a picture there are: asked at every picture, so kept in the process for a minute.
CACHES["renditions"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "renditions",
    "TIMEOUT": 60,
}

# Background work: the database is the queue, `manage.py serve` runs a worker.
# «long» has a worker of its own, so that mail does not wait for an import.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}

# `manage.py serve`: what is called with the languages before it forks, commands run by the clock (every so many
# seconds, at full minutes, hours, days), and what it tells when the site answers.
SERVE_PRELOAD = ["search.analysis.warm", "search.engines.elasticsearch.client.warm"]
PERIODIC_JOBS = [
    ("publish_scheduled", 60),
    ("tell_phases", 60),
    ("purge_accounts", 60 * 60),
    ("keep_council", 60),
    ("end_acting", 60),
    ("finish_deletions", 60 * 5),
    ("apply_retention", 60 * 60 * 24),
    ("purge_limits", 60 * 10),
    ("purge_security", 60 * 60 * 24),
    ("send_search", 5),
    ("refresh_search", 60),
    ("search_check --only elasticsearch --mend", 60 * 60 * 24),
    ("ask_searches", 60),
    ("purge_words", 60 * 60 * 24),
    ("purge_searches", 60 * 60 * 24),
    ("purge_moderation", 60 * 60),
    ("purge_following", 60 * 60),
    ("purge_surveys", 60 * 60 * 24),
    ("purge_consultations", 60 * 60 * 24),
    ("pack_surveys", 60 * 10),
    ("mail_moderators", 60),
    ("clearsessions", 60 * 60 * 24),
    ("purge_jobs", 60 * 60 * 24),
    ("purge_previews", 60 * 60 * 24),
    ("purge_imports", 60 * 60 * 24),
    ("purge_wordpress", 60 * 60 * 24),
    ("prune_db_task_results --min-age-days 2 --failed-min-age-days 30", 60 * 60 * 24),
]
# Mail to many has a clock and a process of its own: ten thousand mails hold up nothing else.
PERIODIC_MAIL = [("mail_followers", 5), ("mail_surveys", 10), ("mail_statements", 10)]
FOLLOWING_LEASE = int(env("FOLLOWING_LEASE", "60"))  # seconds in which a process sends the mails it has claimed
SERVE_NOTICES = ["demo.notices.sign_ins"]

# Files with answers to surveys and opinions: how many and how large, and clamd: «host:port» or the path of its socket.
SURVEY_FILES = int(env("SURVEY_FILES", "5"))
SURVEY_FILE_MEGABYTES = int(env("SURVEY_FILE_MEGABYTES", "10"))
OPINION_FILES = int(env("OPINION_FILES", "5"))
OPINION_FILE_MEGABYTES = int(env("OPINION_FILE_MEGABYTES", "20"))
CLAMD = env("RAITTI_CLAMD")

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:mine"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # there are none: an unknown address gets an account that waits to be proved
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_RATE_LIMITS = {
    # By network, generously (a library is one), and by address: whoever guesses gets few codes to guess at.
    "request_login_code": "30/m/ip,300/h/ip,3/m/key,12/h/key",
    "confirm_login_code": "60/m/ip,5/15m/key",  # key: one code
}
# Passkeys, and the second step of staff: docs/decisions/0020-security.md
STAFF_SECOND_FACTOR = env_bool("STAFF_SECOND_FACTOR")  # a municipality may ask for it too
MFA_ADAPTER = "accounts.security.mfa.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # codes of half a minute before and after: phones' clocks differ
# Public forms (core.guard): seconds that nobody writes in, seconds that a page may have been open, and how often each
# kind of act may be done: by whom («person», «network»: a library or a school is one, «address»), how many, in how many seconds.
GUARD_QUICKEST = int(env("GUARD_QUICKEST", "2"))
GUARD_OLDEST = 60 * 60 * 12
GUARD_LIMITS: dict[str, tuple[tuple[str, int, int], ...]] = {
    "draft": (("person", 60, 60 * 60), ("network", 200, 60 * 60)),
    "proposal": (("person", 10, 60 * 60), ("person", 30, 60 * 60 * 24), ("network", 100, 60 * 60)),
    "comment": (("person", 6, 60), ("person", 60, 60 * 60), ("network", 200, 60 * 60)),
    "opinion": (("person", 20, 60 * 60), ("network", 200, 60 * 60)),
    "statement": (("network", 200, 60 * 60),),
    "survey": (("person", 60, 60 * 60), ("network", 1000, 60 * 60)),  # a school answers from one network
    "survey_code": (("person", 60, 60 * 60), ("network", 1000, 60 * 60)),
    "tell": (("person", 5, 60 * 60 * 24), ("network", 100, 60 * 60)),
    "report": (("person", 20, 60 * 60), ("network", 40, 60 * 60)),
    "appeal": (("person", 10, 60 * 60),),
    "council": (("person", 60, 60 * 60),),
    "council_table": (("person", 30, 60 * 60),),
    "follow": (("person", 120, 60 * 60), ("network", 60, 60 * 60)),
    "follow_mail": (("address", 5, 60 * 60 * 24),),  # confirmations to one address
    "own_data": (("person", 4, 60 * 60),),
    "leave": (("person", 10, 60 * 60),),
    "security": (("person", 30, 60 * 60),),
    "email_change": (("person", 5, 60 * 60), ("person", 10, 60 * 60 * 24), ("network", 60, 60 * 60)),
    # Not forms, but counted the same way: codes mailed, mailed codes tried, second steps tried, passkeys asked for.
    "security_code": (("person", 6, 60 * 15), ("person", 20, 60 * 60 * 24)),
    "code_try": (("person", 15, 60 * 15), ("person", 60, 60 * 60 * 24)),
    "second_step": (("person", 8, 60 * 15), ("person", 40, 60 * 60 * 24), ("network", 300, 60 * 60)),
    "passkey": (("network", 120, 60 * 10),),
    "identify": (("network", 300, 60 * 60),),
}
# The service desk acts for a person for so many seconds from the start, never longer; told when so many are left.
ACTING_SECONDS = int(env("ACTING_SECONDS", str(30 * 60)))
ACTING_HINT_SECONDS = min(5 * 60, ACTING_SECONDS // 2)
# Strong identification (docs/identification.md): seconds that one holds and may be on the way; HTTP is for trials here.
IDENTIFICATION_SECONDS = int(env("IDENTIFICATION_SECONDS", str(30 * 60)))
IDENTIFYING_SECONDS = 20 * 60
IDENTIFICATION_OVER_HTTP = env_bool("IDENTIFICATION_OVER_HTTP")
# Asked while somebody types: how many times a minute by one network, in one process (`core.pace`).
PACE = {"suggest": 600, "similar": 300, "tally": 60}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"

# Languages: a third is a line here and a catalogue.
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"  # files that no address leads to
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

# West, south, east, north in degrees: a place outside is taken for a mistake when proposals are brought in.
PLACE_BOUNDS = (19.0, 59.3, 31.7, 70.2)  # Finland with its islands

# Mail: without EMAIL_HOST every message is printed in the terminal.
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS")
EMAIL_USE_SSL = env_bool("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = env("EMAIL_FILE_PATH")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
elif EMAIL_FILE_PATH:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
else:
    EMAIL_BACKEND = "core.mail.TerminalBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "raitti@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Security of public pages: nothing inline. The admin's looser policy: core.middleware
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *env_list("MAP_TILE_ORIGINS")],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:", *env_list("MAP_TILE_ORIGINS")],
    "frame-src": [SELF],
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor previews pages in a frame
SILENCED_SYSTEM_CHECKS = [
    "security.W019",
    "auth.W004",  # an address is one person's, but those for whom the service desk acts may have none
]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Wagtail
WAGTAIL_SITE_NAME = "Raitti"
WAGTAILADMIN_BASE_URL = env("BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "rtf", "txt", "xlsx", "zip", "json", "geojson"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.admin_search.backend"}}
TAGGIT_CASE_INSENSITIVE = True

# Nothing personal in logs: no request bodies, no addresses.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
    # The first would report every stop; that Elasticsearch does not answer we say ourselves, once.
    "loggers": {name: {"level": "ERROR"} for name in ("django_tasks_db", "elastic_transport")},
}
