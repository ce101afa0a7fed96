"""Announced times are moved by no publishing."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.roles import Role
from core.publishing.guard import HELD, NotReadyError
from core.refusal import Refused
from participation.consultations import actions
from participation.consultations.models import Announced, ConsultationPage
from participation.consultations.rules import same_minute
from tests import factories

from .editing import NOT, bulk, change, closes, told
from .pages import DAY, close, consultation_page

pytestmark = pytest.mark.django_db
LATER = (
    "Kuuleminen on auki: lisää aikaa annetaan yläreunan painikkeella ”Jatka aikaa”, joka kirjaa syyn ja kertoo "
    "seuraajille. Palauta tähän ilmoitettu sulkeutumisaika."
)
EARLIER = "Kuuleminen on auki: se ei voi sulkeutua ilmoitettua aikaisemmin. Palauta ilmoitettu sulkeutumisaika."


@pytest.fixture
def public(site):
    return consultation_page(site)


@pytest.mark.parametrize(("days", "said"), [(20, LATER), (5, EARLIER), (-1, EARLIER)])
@pytest.mark.parametrize("way", ["revision", "bulk", "clock"])
def test_the_closing_time_of_an_open_one_stays(public, admin, days, said, way):
    before = closes(public)
    public = change(public, closes_at=timezone.now() + days * DAY)
    if way == "revision":
        with pytest.raises(NotReadyError) as refused:
            public.latest_revision.publish()
        assert refused.value.reasons == [said]
    elif way == "bulk":
        assert told(bulk(admin, public)) == [f"{NOT} {said}"]
    else:
        public.get_latest_revision_as_object().save_revision(approved_go_live_at=timezone.now() - DAY)
        call_command("publish_scheduled")
        assert PageLogEntry.objects.get(page=public.pk, action=HELD).data == {"reasons": [said]}
    assert closes(public) == before


def test_nor_does_unpublishing_first_move_it(public):
    before = closes(public)
    public.unpublish()
    public = change(public, closes_at=before + DAY)
    with pytest.raises(NotReadyError):
        public.latest_revision.publish()
    public = change(public, closes_at=before)
    public.latest_revision.publish()
    assert same_minute(closes(public), before)


def test_what_has_closed_is_not_opened_again_by_publishing(public):
    with time_machine.travel(timezone.now() + 11 * DAY):
        page = change(public, closes_at=timezone.now() + DAY)
        with pytest.raises(NotReadyError, match="uutena kierroksena"):
            page.latest_revision.publish()


def test_before_it_opens_its_times_are_free(site):
    now = timezone.now()
    page = consultation_page(site, opens_at=now + DAY, closes_at=now + 9 * DAY)
    change(page, opens_at=now + 2 * DAY, closes_at=now + 5 * DAY).latest_revision.publish()
    assert same_minute(closes(page), now + 5 * DAY)


def test_other_words_of_an_open_one_are_published(public):
    change(public, title="Uusi nimi").latest_revision.publish()
    assert ConsultationPage.objects.get(pk=public.pk).title == "Uusi nimi"


def posted(page: ConsultationPage, **fields) -> dict:
    """What the editor sends of a page with one section."""
    edited = ConsultationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    names = "title slug summary kind stage audience legal_basis privacy_controller privacy_kept one_language_reason"
    sent = {name: getattr(edited, name) for name in names.split()}
    sent |= {f"{name}-count": "0" for name in ("contacts", "documents", "decisions")}
    sent |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    part = {"deleted": "", "order": "0", "type": "main", "id": "", "value-title": "Kaava", "value-body-count": "0"}
    sent |= {"sections-count": "1", **{f"sections-0-{name}": value for name, value in part.items()}}
    times = {"opens_at": edited.opens_at, "closes_at": edited.closes_at, **fields}
    written = {name: f"{timezone.localtime(time):%d.%m.%Y %H.%M}" for name, time in times.items()}
    return {**sent, **written}


@pytest.mark.parametrize("field", ["closes_at", "opens_at"])
@pytest.mark.parametrize("way", ["unpublished", "expired"])
def test_a_draft_of_what_is_not_public_moves_no_announced_time(public, admin, way, field):
    before = closes(public)
    if way == "unpublished":
        public.unpublish()
    else:
        ConsultationPage.objects.filter(pk=public.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        call_command("publish_scheduled")
    moved = before + DAY if field == "closes_at" else timezone.now() + DAY
    address = reverse("wagtailadmin_pages:edit", args=[public.pk])
    admin.post(address, posted(public, **{field: moved}))
    assert same_minute(getattr(ConsultationPage.objects.get(pk=public.pk), field), moved)
    response = admin.post(address, {**posted(public), "action-publish": "1"})
    assert list(response.context["form"].errors) == ["closes_at"]
    assert not ConsultationPage.objects.get(pk=public.pk).live
    response = admin.post(
        address, {**posted(public, closes_at=before, opens_at=public.opens_at), "action-publish": "1"}
    )
    public.refresh_from_db()
    assert public.live
    assert same_minute(public.closes_at, before)


def test_nor_does_such_a_draft_open_by_extending_what_has_closed(site):
    page = consultation_page(site)
    close(page)
    page.unpublish()
    ConsultationPage.objects.filter(pk=page.pk).update(closes_at=timezone.now() + DAY)
    user = factories.official(site, Role.ADMINISTRATOR)
    later = timezone.now() + 2 * DAY
    with pytest.raises(Refused) as refused:
        actions.extend(page=page, closes_at=later, reason={"fi": "a", "sv": "b"}, user=user, now=timezone.now())
    assert refused.value.refusal.code == "past"


def test_what_was_extended_is_what_is_announced(public, site):
    user, until = factories.official(site, Role.ADMINISTRATOR), closes(public) + DAY
    actions.extend(page=public, closes_at=until, reason={"fi": "a", "sv": "b"}, user=user, now=timezone.now())
    change(public, title="Uusi nimi").latest_revision.publish()
    assert Announced.objects.get(page=public.pk).closes_at == closes(public)
    assert same_minute(closes(public), until)


def test_what_was_public_before_counts_as_announced(public):
    """By the migration: a row that is not public may hold a draft."""
    hidden = consultation_page(public.get_site(), title="Muu", slug="muu")
    hidden.unpublish()
    Announced.objects.all().delete()
    import_module("participation.consultations.migrations.0013_announce_public").announce(apps, None)
    assert list(Announced.objects.values_list("page", "closes_at")) == [(public.pk, closes(public))]
