"""From which network a request comes, as far as limits need to know. The address itself is kept nowhere."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The address that the outermost of our proxies saw (``PROXY_COUNT``); of IPv6 the first half, which is what one
    household has."""
    given = request.META.get("REMOTE_ADDR", "")
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and passed:
        given = passed[-min(proxies, len(passed))]
    try:
        address = ip_address(given.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped) if address.ipv4_mapped else f"{int(address) >> 64:x}/64"
    return str(address)
