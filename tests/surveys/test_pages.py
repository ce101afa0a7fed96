"""Answering as a browser does it."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from core import guard
from surveys.models import Draft, Response, SurveyPage
from tests import factories
from tests.home.pages import translate

from .pages import IDS, block, listed, meals, post, sent, start, survey_page

pytestmark = pytest.mark.django_db
EATS = post("eats", IDS["yes"])
GUARDED = {"seed": "s"}


def human():
    return {**GUARDED, guard.STAMP: guard.stamp("survey", seconds_ago=5)}


def begin(client, page, *answers, asked="eats", language="fi", go="next", **more):
    url = {"fi": "/fi/kyselyt/vastaa/", "sv": "/sv/enkater/svara/"}[language] + f"{page.translation_key}/"
    return client.post(url, sent(*answers, asked=asked, go=go, **human(), **more))


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def path(response):
    return urlsplit(response["Location"]).path


def test_the_page_shows_the_first_questions_and_makes_nothing(client, page):
    shown = client.get("/fi/kouluruoka/")
    assert "1. Syötkö koulussa?" in text(shown)
    assert "Sivu 1 / 3" in text(shown)
    assert "Miltä ruoka maistuu?" not in text(shown)
    assert Draft.objects.count() == 0
    assert "sessionid" not in shown.cookies


def test_through_a_survey_from_the_first_page_to_the_receipt(client, page):
    first = begin(client, page, EATS)
    step = path(first)
    assert step.endswith(f"/sivu/{IDS['after']}/")
    assert "Sivu 2 / 4" in text(client.get(step))
    row = post("table", IDS["bad"], part=IDS["r1"])
    second = client.post(step, sent(post("grade", "2"), row, asked="grade table"))
    assert path(second) == step
    again = client.get(step)
    assert "Vastauksesi toi tälle sivulle 1 kysymyksen lisää." in text(again)
    assert re.search(rf'name="q-{IDS["grade"]}" value="2" checked', again.content.decode())
    third = client.post(step, sent(post("grade", "2"), post("why", "Suolaa & <b>"), row, asked="grade why table"))
    last = client.post(path(third), sent(post("school", "Harjula"), post("mail", "a@example.fi"), asked="school mail"))
    review = client.get(path(last))
    assert [word in text(review) for word in ("Suolaa &amp; &lt;b&gt;", "Melu: Paljon", "2 / 5", "Harjula")] == [
        True
    ] * 4
    assert Response.objects.count() == 0
    done = client.post(path(last).replace("tarkistus", "laheta"))
    assert path(done) == f"/fi/kyselyt/lahetetty/{page.translation_key}/"
    assert "Vastauksesi on lähetetty" in text(client.get(path(done)))
    answers = Response.objects.get().answers
    assert answers == {
        IDS["eats"]: {"chosen": [IDS["yes"]]},
        IDS["grade"]: 2,
        IDS["why"]: "Suolaa & <b>",
        IDS["table"]: {IDS["r1"]: IDS["bad"]},
        IDS["school"]: "Harjula",
    }
    assert "Tästä selaimesta on jo vastattu" in text(client.get("/fi/kouluruoka/"))
    assert client.get(path(last)).status_code == 410


def test_what_is_missing_is_said_at_the_field_and_in_the_summary(client, page):
    shown = begin(client, page)
    html = shown.content.decode()
    assert "Valitse yksi vaihtoehto." in text(shown)
    assert f'href="#q-{IDS["eats"]}"' in html
    assert f'id="q-{IDS["eats"]}-error"' in html
    assert "<title>Virhe:" in re.sub(r"\s+", " ", html).replace("<title> ", "<title>")
    assert Draft.objects.count() == 0


def test_back_and_later_lose_nothing_that_was_typed(client, page):
    step = path(begin(client, page, post("eats", IDS["no"])))

    def typed(school, mail, go):
        return client.post(step, sent(post("school", school), post("mail", mail), asked="school mail", go=go))

    back = typed("Harjulan  koulu", "ei osoite", "back")
    assert path(back).endswith(f"/sivu/{IDS['food']}/")
    shown = client.get(step).content.decode()
    assert ['value="Harjulan  koulu"' in shown, 'value="ei osoite"' in shown] == [True, True]
    later = typed("Harjula", "a@", "later")
    assert path(later).endswith("/myohemmin/")
    link = re.search(r'value="(http://testserver/[^"]+)"', client.get(path(later)).content.decode())[1]
    other = client.__class__()
    resumed = other.get(urlsplit(link).path, follow=True).content.decode()
    assert ['value="Harjula"' in resumed, 'value="a@"' in resumed] == [True, True]


def test_unsound_answers_lead_from_the_review_to_their_page(client, page):
    step = path(begin(client, page, EATS))
    review = step.split("/sivu/")[0] + "/tarkistus/"
    sent_back = client.get(review)
    assert path(sent_back) == step
    assert "Valitse numero." in text(client.get(sent_back["Location"]))
    assert path(client.post(review.replace("tarkistus", "laheta"))) == review
    assert Response.objects.count() == 0


def test_a_page_that_is_not_shown_leads_to_one_that_is(client, page):
    step = path(begin(client, page, post("eats", IDS["no"])))
    assert step.endswith(f"/sivu/{IDS['you']}/")
    assert client.get(step.replace(IDS["you"], IDS["after"])).status_code == 302


def test_a_question_of_another_page_is_not_taken(client, page):
    begin(client, page, EATS, post("mail", "vakoilija@example.fi"), asked="eats mail")
    assert set(Draft.objects.get().answers) == {IDS["eats"]}


@pytest.mark.parametrize("value", ["zz", "<script>alert(1)</script>", "\x00"])
def test_a_tampered_answer_is_refused(client, page, value):
    shown = begin(client, page, post("eats", value))
    assert "Valitse jokin vaihtoehdoista." in text(shown)
    assert "<script>alert(1)" not in shown.content.decode()
    assert Draft.objects.count() == 0


def test_a_machine_is_told_kindly_and_keeps_nothing(client, page):
    shown = begin(client, page, EATS, **{guard.TRAP: "x"})
    assert Draft.objects.count() == 0
    assert re.search(rf'value="{IDS["yes"]}" checked', shown.content.decode())


@pytest.mark.parametrize(("days", "said"), [((1, 3), "Kysely ei ole vielä auki"), ((-3, -1), "Kysely on sulkeutunut")])
def test_outside_its_time_nothing_is_asked(client, site, days, said):
    now = timezone.now()
    page = survey_page(site, opens_at=now + timedelta(days=days[0]), closes_at=now + timedelta(days=days[1]))
    shown = client.get("/fi/kouluruoka/")
    assert said in text(shown)
    assert "<fieldset" not in shown.content.decode().split("<main")[1].split("</main")[0]
    assert path(begin(client, page, EATS)) == "/fi/kouluruoka/"
    assert Draft.objects.count() == 0


def test_what_closed_while_it_was_answered_is_shown_and_not_sent(client, page):
    step = path(begin(client, page, post("eats", IDS["no"])))
    review = step.split("/sivu/")[0] + "/tarkistus/"
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    shown = client.get(review)
    assert "Kysely on sulkeutunut. Vastauksia ei voi enää lähettää." in text(shown)
    assert path(client.post(review.replace("tarkistus", "laheta"))) == review
    assert (Response.objects.count(), Draft.objects.count()) == (0, 1)


def test_in_swedish_with_the_same_logic(client, page):
    translate(page)
    shown = client.get("/sv/sv-kouluruoka/")
    assert "1. sv Syötkö koulussa?" in text(shown)
    step = path(begin(client, page, EATS, language="sv"))
    shown = client.get(step)
    assert "sv Miltä ruoka maistuu?" in text(shown)
    assert "Sida 2 / 4" in text(shown)
    client.post(step, sent(post("grade", "4"), asked="grade table"))
    review = step.split("/sida/")[0] + "/granska/"
    client.post(review.replace("granska", "skicka"))
    assert [(row.language, row.answers[IDS["grade"]]) for row in Response.objects.all()] == [("sv", 4)]


def test_where_there_is_no_translation_it_says_so_and_asks_in_finnish(client, page):
    shown = client.get("/sv/kouluruoka/")
    assert "1. Syötkö koulussa?" in text(shown)
    assert '<main id="content" tabindex="-1" lang="fi">' in shown.content.decode()


def test_answers_are_changed_by_the_link_of_the_receipt(client, site):
    page = survey_page(site, may_edit=True)
    step = path(begin(client, page, post("eats", IDS["no"])))
    sending = step.split("/sivu/")[0] + "/laheta/"
    receipt = client.get(path(client.post(sending)))
    link = urlsplit(re.search(r'value="(http://testserver/[^"]+)"', receipt.content.decode())[1]).path
    assert "Katso ja muuta vastauksia" in text(client.get(link))
    assert Draft.objects.count() == 0
    review = path(client.post(link))
    assert "Sähköposti arvontaa varten" not in text(client.get(review))
    base = review.replace("tarkistus/", "")
    client.post(f"{base}sivu/{IDS['food']}/", sent(EATS, asked="eats"))
    client.post(f"{base}sivu/{IDS['after']}/", sent(post("grade", "5"), asked="grade table"))
    client.post(f"{base}laheta/")
    assert [row.answers[IDS["grade"]] for row in Response.objects.all()] == [5]


def test_a_draft_is_thrown_away(client, page):
    step = path(begin(client, page, EATS))
    discard = step.split("/sivu/")[0] + "/poista/"
    client.get(discard)
    assert Draft.objects.count() == 1
    client.post(discard)
    assert Draft.objects.count() == 0
    assert client.get(step).status_code == 410


def test_another_municipality_does_not_see_it(client, page):
    factories.municipality("Harjuvesi", "Åsvatten", hostname="harju.example")
    step = path(begin(client, page, EATS))
    assert client.get(step, headers={"host": "harju.example"}).status_code == 404
    wanted = f"/fi/kyselyt/vastaa/{page.translation_key}/"
    assert client.post(wanted, sent(EATS, asked="eats"), headers={"host": "harju.example"}).status_code == 404


def test_a_project_shows_its_survey_and_offers_it(client, site):
    project = factories.project(site)
    survey_page(site, project_key=project.translation_key)
    shown = client.get(project.url)
    assert "Maistuuko kouluruoka?" in text(shown)


def everything():
    """A question of each type that the admin offers."""
    two = listed(("yes", "Keitto"), ("no", "Kala"))
    return [
        start("food", "Kaikki"),
        block("choice", "eats", "A", options=two),
        block("choices", "grade", "B", options=listed(("soup", "Muu"), soup={"other": True}), min=None, max=None),
        block("dropdown", "why", "C", options=two),
        block("recommendation", "dishes", "D", low="", high=""),
        block(
            "matrix", "table", "E", rows=listed(("r1", "Melu")), options=listed(("bad", "Paljon"), ("good", "Vähän"))
        ),
        block("ranking", "you", "F", options=two, shuffled=True, max=None),
        block("budget", "school", "G", options=two, total=10, all=False, unit="€"),
        block("number", "mail", "H", min=None, max=None, decimals=0, unit="kg"),
        block("date", "agree", "I", min=None, max=None),
        block("area", "first", "J"),
        block("age_group", "last", "K", starts="13, 18"),
        block("place", "after", "L"),
        block("consent", "fish", "M"),
        block("route", "later", "N", closed=False),
        block("file", "soup", "O", max=1, megabytes=1, pictures=True, documents=True),
    ]


def test_every_type_of_question_is_asked_and_said(client, site):
    page = survey_page(site, questions=everything())
    shown = client.get("/fi/kouluruoka/")
    assert [f"{n}. {letter} " in text(shown) for n, letter in enumerate("ABCDEFGHIJKLMNO", 1)] == [True] * 15
    asked = "eats grade why dishes table you school mail agree first last after fish later soup"
    answers = [
        EATS,
        post("grade", "Puuro", part=f"other-{IDS['soup']}"),
        post("why", IDS["no"]),
        post("dishes", "10"),
        post("table", IDS["good"], part=IDS["r1"]),
        post("you", "1", part=IDS["no"]),
        post("school", "7", part=IDS["yes"]),
        post("mail", "12"),
        post("agree", "1.12.2026"),
        post("last", "age-13"),
        post("after", "Tori"),
        post("fish", "yes"),
        post("later", "[[23.9, 60.1], [23.95, 60.15]]", part="points"),
    ]
    review = client.get(path(begin(client, page, *answers, asked=asked)))
    said = ["Keitto", "Muu: Puuro", "Kala", "10 / 10", "Melu: Vähän", "1. Kala", "Keitto: 7 €", "12 kg", "1.12.2026"]
    assert [
        word for word in [*said, "13–17 vuotta", "Tori", "Hyväksyn", "Piirretty kartalle"] if word not in text(review)
    ] == []


def test_what_is_wrong_on_the_map_is_told_there_and_kept(client, site):
    page = survey_page(site, questions=[start("food", "Reitti"), block("place", "after", "Missä?", max=1)])
    marks = "[[23.9, 60.1], [23.95, 60.15]]"
    again = begin(client, page, post("after", marks, part="points"), asked="after")
    assert "Merkittyjä paikkoja saa olla enintään 1." in text(again)
    assert f'value="{marks}"' in again.content.decode()


def many(number):
    questions = []
    for n in range(number):
        one = block("choice", "eats", f"Kysymys {n}", options=listed(("yes", "Kyllä"), ("no", "Ei")))
        questions.append({**one, "id": str(n)})
    return questions


@pytest.mark.parametrize("number", [1, 30])
def test_queries_do_not_grow_with_questions(client, site, number, django_assert_num_queries):
    page = survey_page(site, questions=many(number))
    client.get("/fi/kouluruoka/")
    form = {"asked": " ".join(map(str, range(number))), "go": "back", **human()}
    review = path(client.post(f"/fi/kyselyt/vastaa/{page.translation_key}/", form))
    for url, queries in (("/fi/kouluruoka/", 10), (review.replace("/tarkistus/", "/sivu/first/"), 7), (review, 7)):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_what_is_found_of_a_survey_is_what_residents_read(site):
    questions = [*meals(), block("long_text", "dishes", "Mitä koulun {koulu} keittiölle?", max=None)]
    found = survey_page(site, questions=questions).search_text()
    assert "Miltä ruoka maistuu?" in found
    assert "Mitä koulun … keittiölle?" in found
    assert not [line for line in found.split("\n") if line in {"koulu", "2", IDS["eats"], IDS["grade"], IDS["yes"]}]
