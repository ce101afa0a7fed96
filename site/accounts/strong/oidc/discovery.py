"""What a provider tells of itself (OpenID Connect Discovery 1.0), and its keys. Both are kept for an hour."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWTError

from ..problems import PROVIDER, IdentificationError
from . import fetching

WELL_KNOWN = "/.well-known/openid-configuration"
KEPT = 60 * 60  # seconds
ANEW = 60  # seconds within which keys are not asked for anew because of an unknown one


@dataclass(frozen=True, kw_only=True)
class Metadata:
    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    signatures: tuple[str, ...] = ()
    by_post: bool = False  # the secret goes in the form, because the provider takes no other way
    levels: tuple[str, ...] = ()


def metadata(issuer: str) -> Metadata:
    """Raises IdentificationError as `read` does."""
    name = _name("metadata", issuer)
    kept = cache.get(name)
    if kept is None:
        kept = asdict(read(issuer))
        cache.set(name, kept, KEPT)
    return Metadata(**kept)


def read(issuer: str) -> Metadata:
    """Ask the provider. Raises IdentificationError when it cannot be reached, or («issuer», «endpoints») when it tells of another one
    or leaves out what is needed."""
    found = fetching.get(issuer.rstrip("/") + WELL_KNOWN)
    named = str(found.get("issuer", ""))
    if not named or named.rstrip("/") != issuer.rstrip("/"):
        raise IdentificationError(PROVIDER, "issuer")
    endpoints = {
        "authorization": _address(found.get("authorization_endpoint")),
        "token": _address(found.get("token_endpoint")),
        "keys": _address(found.get("jwks_uri")),
    }
    if not all(endpoints.values()):
        raise IdentificationError(PROVIDER, "endpoints")
    ways = _texts(found.get("token_endpoint_auth_methods_supported")) or ("client_secret_basic",)
    return Metadata(
        issuer=named,
        userinfo=_address(found.get("userinfo_endpoint")),
        signatures=_texts(found.get("id_token_signing_alg_values_supported")),
        by_post="client_secret_basic" not in ways and "client_secret_post" in ways,
        levels=_texts(found.get("acr_values_supported")),
        **endpoints,
    )


def key(source: Metadata, kid: str | None) -> PyJWK | None:
    """The provider's key of that name; without a name its only one. An unknown one is looked for anew, but not often:
    whoever invents names makes us ask no more."""
    found = _choose(_keys(source), kid)
    if found is None and cache.add(_name("anew", source.keys), True, ANEW):
        cache.delete(_name("keys", source.keys))
        found = _choose(_keys(source), kid)
    return found


def read_keys(source: Metadata) -> dict[str, Any]:
    """Raises IdentificationError when there is none that a signature can be checked with («keys»)."""
    found = fetching.get(source.keys)
    if not _usable(found):
        raise IdentificationError(PROVIDER, "keys")
    return found


def _keys(source: Metadata) -> list[PyJWK]:
    name = _name("keys", source.keys)
    kept = cache.get(name)
    if kept is None:
        kept = read_keys(source)
        cache.set(name, kept, KEPT)
    return _usable(kept)


def _usable(found: dict[str, Any]) -> list[PyJWK]:
    """Of the kinds that `tokens.KINDS` knows, and meant for signatures."""
    try:
        keys = PyJWKSet.from_dict(found).keys
    except (PyJWTError, ValueError, TypeError, AttributeError):
        return []
    return [one for one in keys if one.key_type in ("RSA", "EC") and one.public_key_use in (None, "sig")]


def _choose(keys: list[PyJWK], kid: str | None) -> PyJWK | None:
    if kid is None:
        return keys[0] if len(keys) == 1 else None
    return next((one for one in keys if one.key_id == kid), None)


def _address(value: Any) -> str:
    """Nothing for what is none that may be used."""
    return value if isinstance(value, str) and fetching.is_safe(value) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _name(what: str, url: str) -> str:
    return f"strong:{what}:" + salted_hmac("accounts.strong.cache", url, algorithm="sha256").hexdigest()
