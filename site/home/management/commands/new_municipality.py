"""Start an empty municipality: ``manage.py new_municipality --name-fi … --name-sv … --hostname …``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from home.actions import start_municipality
from search.tuning.actions import add_ready


class Command(BaseCommand):
    help = "Start an empty municipality with its front page, menu, roles, settings and the ready list of synonyms."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for code, label in settings.LANGUAGES:
            parser.add_argument(
                f"--name-{code}", default="", help=f"name in {label}; left out, the site has no pages in it"
            )
        parser.add_argument(
            "--hostname", required=True, help="the address residents use, for example osallistu.example.fi"
        )
        parser.add_argument("--port", type=int, default=443)

    def handle(self, *args: Any, **options: Any) -> None:
        names = {code: options[f"name_{code}"].strip() for code, _label in settings.LANGUAGES}
        try:
            site = start_municipality(
                name={code: name for code, name in names.items() if name},
                hostname=options["hostname"],
                port=options["port"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        add_ready(site=site, user=None)
        root = site.root_url
        self.stdout.write(f"{site.site_name}: {root}/  ({root}{reverse('wagtailadmin_home')})")
