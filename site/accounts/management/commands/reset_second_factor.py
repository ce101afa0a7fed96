"""Reset the second step of somebody who has lost it and has no colleague to do it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from accounts.models import User
from accounts.security.actions import reset_factors


class Command(BaseCommand):
    help = "Remove the passkeys, app and recovery codes of a person, who sets up new ones. It is mailed to them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        site = Site.objects.filter(is_default_site=True).first()
        if user is None or site is None:
            raise CommandError("There is no account with this address.")
        reset_factors(user=user, actor=None, site=site)
        self.stdout.write(f"{options['email']}: reset.")
