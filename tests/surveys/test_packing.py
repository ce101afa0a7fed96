"""Days that are packed count as their responses do, whatever happens to these."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import actions
from surveys.actions.packing import keep
from surveys.engine.flow import apart, filled, walk
from surveys.engine.serial import to_json
from surveys.models import PackedDay, Response, Version
from surveys.queries import response as find
from surveys.results.choosing import Selection, alternatives, chosen_in
from surveys.results.counting import Asking, cells
from surveys.results.crossing import ALL, counts
from surveys.results.keeping import numbers, responses
from surveys.results.packing import Packing, tallied
from surveys.results.reading import reading, results

from .definitions import definitions, typed
from .pages import IDS
from .test_kinds import QUESTIONS, SOUND
from .test_results import answer, chosen

YES, NO = {"eats": chosen("yes"), "grade": 4}, {"eats": chosen("no")}


def naive(told, wanted=None):
    """``told``: a definition and answers of each response. How many, and by question who was asked, answered and what."""
    found: dict[str, tuple[Counter[str], Counter[str], Counter[str]]] = {}
    number = 0
    for definition, answers in told:
        by_id = {question.id: question for question in definition.questions()}
        if wanted and not (wanted[0] in answers and wanted[1] in chosen_in(by_id[wanted[0]], answers[wanted[0]])):
            continue
        number += 1
        for question_id in walk(definition, filled(definition, answers)).asked_ids():
            asked, answered, cells = found.setdefault(question_id, (Counter(), Counter(), Counter()))
            asked.update("x")
            if question_id in answers:
                answered.update("x")
                value = answers[question_id]
                if isinstance(value, dict):
                    cells.update(value["chosen"])
                elif by_id[question_id].kind != "short_text":
                    cells.update([str(value)])
    return number, {key: (one["x"], two["x"], dict(three)) for key, (one, two, three) in found.items()}


def plain(number, tallies):
    return number, {key: (tally.asked, tally.answered, dict(tally.cells)) for key, tally in tallies.items()}


@st.composite
def answered(draw, definition):
    return apart(definition, walk(definition, draw(typed(definition))).values)[0]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_packs_count_as_rows_do_all_of_them_and_a_part(data):
    definition = data.draw(definitions())
    rows = data.draw(st.lists(answered(definition), max_size=60))
    parts = data.draw(st.lists(st.integers(0, len(rows)), max_size=3).map(sorted))
    asking, packs = Asking(definition), []
    for start, end in zip([0, *parts], [*parts, len(rows)], strict=True):
        packing = Packing(asking)
        for answers in rows[start:end]:
            packing.add(answers)
        packs.append(packing.pack())
    told = [(definition, answers) for answers in rows]
    assert plain(*tallied(packs)) == naive(told)
    choices = [
        (question.id, cell) for question in definition.questions() for cell in alternatives(question, lambda words: "")
    ]
    for wanted in choices[:8]:
        assert plain(*tallied(packs, wanted)) == naive(told, wanted)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_crosses_of_packs_are_those_of_a_naive_count(data):
    definition = data.draw(definitions().filter(lambda found: len(list(found.questions())) > 1))
    first, second = list(definition.questions())[:2]
    rows = data.draw(st.lists(answered(definition), max_size=40))
    packing = Packing(Asking(definition))
    for answers in rows:
        packing.add(answers)
    found = counts(first, second, [packing.pack()])
    both = [
        (chosen_in(first, row[first.id]), chosen_in(second, row[second.id]))
        for row in rows
        if first.id in row and second.id in row
    ]
    assert found.get((ALL, ALL), 0) == len(both)
    for one in alternatives(first, lambda words: ""):
        for other in alternatives(second, lambda words: ""):
            assert found.get((one, other), 0) == sum(one in ones and other in others for ones, others in both)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_happens_what_is_told_is_what_is_there(data, site):
    """Responses of several days, languages and versions come, change, move to another version and go; in between
    somebody looks, so that days are packed."""
    key, today = uuid4(), timezone.localdate()
    asked = [data.draw(definitions()) for _version in range(2)]
    versions = [
        Version.objects.create(
            site=site, survey_key=key, number=number, definition=to_json(definition), made_at=timezone.now()
        )
        for number, definition in enumerate(asked, start=1)
    ]
    selections = st.sampled_from(
        [Selection(), Selection(language="sv"), Selection(since=today - timedelta(days=1)), Selection(until=today)]
    )
    for _turn in range(data.draw(st.integers(1, 12))):
        act = data.draw(st.sampled_from(["add", "add", "add", "change", "erase", "look", "look", "work"]))
        place = data.draw(st.integers(0, 1))
        rows = list(Response.objects.filter(survey_key=key))
        if act == "add":
            Response.objects.create(
                version=versions[place],
                survey_key=key,
                language=data.draw(st.sampled_from(["fi", "sv"])),
                day=today - timedelta(days=data.draw(st.integers(0, 2))),
                answers=data.draw(answered(asked[place])),
            )
        elif act == "change" and rows:
            changed = data.draw(st.sampled_from(rows))
            actions.answering.drop(changed)
            changed.version, changed.answers = versions[place], data.draw(answered(asked[place]))
            changed.save()
        elif act == "erase" and rows:
            data.draw(st.sampled_from(rows)).delete()
        elif act == "look":
            reading(key).results(selection=data.draw(selections))
        elif act == "work":
            call_command("pack_surveys", stdout=StringIO())
    selection = data.draw(selections)
    told = [
        (asked[versions.index(row.version)], row.answers)
        for row in responses(key, None, selection).select_related("version")
    ]
    found = reading(key).results(selection=selection)
    assert plain(found.number, found.tallies) == naive(told)


def packed(page):
    return set(PackedDay.objects.filter(version__survey_key=page.translation_key).values_list("day", "number"))


@pytest.mark.django_db
def test_days_that_are_over_are_packed_by_the_clock_and_today_is_not(page, django_assert_num_queries):
    answer(page, 3, days=2, **YES)
    answer(page, 2, **NO)
    answer(page, 1, days=0, **NO)
    call_command("pack_surveys")
    today = timezone.localdate()
    assert packed(page) == {(today - timedelta(days=2), 3), (today - timedelta(days=1), 2)}
    with django_assert_num_queries(3):
        assert results(page.translation_key, before=today).number == 5
    assert results(page.translation_key).number == 6
    assert len(packed(page)) == 2


@pytest.mark.django_db
def test_a_change_by_who_answered_drops_the_day(page):
    page.may_edit = True
    page.save_revision().publish()
    now, version = timezone.now(), Version.objects.get(survey_key=page.translation_key)
    sent = {IDS["eats"]: {"": [IDS["yes"]]}, IDS["grade"]: {"": ["4"]}}
    draft, _link = actions.begin(version=version, terms=page.terms, answers=sent, language="fi", seed="", now=now)
    _response, link = actions.send(draft=draft, terms=page.terms, now=now)
    Response.objects.update(day=timezone.localdate() - timedelta(days=3))
    answer(page, 2, days=1, **NO)
    assert results(page.translation_key).tallies[IDS["eats"]].cells == {IDS["yes"]: 1, IDS["no"]: 2}
    sent_before = find(link)
    assert sent_before is not None
    draft, _link = actions.change(response=sent_before, version=version, terms=page.terms, language="fi", now=now)
    actions.keep(draft=draft, answers={IDS["eats"]: {"": [IDS["no"]]}}, language="fi", sound=True, now=now)
    draft.refresh_from_db()
    actions.send(draft=draft, terms=page.terms, now=now)
    assert packed(page) == {(timezone.localdate() - timedelta(days=1), 2)}
    assert results(page.translation_key).tallies[IDS["eats"]].cells == {IDS["no"]: 3}


@pytest.mark.django_db
def test_what_was_read_before_a_change_is_not_kept(page):
    answer(page, 2, **YES)
    before = reading(page.translation_key)
    packs = before._pack(timezone.localdate() - timedelta(days=1))
    actions.answering.drop(Response.objects.all()[0])
    keep(page.translation_key, packs, before.rewritten)
    assert packed(page) == set()


@pytest.mark.django_db
def test_a_day_whose_responses_are_erased_is_forgotten(page):
    answer(page, 2, **YES)
    answer(page, 2, days=3, **YES)
    call_command("pack_surveys")
    Response.objects.filter(day=timezone.localdate() - timedelta(days=3)).delete()
    call_command("pack_surveys")
    assert {day for day, _number in packed(page)} == {timezone.localdate() - timedelta(days=1)}


@pytest.mark.django_db
def test_a_paper_of_a_past_day_is_counted(page):
    answer(page, 2, **YES)
    results(page.translation_key)
    now, version = timezone.now(), Version.objects.get(survey_key=page.translation_key)
    yesterday = timezone.localdate() - timedelta(days=1)
    draft, _link = actions.begin_paper(version=version, arrived_on=yesterday, language="fi", now=now)
    actions.keep(draft=draft, answers={IDS["eats"]: {"": [IDS["no"]]}}, language="fi", sound=True, now=now)
    draft.refresh_from_db()
    actions.enter_paper(draft=draft, actor_id=1)
    assert results(page.translation_key).tallies[IDS["eats"]].cells == {IDS["yes"]: 2, IDS["no"]: 1}


@pytest.mark.django_db
def test_what_is_packed_tells_nothing_finer_than_the_day(page):
    """Neither keys nor anything by which people of a day could be told in the order they came."""
    answer(page, 5, **YES)
    answer(page, 5, **NO)
    results(page.translation_key)
    kept = PackedDay.objects.get()
    fields = {field.name for field in PackedDay._meta.get_fields()}
    assert fields == {"id", "version", "day", "language", "number", "form", "packed"}
    keys = sorted(Response.objects.values_list("pk", "answers"))
    told = [IDS["yes"] in row[IDS["eats"]]["chosen"] for _key, row in keys]
    bits = int(kept.packed[3][IDS["eats"]][IDS["yes"]], 16)
    assert [bool(bits >> place & 1) for place in range(10)] == told


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole")
def test_the_groups_are_counted_by_an_index(page):
    answer(page, 3, **YES)
    assert "survey_response_days" in responses(page.translation_key).order_by().values("day").explain()
    assert sum(numbers(responses(page.translation_key)).values()) == 3


@pytest.mark.parametrize(
    ("kind", "value"),
    [(kind, value) for kind, _sent, value, _cells, _said in SOUND if alternatives(QUESTIONS[kind], lambda words: "")],
)
def test_what_can_be_chosen_is_what_is_counted(kind, value):
    """A selection names what was chosen; packs hold what is counted."""
    question = QUESTIONS[kind]
    assert set(cells(question, value)) == chosen_in(question, value) != frozenset()
    assert chosen_in(question, value) <= set(alternatives(question, lambda words: ""))
