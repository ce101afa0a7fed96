"""Who may answer once: one-time codes and accounts."""

from __future__ import annotations

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, models
from django.utils import timezone

from accounts.personal import registry
from accounts.roles import Role
from core import guard
from core.models import AuditRow
from core.refusal import Refused
from surveys import actions, codes, queries
from surveys.models import Code, CodeBatch, Draft, Response, SurveyPage, TookPart, Version
from surveys.rules import Audience, CodeState
from tests import factories
from tests.home.pages import translate

from .pages import IDS, post, sent, survey_page
from .test_pages import begin, path, text

NO = {IDS["eats"]: {"": [IDS["no"]]}}
NO_POST = post("eats", IDS["no"])
AT_ONCE = 5


def batch_of(page, number=2):
    user = factories.resident()
    made = {"survey_key": page.translation_key, "site_id": page.get_site().pk, "note": "Koulu"}
    return actions.make_batch(**made, number=number, actor_id=user.pk, now=timezone.now())


def handed(page, number=2):
    batch = batch_of(page, number)
    return actions.hand_out(batch=batch, actor_id=factories.resident().pk, now=timezone.now())


def begun(page, answers=NO, **more):
    fields = {"answers": answers, "language": "fi", "seed": "s", "now": timezone.now(), **more}
    return actions.begin(version=Version.objects.get(survey_key=page.translation_key), terms=page.terms, **fields)[0]


def with_code(page, code):
    return begun(page, code=queries.code(page.translation_key, code))


def send(page, draft, **more):
    return actions.send(draft=draft, terms=page.terms, now=timezone.now(), **more)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


@pytest.fixture
def coded(site):
    return survey_page(site, audience=Audience.CODE)


@pytest.fixture
def signed(site):
    return survey_page(site, audience=Audience.ACCOUNT)


def test_one_wrong_character_and_two_that_changed_places_are_noticed():
    code = codes.new_code()
    assert codes.is_sound(code)
    for at, char in enumerate(code):
        wrong = [code[:at] + other + code[at + 1 :] for other in codes.ALPHABET if other != char]
        assert not any(map(codes.is_sound, wrong))
    swaps = [(i, j) for i in range(codes.LENGTH) for j in range(i + 1, codes.LENGTH) if code[i] != code[j]]
    for i, j in swaps:
        letters = list(code)
        letters[i], letters[j] = letters[j], letters[i]
        assert not codes.is_sound("".join(letters))


def test_codes_are_read_however_they_are_spaced():
    code = codes.new_code()
    assert codes.tidy(f" {codes.spaced(code).lower()} ") == code
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}", codes.spaced(code))


@pytest.mark.django_db
def test_codes_are_handed_out_once_and_not_kept(coded):
    batch = batch_of(coded, 3)
    assert Code.objects.count() == 0
    found = actions.hand_out(batch=batch, actor_id=factories.resident().pk, now=timezone.now())
    assert len(set(found)) == 3
    assert not [code for code in found if code in str(list(Code.objects.values_list()))]
    again = lambda: actions.hand_out(batch=batch, actor_id=factories.resident().pk, now=timezone.now())  # noqa: E731
    assert refusal(again) == "given"
    verbs = AuditRow.objects.filter(key=str(coded.translation_key)).exclude(verb="survey.freeze")
    assert sorted(verbs.values_list("verb", flat=True)) == ["survey.hand_out_codes", "survey.order_codes"]


@pytest.mark.django_db
def test_a_code_sends_answers_once_and_leads_nowhere_afterwards(coded):
    code = handed(coded)[0]
    first, second = with_code(coded, code), with_code(coded, code)
    response, _link = send(coded, first)
    assert refusal(lambda: send(coded, second)) == "gone"
    assert refusal(lambda: with_code(coded, code)) == "used"
    assert (Draft.objects.count(), Response.objects.count()) == (0, 1)
    counted = queries.batches(coded.translation_key).get()
    assert (counted.used, counted.unused) == (1, 1)
    assert "code" not in {field.name for field in response._meta.get_fields()}


@pytest.mark.django_db
def test_without_a_code_and_with_one_of_another_survey_nothing_is_begun(site, coded):
    assert refusal(lambda: begun(coded)) == "no_code"
    other = survey_page(factories.municipality("Harjuvesi", "Åsvatten", hostname="h.example"), audience=Audience.CODE)
    assert refusal(lambda: with_code(other, handed(coded)[0])) == "no_code"


@pytest.mark.django_db
def test_what_is_unused_of_a_cancelled_batch_lets_nobody_in(coded):
    used, unused = handed(coded)
    send(coded, with_code(coded, used))
    waiting = with_code(coded, unused)
    actions.cancel_batch(batch=CodeBatch.objects.get(), actor_id=factories.resident().pk, now=timezone.now())
    assert refusal(lambda: send(coded, waiting)) == "void"
    assert refusal(lambda: with_code(coded, unused)) == "void"
    assert sorted(Code.objects.values_list("state", flat=True)) == [CodeState.CANCELLED, CodeState.USED]
    assert Response.objects.count() == 1


