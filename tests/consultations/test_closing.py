"""An opinion that arrives about the moment of closing is either in or clearly refused, from however many processes."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from participation.consultations.models import ConsultationPage, Opinion
from tests import factories
from tests.workers import at_once

from .pages import consultation_page

PROCESSES = 4
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_of_what_arrives_about_the_closing_each_is_in_or_refused(tmp_path):
    page = consultation_page(factories.municipality(), kind="open", stage="")
    closing: list[datetime] = []

    def begin() -> None:
        closing.append(timezone.now() + timedelta(seconds=1))
        ConsultationPage.objects.filter(pk=page.pk).update(closes_at=closing[0])

    fared = at_once("tests.consultations.senders", [page.pk] * PROCESSES, tmp_path, begin=begin)
    told = [(uuid, datetime.fromisoformat(when), how) for each in fared for uuid, when, how in each]
    sent = {uuid for uuid, _when, how in told if how == "sent"}
    assert {how for _uuid, _when, how in told} == {"sent", "past"}
    assert all((when < closing[0]) == (how == "sent") for _uuid, when, how in told)
    assert {str(opinion.uuid) for opinion in Opinion.objects.all()} == sent
    assert all(opinion.created_at < closing[0] for opinion in Opinion.objects.all())
