"""«Try the connection»: what a provider tells with the settings of now, and in words what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .oidc import discovery, fetching, going, tokens
from .problems import IdentificationError

CAUSES = {
    "address": lambda: _("The address has to begin with https://."),
    "timeout": lambda: _("It did not answer in time. Does a firewall stand between?"),
    "tls": lambda: _("Its certificate is not one that this server trusts."),
    "unreachable": lambda: _("It cannot be reached. Is the address right, and may this server connect to it?"),
    "moved": lambda: _("It sends on to another address. Write the final one."),
    "size": lambda: _("Its answer is too large to be right."),
    "json": lambda: _("What it answers is not JSON. Is this the address of the issuer?"),
    "issuer": lambda: _("It calls itself by another address than the one written here. They must be the same."),
    "endpoints": lambda: _("It leaves out an address that is needed, or gives one that does not begin with https://."),
    "keys": lambda: _("It publishes no key with which its signatures could be checked."),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    good: bool
    text: str


def findings(*, issuer: str, client_id: str, secret: str, levels: tuple[str, ...]) -> Iterator[Finding]:
    """One a step; nothing comes after the first that stops all. ``secret`` empty: it is not tried."""
    try:
        source = discovery.read(issuer)
        yield Finding(good=True, text=_("The provider answers, and calls itself by this address."))
        discovery.read_keys(source)
        yield Finding(good=True, text=_("Its keys can be read."))
        yield from _about(source, levels)
        if secret:
            yield _admission(source, client_id, secret)
    except IdentificationError as failed:
        yield Finding(good=False, text=_cause(failed.why))


def _about(source: discovery.Metadata, levels: tuple[str, ...]) -> Iterator[Finding]:
    if source.signatures and not set(source.signatures) & set(tokens.KINDS):
        said = _("It signs in a way that is not accepted here (%(its)s). Accepted are: %(ours)s.")
        yield Finding(good=False, text=said % {"its": ", ".join(source.signatures), "ours": ", ".join(tokens.KINDS)})
    unknown = [level for level in levels if source.levels and level not in source.levels]
    if unknown:
        said = _("It does not name these levels as its own: %(levels)s. It names: %(its)s.")
        yield Finding(good=False, text=said % {"levels": ", ".join(unknown), "its": ", ".join(source.levels)})


def _admission(source: discovery.Metadata, client_id: str, secret: str) -> Finding:
    """A code that cannot be right is refused with another error than a client that is not known (RFC 6749, 5.2)."""
    ways = going.credentials(source, client_id, secret)
    form: dict[str, Any] = {
        "grant_type": "authorization_code",
        "code": "try-the-connection",
        "redirect_uri": "https://try.invalid/",
        **ways.pop("data"),
    }
    status, found = fetching.ask(source.token, data=form, **ways)
    if status == 401 or found.get("error") in ("invalid_client", "unauthorized_client"):
        return Finding(good=False, text=_("It does not know the client ID, or the secret is another."))
    if found.get("error"):
        return Finding(good=True, text=_("It knows the client ID and the secret."))
    said = _(
        "Whether it knows the client ID and the secret could not be found out: it answered with status %(status)s."
    )
    return Finding(good=False, text=said % {"status": status})


def _cause(why: str) -> str:
    if why in CAUSES:
        return CAUSES[why]()
    return _("It answers with an error (%(why)s). Is this the address of the issuer?") % {"why": why}
