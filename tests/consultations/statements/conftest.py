import pytest
from django.utils import timezone

from accounts.roles import Role
from participation.consultations.models import Invitation
from participation.consultations.statements import actions
from participation.consultations.statements.lists import Party
from tests import factories

from ..conftest import site  # noqa: F401
from ..pages import consultation_page


@pytest.fixture
def page(site):  # noqa: F811
    return consultation_page(site, kind="statements", stage="")


@pytest.fixture
def preparer(site):  # noqa: F811
    return factories.official(site, Role.PREPARER)


@pytest.fixture
def asked(site, page, preparer):  # noqa: F811
    """Parties that have been asked: the museum by its link alone, or others by name."""

    def ask(organisation="Maakuntamuseo", email="kirjaamo@museo.example", language="fi", **fields):
        party = Party(organisation=organisation, email=email, language=language, contact=fields.pop("contact", ""))
        now = fields.pop("now", None) or timezone.now()
        actions.invite(site_id=site.pk, key=page.translation_key, parties=[party], due_on=None, user=preparer, now=now)
        Invitation.objects.filter(organisation=organisation).update(**fields)
        return Invitation.objects.get(organisation=organisation)

    return ask