@pytest.mark.django_db
def test_an_account_answers_once_and_the_mark_tells_nothing(signed):
    person, other = factories.resident(), factories.resident()
    assert refusal(lambda: send(signed, begun(signed))) == "sign_in"
    send(signed, begun(signed), user_id=person.pk)
    again = begun(signed)
    assert refusal(lambda: send(signed, again, user_id=person.pk)) == "took_part"
    assert Draft.objects.filter(pk=again.pk).exists()
    send(signed, again, user_id=other.pk)
    assert (Response.objects.count(), TookPart.objects.count()) == (2, 2)
    assert queries.took_part(signed.translation_key, person.pk)
    fields = TookPart._meta.get_fields()
    assert not [field for field in fields if isinstance(field, models.DateTimeField) or field.is_relation]


@pytest.mark.django_db
def test_a_refused_sending_marks_nobody(signed):
    draft = begun(signed, {IDS["eats"]: {"": [IDS["yes"]]}})
    assert refusal(lambda: send(signed, draft, user_id=factories.resident().pk)) == "unsound"
    assert TookPart.objects.count() == 0


@pytest.mark.django_db
def test_marks_go_some_time_after_the_closing(signed):
    send(signed, begun(signed), user_id=factories.resident().pk)
    now = timezone.now()
    assert actions.purge_marks(now=now) == 0
    SurveyPage.objects.update(opens_at=None, closes_at=now - timedelta(days=61))
    assert actions.purge_marks(now=now) == 1


@pytest.mark.django_db
def test_a_person_sees_and_takes_along_that_they_took_part(signed):
    person = factories.resident()
    send(signed, begun(signed), user_id=person.pk)
    send(signed, begun(signed), user_id=factories.resident().pk)
    known = registry.known()["surveys.TookPart"]
    assert list(known.export(list(known.rows(person)))) == [{"title": signed.title}]


def human():
    return {guard.STAMP: guard.stamp("survey_code", seconds_ago=5)}


def enter(client, page, code, **more):
    return client.post(f"/fi/kyselyt/koodi/{page.translation_key}/", {"code": code, **human(), **more})


@pytest.mark.django_db
def test_through_a_survey_with_a_code(client, coded):
    code = handed(coded)[0]
    shown = client.get("/fi/kouluruoka/")
    assert "Koodisi" in text(shown)
    assert "Syötkö koulussa?" not in text(shown)
    assert path(begin(client, coded, NO_POST)) == "/fi/kouluruoka/"
    first = client.get(path(enter(client, coded, codes.spaced(code).lower())), follow=True)
    assert "Syötkö koulussa?" in text(first)
    step = first.redirect_chain[-1][0]
    client.post(step, sent(NO_POST, asked="eats"))
    done = client.post(step.split("/sivu/")[0] + "/laheta/")
    assert "lahetetty" in path(done)
    assert f"answered-{coded.translation_key.hex[:12]}" not in client.cookies
    assert "Tällä koodilla on jo lähetetty vastaukset." in text(enter(client, coded, code))


@pytest.mark.django_db
def test_a_link_with_a_code_uses_nothing_up(client, coded):
    code = handed(coded)[0]
    link = f"/fi/kyselyt/koodi/{coded.translation_key}/{codes.spaced(code)}/"
    shown = client.get(link)
    assert f'value="{codes.spaced(code)}"' in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin"
    assert "no-store" in shown["Cache-Control"]
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_a_mistyped_and_an_unknown_code_are_told_apart_at_the_field(client, coded):
    code = handed(coded)[0]
    assert "Koodissa on kirjoitusvirhe." in text(enter(client, coded, code[:-1]))
    assert "Tämä ei ole tämän kyselyn koodi." in text(enter(client, coded, codes.new_code()))
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_guessing_is_limited(client, coded, settings):
    settings.GUARD_LIMITS = {**settings.GUARD_LIMITS, "survey_code": (("network", 2, 3600),)}
    said = [text(enter(client, coded, codes.new_code())) for _turn in range(3)]
    assert ["monta kertaa" in one for one in said] == [False, False, True]
    assert "monta kertaa" in text(enter(client, coded, handed(coded)[0]))
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_signing_in_comes_after_the_first_page_and_nothing_is_lost(client, signed):
    assert "Tähän kyselyyn vastataan kirjautuneena" in text(client.get("/fi/kouluruoka/"))
    asked = begin(client, signed, NO_POST)
    assert path(asked).startswith("/fi/tili/")
    onward = re.search(r"next=([^&]+)", asked["Location"])[1].replace("%2F", "/")
    review = onward.split("/sivu/")[0] + "/tarkistus/"
    assert "Kirjaudu ja lähetä" in text(client.get(review))
    assert path(client.post(review.replace("tarkistus", "laheta"))).startswith("/fi/tili/")
    assert Response.objects.count() == 0
    client.force_login(factories.resident())
    assert (
        path(client.post(review.replace("tarkistus", "laheta"))) == f"/fi/kyselyt/lahetetty/{signed.translation_key}/"
    )
    assert Response.objects.get().answers == {IDS["eats"]: {"chosen": [IDS["no"]]}}
    assert "Olet jo vastannut" in text(client.get("/fi/kouluruoka/"))
    assert path(begin(client, signed, NO_POST)) == "/fi/kouluruoka/"


