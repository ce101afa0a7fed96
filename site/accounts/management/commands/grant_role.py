"""Give a person a role in a municipality: the first administrator of all gets theirs so."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from wagtail.models import Site

from accounts.actions import grant_by_email
from accounts.roles import Role


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the account is made when there is none; the person signs in with a code")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--hostname", help="the municipality; left out, the default one")

    def handle(self, *, email: str, role: str, hostname: str | None, **options: Any) -> None:
        sites = Site.objects.filter(hostname=hostname) if hostname else Site.objects.filter(is_default_site=True)
        site = sites.first()
        if site is None:
            raise CommandError("There is no such municipality.")
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"«{email}» is no e-mail address.") from error
        person, is_new = grant_by_email(email=email, site=site, role=Role(role), actor=None)
        self.stdout.write(f"{person.email} {'is now' if is_new else 'was already'} {role} in {site.site_name}.")
