"""Two hundred sendings from several processes at once: none lost, none double, no quota overrun. On SQLite it is a real
file with its locks; on PostgreSQL the same runs there."""

from __future__ import annotations

from collections import Counter

import pytest

from surveys.models import Code, Draft, Quota, Response
from surveys.quotas import WHOLE
from surveys.rules import Audience, CodeState
from tests import factories
from tests.workers import at_once

from .pages import IDS, survey_page
from .test_entry import handed
from .test_quotas import NO_EATER, limited

PROCESSES, EACH = 4, 50
ALL = PROCESSES * EACH
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def answers(number, eats="no"):
    """Told from all others by the name of the school."""
    grade = {IDS["grade"]: {"": ["4"]}} if eats == "yes" else {}
    return {IDS["eats"]: {"": [IDS[eats]]}, IDS["school"]: {"": [f"koulu {number}"]}, **grade}


def sent_at_once(page, jobs, folder):
    """``jobs`` dealt out to the processes, which begin together. How each fared, in the order of the deal."""
    deals = [{"page": page.pk, "jobs": jobs[place::PROCESSES]} for place in range(PROCESSES)]
    return at_once("tests.surveys.senders", deals, folder)


def counted(fared):
    return Counter(one for each in fared for one in each)


def schools():
    return [response.answers[IDS["school"]] for response in Response.objects.all()]


def test_of_two_hundred_at_once_none_is_lost_and_none_double(tmp_path):
    page = survey_page(factories.municipality())
    fared = sent_at_once(page, [{"answers": answers(number)} for number in range(ALL)], tmp_path)
    assert counted(fared) == {"sent": ALL}
    assert sorted(schools()) == sorted(f"koulu {number}" for number in range(ALL))
    assert Draft.objects.count() == 0


def test_of_two_hundred_at_once_quotas_take_exactly_as_many_as_they_say(tmp_path):
    page = survey_page(factories.municipality())
    limited(page, WHOLE, 120)
    limited(page, NO_EATER, 40)
    jobs = [{"answers": answers(number, "yes" if number // PROCESSES % 2 else "no")} for number in range(ALL)]
    fared = counted(sent_at_once(page, jobs, tmp_path))
    assert fared == {"sent": 120, "full": ALL - 120}
    found = schools()
    assert len(set(found)) == len(found) == 120
    eats_not = sum(response.answers[IDS["eats"]] == {"chosen": [IDS["no"]]} for response in Response.objects.all())
    assert eats_not <= 40
    assert dict(Quota.objects.values_list("option", "taken")) == {"": 120, IDS["no"]: eats_not}


def test_of_two_hundred_at_once_with_a_code_for_two_each_code_sends_once(tmp_path):
    page = survey_page(factories.municipality(), audience=Audience.CODE)
    codes = handed(page, ALL // 2)
    # Neighbours in the deal share a code, so that two processes try it at the same time.
    jobs = [{"answers": answers(number), "code": codes[number // 2]} for number in range(ALL)]
    fared = counted(sent_at_once(page, jobs, tmp_path))
    assert fared.pop("sent") == ALL // 2
    assert set(fared) <= {"used", "gone"}
    assert sum(fared.values()) == ALL // 2
    assert len({int(school.split()[1]) // 2 for school in schools()}) == Response.objects.count() == ALL // 2
    assert set(Code.objects.values_list("state", flat=True)) == {CodeState.USED}
    assert Draft.objects.count() == 0
