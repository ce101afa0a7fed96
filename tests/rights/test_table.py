"""docs/roles.md says what the code does: each line is tried as each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Site
from wagtail.permissions import policy_registry

from accounts import actions, contact
from accounts.council import actions as council
from accounts.council.actions import Member, Place
from accounts.council.models import Body
from accounts.limits import Limit
from accounts.models import User
from accounts.queries import public_roles
from accounts.roles import Role
from core.refusal import Refused
from municipality.models import Theme
from participation.consultations.models import ConsultationPage
from participation.proposals import actions as proposal_actions
from participation.proposals.models import Proposal
from surveys.models import SurveyPage
from tests import factories
from tests.consultations.pages import consultation_page
from tests.surveys.pages import survey_page

ROLES = ("editor", "moderator", "preparer", "service desk", "councillor", "administrator")


@dataclass
class Someone:
    user: User
    site: Site
    client: Client
    proposal: Proposal
    survey: SurveyPage
    consultation: ConsultationPage

    def opens(self, path: str) -> bool:
        return self.client.get(path, follow=True).redirect_chain == []

    def desk(self, page: str) -> bool:
        return self.opens(f"/admin/survey-desk/{self.survey.translation_key}/{page}")

    def holds(self, name: str) -> bool:
        """A right in the municipality's site."""
        app, codename = name.split(".")
        found = self.site.group_permissions.filter(permission__content_type__app_label=app, group__user=self.user)
        return found.filter(permission__codename=codename).exists()

    def uses(self, model: type, action: str) -> bool:
        return bool(policy_registry.get_by_type(model).user_has_permission(self.user, action))

    def may_be_limited(self, limit: Limit) -> bool:
        role = Role(self.user.groups.get().role_group.role)
        try:
            return actions.grant(factories.resident(), self.site, role, None, [limit])
        except ValidationError:
            return False

    def answers(self) -> bool:
        try:
            proposal_actions.answer(
                proposal=self.proposal, user=self.user, now=timezone.now(), state="in_process", text={}, signed={}
            )
        except Refused:
            return False
        return True

    def gives_roles(self) -> bool:
        try:
            return actions.grant(factories.resident(), self.site, Role.EDITOR, self.user)
        except PermissionDenied:
            return False

    def gives_a_seat(self) -> bool:
        body = Body.objects.create(site=self.site, names={"fi": "Valtuusto"})
        member, place = Member(email="uusi@posti.example"), Place(body=body, title="member", starts_on=date(2025, 6, 1))
        try:
            council.give_seat(site=self.site, member=member, place=place, actor=self.user, now=timezone.now())
        except PermissionDenied:
            return False
        return True

    @property
    def on_page(self) -> object:
        return self.site.root_page.permissions_for_user(self.user)


def _images() -> type:
    from wagtail.images import get_image_model

    return get_image_model()


TRIED: dict[str, Callable[[Someone], bool]] = {
    "enter the administration": lambda one: one.opens("/admin/"),
    "write, translate and publish pages and news": lambda one: one.on_page.can_publish(),
    "delete and lock pages": lambda one: one.on_page.can_lock(),
    "use and add pictures and documents": lambda one: one.uses(_images(), "add"),
    "tell of disruptions": lambda one: one.opens("/admin/snippets/municipality/alert/"),
    "teach the search synonyms and pinned results, see what is searched for": lambda one: all(
        one.opens(f"/admin/{page}/")
        for page in (
            "snippets/search/synonym",
            "snippets/search/pin",
            "search-desk/asked",
            "search-desk/synonyms/ready",
        )
    ),
    "change themes and areas": lambda one: one.opens("/admin/snippets/municipality/theme/"),
    "change settings, look and menu": lambda one: one.holds("municipality.change_municipalitysettings"),
    "make codes and quotas of a survey, copy it, use its library, type in papers, try it": lambda one: all(
        one.desk(page) for page in ("", "codes/", "codes/mail/", "quotas/", "copy/", "library/", "paper/")
    ),
    "draw the raffle of a survey, see its winners' addresses with a reason": lambda one: one.desk("raffle/"),
    "copy a consultation, open a new round of it, give it more time": lambda one: all(
        one.opens(f"/admin/consultations/{one.consultation.translation_key}/{page}/") for page in ("copy", "extend")
    ),
    "see proposals in the administration, as tables too": lambda one: one.opens("/admin/proposals/"),
    "answer and handle proposals": Someone.answers,
    "moderate proposals and comments": lambda one: one.opens("/admin/moderation/"),
    "see the answers to surveys, as tables too": lambda one: one.opens("/admin/surveys/"),
    "see the opinions on consultations, as files too; answer and enter them": lambda one: all(
        one.opens(f"/admin/{page}")
        for page in (
            "consultations/",
            "opinions/",
            f"consultations/{one.consultation.translation_key}/enter/",
            f"consultations/{one.consultation.translation_key}/statements/",
        )
    ),
    "change how moderation works and its messages": lambda one: one.holds("moderation.change_moderationsettings"),
    "see an author's contact, with a reason": lambda one: (
        contact.find(one.user, "proposal", str(one.proposal.uuid)) is not None
    ),
    "give and take roles, see who has one": lambda one: one.gives_roles() and one.opens("/admin/people/"),
    "set up strong identification": lambda one: one.opens("/admin/identification/"),
    "keep the council’s list and its bodies": lambda one: (
        one.opens("/admin/council/") and one.opens("/admin/snippets/seats/body/") and one.gives_a_seat()
    ),
    "act for a person at the service desk": lambda one: one.client.get("/fi/palvelupiste/").status_code == 200,
    "see who acted for whom": lambda one: one.opens("/admin/acting/"),
    "see the audit trail": lambda one: one.opens("/admin/audit/"),
    "see the state of the system": lambda one: one.opens("/admin/reports/state/"),
    "be limited to projects": lambda one: one.may_be_limited(Limit(project_key=one.proposal.project_key)),
    "be limited to themes": lambda one: one.may_be_limited(Limit(theme_id=Theme.objects.filter(site=one.site)[0].pk)),
    "have the role shown beside the name": lambda one: bool(public_roles([one.user.pk], one.site.pk)),
}


def table() -> dict[str, list[str]]:
    """The roles that may, by line."""
    lines = [line for line in (Path(settings.ROOT) / "docs/roles.md").read_text().splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert tuple(cells[0][1:]) == ROLES
    return {row[0]: [role for role, cell in zip(ROLES, row[1:], strict=True) if cell == "✓"] for row in cells[2:]}


@pytest.mark.django_db
def test_the_table_is_true(client: Client) -> None:
    site = factories.municipality()
    project = factories.project(site)
    survey, consultation = survey_page(site), consultation_page(site)
    found: dict[str, list[str]] = {line: [] for line in TRIED}
    for role in ROLES:
        user = factories.official(site, Role(role.replace(" ", "_")))
        client.force_login(user)
        someone = Someone(user, site, client, factories.proposal(site, project), survey, consultation)
        for line, may in TRIED.items():
            if may(someone):
                found[line].append(role)
    assert found == table()
