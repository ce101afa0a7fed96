"""Municipalities by their address, for commands."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from wagtail.models import Site


def site_of(hostname: str | None) -> int | None:
    """The id of the municipality at ``hostname`` or ``hostname:port``; ``None`` for no name.

    Raises CommandError when there is none."""
    if not hostname:
        return None
    name, _colon, port = hostname.partition(":")
    sites = Site.objects.filter(hostname=name)
    if port.isdigit():
        sites = sites.filter(port=int(port))
    site = sites.first()
    if site is None:
        raise CommandError(_("There is no municipality at %(hostname)s.") % {"hostname": hostname})
    return site.pk
