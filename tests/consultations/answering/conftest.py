import pytest

from accounts.roles import Role
from participation.consultations.answering import actions
from tests import factories

from ..conftest import page, site  # noqa: F401


@pytest.fixture
def preparer(site):  # noqa: F811
    return factories.official(site, Role.PREPARER)


@pytest.fixture
def say(site, page, preparer):  # noqa: F811
    """A response, and what it is given to."""

    class Say:
        def response(self, subject="Kerrosluku", **text):
            return actions.write_response(
                site_id=site.pk,
                key=page.translation_key,
                subject={"fi": subject, "sv": "Våningstal"},
                text={"fi": "Kerrosluku on muutettu kahdeksi.", "sv": "Våningstalet är nu två.", **text},
                user=preparer,
                now=page.opens_at,
            )

        def theme(self, name="Puutalot"):
            return actions.add_theme(
                site_id=site.pk, key=page.translation_key, names={"fi": name, "sv": "Trähus"}, user=preparer
            )

        def handle(self, *opinions, reason=None, user=None, **chosen):
            if "outcome" in chosen:
                chosen["reason"] = reason or {"fi": "Korkeus on sovitettu.", "sv": "Höjden har anpassats."}
            given = actions.Handling(**chosen)
            return actions.handle(ids=[one.pk for one in opinions], chosen=given, user=user or preparer)

        def publish(self, now=None):
            from django.utils import timezone

            return actions.publish(page=page, site_id=site.pk, user=preparer, now=now or timezone.now())

    return Say()
