"""A visitor on the way to the provider and back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from django.test import Client
from wagtail.models import Site

from accounts.security.sealing import seal
from accounts.strong.models import Provider as Row

from .oidc_provider import CLIENT, LEVEL, SECRET, Provider

OFFER, GO, END = "/fi/tunnistautuminen/", "/fi/tunnistautuminen/siirry/", "/fi/tunnistautuminen/lopeta/"


def set_up(site: Site, provider: Provider, **fields: Any) -> Row:
    values = {
        "is_on": True,
        "names": {"fi": "Suomi.fi-tunnistus", "sv": "Suomi.fi-identifikation"},
        "issuer": provider.base,
        "client_id": CLIENT,
        "sealed_secret": seal(SECRET),
        "acr_values": f"{LEVEL}\nhttp://ftn.ficora.fi/2017/loa3",
        "subject_claim": "hetu",
        "municipality_claim": "kunta",
        "municipality_code": "091",
        **fields,
    }
    return Row.objects.update_or_create(site=site, defaults=values)[0]


def sent_to(client: Client, onward: str = "", **more: Any) -> str:
    """The address of the provider that the visitor is led to."""
    return str(client.get(GO, {"next": onward} if onward else {}, **more)["Location"])


def returned(address: str) -> str:
    """What the provider leads to, when the visitor has identified there."""
    return requests.get(address, allow_redirects=False, timeout=5).headers["Location"]


def landed(client: Client, back: str, **more: Any) -> str:
    """Where the site leads on."""
    parts = urlsplit(back)
    return str(client.get(parts.path, dict(parse_qsl(parts.query)), **more)["Location"])


def identify(client: Client, onward: str = "", **more: Any) -> str:
    return landed(client, returned(sent_to(client, onward, **more)), **more)
