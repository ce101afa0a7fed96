"""Whether an ID token is the provider's, for us, of now, and of this very visit (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

from typing import Any

import jwt
from django.utils.crypto import constant_time_compare
from jwt import PyJWK
from jwt import exceptions as wrong

from ..problems import CLOCK, UNTRUSTED, IdentificationError
from ..rules import LEEWAY, OLDEST_TOKEN
from . import discovery

KINDS = {"RS256": "RSA", "ES256": "EC"}  # which key a signature is checked with; nothing else is taken
NEEDED = ["iss", "sub", "aud", "exp", "iat"]


def claims_of(
    token: str, *, source: discovery.Metadata, client_id: str, nonce: str, begun_at: float, now: float
) -> dict[str, Any]:
    """Raises IdentificationError: «untrusted», or «clock» where only the times do not agree."""
    claims = _decoded(token, source, client_id)
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise IdentificationError(UNTRUSTED, "nonce")
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (others or "azp" in claims) and claims.get("azp") != client_id:
        raise IdentificationError(UNTRUSTED, "azp")
    if now - float(claims["iat"]) > (OLDEST_TOKEN + LEEWAY).total_seconds():
        raise IdentificationError(CLOCK, "iat")
    seen = claims.get("auth_time")
    if seen is not None and not (isinstance(seen, int | float) and seen >= begun_at - LEEWAY.total_seconds()):
        raise IdentificationError(UNTRUSTED, "auth_time")
    return claims


def _decoded(token: str, source: discovery.Metadata, client_id: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        found: dict[str, Any] = jwt.decode(
            token,
            _key(source, header),
            algorithms=[header["alg"]],
            audience=client_id,
            issuer=source.issuer,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except (wrong.ExpiredSignatureError, wrong.ImmatureSignatureError) as error:
        raise IdentificationError(CLOCK, type(error).__name__) from error
    except wrong.PyJWTError as error:
        raise IdentificationError(UNTRUSTED, type(error).__name__) from error
    return found


def _key(source: discovery.Metadata, header: dict[str, Any]) -> PyJWK:
    """Only a key of the kind that the signature claims to be of."""
    kind = KINDS.get(str(header.get("alg")))
    found = discovery.key(source, header.get("kid")) if kind else None
    if found is None or found.key_type != kind:
        raise IdentificationError(UNTRUSTED, "alg" if kind is None else "key")
    return found
