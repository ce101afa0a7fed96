"""Two municipalities with something of everything, and words in them that must not be seen by the wrong people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Comment, Page, Site, Workflow

from accounts.acting import actions as acting
from accounts.council import actions as council
from accounts.council.actions import Member
from accounts.council.actions import Place as SeatPlace
from accounts.council.models import Body, Seat
from accounts.groups import collection_of
from accounts.models import User
from accounts.roles import Role
from home.models import ContentPage
from municipality.models import Alert, Area, Theme
from participation.consultations.models import ConsultationPage, Invitation, Opinion, StatementRequest
from participation.projects.models import ProjectPage
from participation.proposals.models import Proposal
from search.tuning.models import Pin, Synonym
from surveys.models import Response, SurveyPage, Version
from tests import factories
from tests.consultations.pages import consultation_page
from tests.surveys.pages import IDS, block, meals, survey_page

ADDRESS = "salainen.asukas@posti.example"
RESIDENT = "Vaitelias Asukas"
NAMELESS = "nimeton.virkailija@koivuranta.example"
DRAFT = "Keskeneräinen salaisuus rannasta"
BEYOND = "Rajauksen takana oleva ehdotus"  # in a project that limited roles do not reach
FOREIGN = "Naapuri"  # every title of the other municipality begins so
TOWN = "Harjuvesi"


@dataclass
class Place:
    """One municipality and what it holds."""

    site: Site
    project: ProjectPage
    page: ContentPage
    draft_page: ContentPage
    proposal: Proposal
    image: Image
    document: Document
    theme: Theme
    area: Area
    alert: Alert
    synonym: Synonym
    pin: Pin
    redirect: Redirect
    people: dict[Role, User]
    body: Body
    seat: Seat
    survey: SurveyPage
    consultation: ConsultationPage
    opinion: Opinion
    invitation: Invitation


def _content(parent: Page, title: str, owner: User, *, live: bool = True) -> ContentPage:
    page = ContentPage(title=title, summary="Ingressi", locale=parent.locale, owner=owner, live=live)
    parent.add_child(instance=page)
    revision = page.save_revision(user=owner, log_action=True)
    if live:
        revision.publish(user=owner)
    return page


def _survey(site: Site, name: str) -> SurveyPage:
    """With an answer in words and a place."""
    questions = [*meals(), block("place", "dishes", f"{name}n paikka", max=1)]
    page = survey_page(site, f"{name}n kysely", questions=questions)
    Response.objects.create(
        version=Version.objects.get(survey_key=page.translation_key),
        survey_key=page.translation_key,
        language="fi",
        day=timezone.localdate() - timedelta(days=1),
        answers={
            IDS["eats"]: {"chosen": [IDS["yes"]]},
            IDS["school"]: f"{name}n koulu",
            IDS["dishes"]: {"points": [[24.5, 60.5]]},
        },
    )
    return page


def _opinion(page: ConsultationPage, name: str) -> Opinion:
    """With a sender whom nobody sees without a reason."""
    return Opinion.objects.create(
        site=page.get_site(),
        consultation_key=page.translation_key,
        body=f"{name}n mielipide",
        language="fi",
        created_at=timezone.now(),
    )


def _invitation(page: ConsultationPage, name: str) -> Invitation:
    site, now = page.get_site(), timezone.now()
    return Invitation.objects.create(
        site=site,
        consultation_key=page.translation_key,
        request=StatementRequest.objects.create(site=site, consultation_key=page.translation_key),
        organisation=f"{name}n lausunnonantaja",
        email="lausunto@taho.example",
        language="fi",
        created_at=now,
    )


def place(site: Site, name: str) -> Place:
    """Everything is titled ``name`` and what it is."""
    people = {role: factories.official(site, role, f"{name} {role.label}") for role in Role}
    editor = people[Role.EDITOR]
    project = factories.project(site, f"{name}n hanke")
    page = _content(site.root_page, f"{name}n sivu", editor)
    page.locked, page.locked_by, page.locked_at = True, editor, timezone.now()
    page.save()
    Comment.objects.create(page=page, user=editor, text=f"{name}n huomautus", contentpath="title")
    waiting = _content(site.root_page, f"{name}n luonnos", editor, live=False)
    workflow = Workflow.objects.get(workflow_pages__page=site.root_page)
    workflow.start(waiting, editor)
    acting.start(
        site=site,
        clerk=people[Role.SERVICE_DESK],
        channel="paper",
        name=f"Asiakas {name}n",
        born=date(1950, 1, 1),
        shown_as=f"{name}n asiakas",
        now=timezone.now(),
        language="fi",
    )
    collection = collection_of(site)
    file = factories.picture()
    image = Image.objects.create(
        title=f"{name}n kuva", file=ContentFile(file.read(), "k.jpg"), collection=collection, uploaded_by_user=editor
    )
    image.tags.add(f"{name}tunniste")
    document = Document.objects.create(
        title=f"{name}n liite", file=ContentFile(b"x", "l.txt"), collection=collection, uploaded_by_user=editor
    )
    document.tags.add(f"{name}tunniste")
    return Place(
        site=site,
        project=project,
        page=page,
        draft_page=waiting,
        proposal=factories.proposal(site, project, title=f"{name}n ehdotus rannasta"),
        image=image,
        document=document,
        theme=Theme.objects.create(site=site, slug="oma", names={"fi": f"{name}n teema"}),
        area=Area.objects.create(site=site, slug="oma", names={"fi": f"{name}n alue"}),
        alert=Alert.objects.create(
            site=site, title={"fi": f"{name}n häiriö"}, ends_at=timezone.now() + timedelta(days=2)
        ),
        synonym=Synonym.objects.create(site=site, language="fi", words=f"{name}n sana", means="toinen"),
        pin=Pin.objects.create(site=site, queries=f"{name}n haku", url="/fi/", title={"fi": f"{name}n nosto"}),
        redirect=Redirect.objects.create(old_path=f"/{name.lower()}", site=site, redirect_link="https://example.org/"),
        people=people,
        body=(body := Body.objects.create(site=site, names={"fi": f"{name}n lautakunta"})),
        seat=council.give_seat(
            site=site,
            member=Member(email=people[Role.COUNCILLOR].email),
            place=SeatPlace(body=body, title="member", starts_on=timezone.localdate()),
            actor=None,
            now=timezone.now(),
        ),
        survey=_survey(site, name),
        consultation=(consultation := consultation_page(site, f"{name}n kuuleminen")),
        opinion=_opinion(consultation, name),
        invitation=_invitation(consultation, name),
    )


@dataclass
class World:
    own: Place
    foreign: Place
    resident: User
    draft: Proposal

    def values(self, name: str) -> list[Any]:
        return [getattr(self.own, name).pk, getattr(self.foreign, name).pk]


def make() -> World:
    own = place(factories.municipality(), "Oma")
    foreign = place(factories.municipality(TOWN, "Åsvatten", hostname="harjuvesi.example"), FOREIGN)
    resident = User.objects.create_user(ADDRESS, display_name=RESIDENT)
    nameless = User.objects.create_user(NAMELESS)
    nameless.groups.set(own.people[Role.EDITOR].groups.all())
    own.page.save_revision(user=nameless, log_action=True)
    draft = factories.draft(own.site, own.project, resident, title=DRAFT)
    factories.comment(factories.proposal(own.site, own.project, resident), resident)
    other = factories.project(own.site, "Kauempi uimala")
    factories.comment(factories.proposal(own.site, other, title=BEYOND), resident, BEYOND)
    return World(own, foreign, resident, draft)
