"""To the provider, and what came back turned into claims."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django.utils import timezone

from accounts.security.sealing import unseal

from ..begun import Begun
from ..models import Provider
from ..problems import CANCELLED, PROVIDER, UNTRUSTED, IdentificationError
from . import discovery, fetching, tokens

GIVEN_UP = frozenset({"access_denied", "cancel", "cancelled"})  # the second and third are some brokers' own


def begin(provider: Provider, *, back: str, next_url: str, language: str) -> tuple[str, Begun]:
    """The address to go to, and what has to be kept until the visitor returns. Raises IdentificationError."""
    source = discovery.metadata(provider.issuer)
    begun = Begun(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(64),
        site_id=provider.site_id,
        back=back,
        next=next_url,
        language=language,
        at=timezone.now().timestamp(),
    )
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": scope_of(provider.scopes),
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": challenge(begun.verifier),
        "code_challenge_method": "S256",
        "acr_values": " ".join(provider.levels),
        "ui_locales": language,
        "prompt": "login",  # on a library's computer the one before must not be taken for this one
        "max_age": "0",  # and the token has to tell when the person was seen (OpenID Connect Core 1.0, 3.1.2.1)
    }
    return source.authorization + ("&" if "?" in source.authorization else "?") + urlencode(query), begun


def finish(provider: Provider, begun: Begun, answer: Mapping[str, str]) -> dict[str, Any]:
    """The claims that the provider's settings name, and the level, which the signed token alone tells. Raises IdentificationError."""
    source = discovery.metadata(provider.issuer)
    if error := answer.get("error"):
        raise IdentificationError(CANCELLED if error in GIVEN_UP else PROVIDER, f"answered {error[:40]!r}")
    if answer.get("iss") not in (None, source.issuer):  # RFC 9207
        raise IdentificationError(UNTRUSTED, "iss of the answer")
    given = _exchange(provider, source, begun, answer.get("code", ""))
    claims = tokens.claims_of(
        str(given.get("id_token", "")),
        source=source,
        client_id=provider.client_id,
        nonce=begun.nonce,
        begun_at=begun.at,
        now=timezone.now().timestamp(),
    )
    if source.userinfo and not set(provider.claims) <= set(claims):
        told = _userinfo(source, given, claims["sub"])
        claims = {**{name: told[name] for name in provider.claims if name in told and name != "acr"}, **claims}
    return {name: claims[name] for name in (*provider.claims, "acr") if name in claims}


def scope_of(scopes: str) -> str:
    return " ".join(dict.fromkeys(["openid", *scopes.split()]))


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def credentials(source: discovery.Metadata, client_id: str, secret: str) -> dict[str, Any]:
    """How the secret goes along (RFC 6749, 2.3.1)."""
    if source.by_post:
        return {"data": {"client_id": client_id, "client_secret": secret}}
    return {"data": {}, "auth": (quote(client_id, safe=""), quote(secret, safe=""))}


def _exchange(provider: Provider, source: discovery.Metadata, begun: Begun, code: str) -> dict[str, Any]:
    if not code:
        raise IdentificationError(PROVIDER, "no code")
    ways = credentials(source, provider.client_id, _secret(provider))
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": begun.back,
        "code_verifier": begun.verifier,
        **ways.pop("data"),
    }
    status, found = fetching.ask(source.token, data=form, **ways)
    if status != 200:
        raise IdentificationError(PROVIDER, f"token: {status} {str(found.get('error', ''))[:40]!r}")
    return found


def _secret(provider: Provider) -> str:
    try:
        return unseal(provider.sealed_secret)
    except ValueError as error:
        raise IdentificationError(PROVIDER, "the secret was sealed with another SECRET_KEY") from error


def _userinfo(source: discovery.Metadata, given: dict[str, Any], subject: str) -> dict[str, Any]:
    """Claims that the provider leaves out of the ID token; only of the same person."""
    found = fetching.get(source.userinfo, headers={"Authorization": f"Bearer {given.get('access_token', '')}"})
    if found.get("sub") != subject:
        raise IdentificationError(UNTRUSTED, "sub of userinfo")
    return found
