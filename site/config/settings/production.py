"""A real municipality: docs/operators.md says what to set."""

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, SECRET_KEY
from .environment import env, env_bool

if not SECRET_KEY:
    raise RuntimeError(
        "SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )
if not ALLOWED_HOSTS:
    raise RuntimeError("ALLOWED_HOSTS is not set. Give the site's host names, with commas between.")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = int(env("SECURE_HSTS_SECONDS", "31536000"))
SECURE_HSTS_INCLUDE_SUBDOMAINS = env_bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env_bool("SECURE_HSTS_PRELOAD", default=True)
if env_bool("BEHIND_PROXY", default=True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # How many proxies stand before us: rate limits count by the address that the outermost of them saw.
    ALLAUTH_TRUSTED_PROXY_COUNT = int(env("PROXY_COUNT", "1"))