@pytest.mark.django_db
def test_staff_make_hand_out_and_cancel_codes(client, site, coded):
    client.force_login(factories.official(site, Role.EDITOR))
    desk = f"/admin/survey-desk/{coded.translation_key}/codes/"
    client.post(desk, {"number": "3", "note": "Harjulan koulu"})
    batch = CodeBatch.objects.get()
    table = client.post(f"{desk}{batch.pk}/hand-out/csv/")
    rows = list(csv.reader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 4
    assert queries.code(coded.translation_key, rows[1][0]).batch == batch
    assert rows[1][1].endswith(f"/{coded.translation_key}/{rows[1][0]}/")
    assert "no-store" in table["Cache-Control"]
    assert client.post(f"{desk}{batch.pk}/hand-out/print/").status_code == 302
    shown = client.get(desk)
    assert "Ota ulos" not in text(shown).split("Peru erä")[0].split("Harjulan koulu")[1]
    client.post(f"{desk}{batch.pk}/cancel/")
    assert set(Code.objects.values_list("state", flat=True)) == {CodeState.CANCELLED}


@pytest.mark.django_db
def test_slips_are_printed_once_in_the_languages_of_the_survey(client, site, coded):
    translate(coded)
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    batch = batch_of(coded)
    slips = client.post(f"/admin/survey-desk/{coded.translation_key}/codes/{batch.pk}/hand-out/print/")
    assert [text(slips).count(word) for word in ("sv Maistuuko", "Svara på webben", "Koodisi / Din kod")] == [2] * 3
    shown = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text(slips))
    assert len({queries.code(coded.translation_key, code).pk for code in shown}) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.PREPARER, Role.SERVICE_DESK])
def test_the_desk_is_of_those_who_publish_the_survey(client, site, coded, role):
    batch = batch_of(coded)
    client.force_login(factories.official(site, role))
    desk = f"/admin/survey-desk/{coded.translation_key}/"
    found = [client.get(address, follow=True).status_code for address in (desk, f"{desk}codes/")]
    assert found == [404, 404]
    assert client.post(f"{desk}codes/{batch.pk}/hand-out/csv/", follow=True).status_code == 404
    assert Code.objects.count() == 0


@pytest.mark.django_db
def test_an_editor_of_another_municipality_finds_nothing(client, coded):
    other = factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    client.force_login(factories.official(other, Role.EDITOR))
    assert client.get(f"/admin/survey-desk/{coded.translation_key}/", follow=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 12])
def test_queries_do_not_grow_with_batches(client, site, coded, number, django_assert_max_num_queries):
    for _turn in range(number):
        handed(coded)
    client.force_login(factories.official(site, Role.EDITOR))
    client.get(f"/admin/survey-desk/{coded.translation_key}/codes/")
    with django_assert_max_num_queries(20):
        client.get(f"/admin/survey-desk/{coded.translation_key}/codes/")


def in_parallel(work, things):
    def one(thing):
        try:
            return work(thing)
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(one, things))


@pytest.mark.django_db(transaction=True)
def test_of_several_with_one_code_at_once_exactly_one_gets_in():
    page = survey_page(factories.municipality(), audience=Audience.CODE)
    code = handed(page)[0]
    drafts = [with_code(page, code) for _turn in range(AT_ONCE)]
    found = in_parallel(lambda draft: bool(send(page, draft)), drafts)
    assert sorted(map(str, found))[0] == "True"
    assert found.count(True) == 1
    assert set(map(str, found)) <= {"True", "used", "gone"}
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_several_sendings_of_one_account_at_once_exactly_one_gets_in():
    page = survey_page(factories.municipality(), audience=Audience.ACCOUNT)
    person = factories.resident()
    drafts = [begun(page) for _turn in range(AT_ONCE)]
    found = in_parallel(lambda draft: bool(send(page, draft, user_id=person.pk)), drafts)
    assert sorted(map(str, found)) == ["True", *["took_part"] * (AT_ONCE - 1)]
    assert (Response.objects.count(), TookPart.objects.count()) == (1, 1)
