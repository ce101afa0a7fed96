"""Things to test with, made through the actions that make them in life. No surprises: what is not named is plain."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone
from PIL import Image
from wagtail.models import Site

from accounts.actions import grant
from accounts.models import User
from accounts.roles import Role
from home.actions import start_municipality
from municipality.models import Area, Theme
from participation.comments import actions as comment_actions
from participation.comments.models import Comment
from participation.phases import Activity
from participation.projects.models import ProjectPage, ProjectPhase, ProjectsIndexPage
from participation.proposals import actions as proposal_actions
from participation.proposals.models import Proposal

_numbers = count(1)
EVERYTHING = tuple(activity.value for activity in Activity)
BODY = "Ehdotan, että rantaan tehdään talviuintipaikka. Sauna on jo olemassa."


def municipality(fi: str = "Koivuranta", sv: str = "Björkstrand", hostname: str = "testserver") -> Site:
    """A started municipality with two themes and one area: the plain one is in the test database already."""
    plain = Site.objects.filter(hostname=hostname, site_name=fi).first()
    if plain:
        return plain
    site = start_municipality(name={"fi": fi, "sv": sv}, hostname=hostname)
    Theme.objects.create(site=site, slug="liikunta", names={"fi": "Liikunta", "sv": "Idrott"})
    Theme.objects.create(site=site, slug="liikenne", names={"fi": "Liikenne", "sv": "Trafik"})
    square = [[23.9, 60.1], [23.95, 60.1], [23.95, 60.15], [23.9, 60.15], [23.9, 60.1]]
    outline = {"type": "Polygon", "coordinates": [square]}
    Area.objects.create(site=site, slug="keskusta", names={"fi": "Keskusta", "sv": "Centrum"}, outline=outline)
    return site


def resident(name: str = "", **fields: Any) -> User:
    number = next(_numbers)
    return User.objects.create_user(
        f"asukas{number}@koivuranta.example", display_name=name or f"Asukas {number}", **fields
    )


def official(site: Site, role: Role, name: str = "") -> User:
    """A person with a role in the municipality."""
    user = resident(name or f"Henkilö {role.value}")
    grant(user=user, site=site, role=role, actor=None)
    return User.objects.get(pk=user.pk)


def project(
    site: Site,
    title: str = "Ranta kuntoon",
    *,
    allows: tuple[str, ...] = EVERYTHING,
    opens: timedelta | None = timedelta(days=-10),
    closes: timedelta | None = timedelta(days=10),
    now: datetime | None = None,
) -> ProjectPage:
    """A published project with one phase, around ``now``."""
    now = now or timezone.now()
    index = ProjectsIndexPage.objects.get(locale=site.root_page.locale, path__startswith=site.root_page.path)
    page = ProjectPage(title=title, locale=index.locale, summary="Mitä rannalle tehdään?")
    page.phases = [
        ProjectPhase(
            name="Ehdotukset",
            opens_at=now + opens if opens is not None else None,
            closes_at=now + closes if closes is not None else None,
            allows=list(allows),
            locale=index.locale,
        )
    ]
    index.add_child(instance=page)
    page.save_revision().publish()
    return ProjectPage.objects.get(pk=page.pk)


def draft(site: Site, page: ProjectPage, author: User | None, **fields: Any) -> Proposal:
    values = {"title": "Rantasaunalle talviuintipaikka", "body": BODY, "theme": Theme.objects.filter(site=site).first()}
    return proposal_actions.save_draft(
        uuid=uuid4(),
        site_id=site.pk,
        author=author,
        project_key=page.translation_key,
        language="fi",
        fields={**values, **fields},
    )


def proposal(site: Site, page: ProjectPage, author: User | None = None, **fields: Any) -> Proposal:
    """A published proposal."""
    author = author or resident()
    made = draft(site, page, author, **fields)
    return proposal_actions.publish(proposal=made, user=author, now=timezone.now())


def comment(
    about: Proposal, user: User, body: str = "Kannatan.", parent: Comment | None = None, **fields: Any
) -> Comment:
    values = {"now": timezone.now(), "language": "fi", "parent_id": parent.pk if parent else None, **fields}
    return comment_actions.add(
        uuid=uuid4(), kind="proposal", target_id=about.pk, site_id=about.site_id, user=user, body=body, **values
    )


def picture(width: int = 40, height: int = 30, kind: str = "JPEG", **options: Any) -> io.BytesIO:
    """A picture file."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind, **options)
    file.seek(0)
    file.name = f"kuva.{kind.lower()}"
    return file
