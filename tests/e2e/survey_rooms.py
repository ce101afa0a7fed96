"""Surveys in the states that have pages of their own: for the demonstration's site, made once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from surveys import actions
from surveys.models import AnswerTheme, Contact, Response, SurveyPage, ThemedAnswer
from surveys.rules import Audience, Showing
from tests.e2e import every_kind, every_kind_page
from tests.home.pages import translate
from tests.surveys.pages import IDS, block, dimension, listed, start, survey_page, when
from tests.surveys.test_results import answer, chosen

ROUNDS = ("Torin kysely 2025", "Torin kysely 2026")
CODES, CLOSED_TO_ALL = "Kysely koodilla", "Kysely kirjautuneille"
IDENTIFIED = "Kysely tunnistautuneille"
SPOTS = [[23.982, 60.163], [23.985, 60.165], [23.99, 60.168]]


def public(language: str) -> dict[str, str]:
    """What everybody may see, by the state it is in."""
    first, second, codes, signed_in, every = (_page(key, language) for key in _made())
    with translation.override(language):
        results, compare, opened, paper = (
            second.url + second.reverse_subpage(name) for name in ("results", "compare", "open_data", "print")
        )
        return {
            "survey closed": second.url,
            "survey results": results,
            "survey results by group": f"{results}?group={IDS['you']}",
            "survey results of one round": first.url + first.reverse_subpage("results"),
            "survey rounds": compare,
            "survey open data": opened,
            "survey with codes": codes.url,
            "survey code": reverse("surveys:enter", args=[codes.translation_key]),
            "survey signed in": signed_in.url,
            "survey of every type": every.url,
            "survey on paper": every.url + paper.removeprefix(second.url),
            "survey draft gone": reverse("surveys:step", args=["x" * 43, "first"]),
        }


def staff(language: str) -> dict[str, str]:
    """What staff see of surveys, by the state it is in; documents in a language, the admin in that of the person."""
    _first, second, codes, _signed_in, every = (_page(key, "fi") for key in _made())
    mailing = codes_of(codes)

    def desk(name: str, page: SurveyPage = second, *args: Any) -> str:
        return reverse(f"survey_desk:{name}", args=[page.translation_key, *args])

    def answers(name: str, *args: Any, page: SurveyPage = second) -> str:
        return reverse(f"survey_results:{name}", args=[page.translation_key, *args])

    return {
        "list": reverse("survey_results:index"),
        "answers": answers("results"),
        "answers crossed": f"{answers('results')}?rows={IDS['you']}&columns={IDS['eats']}&compare_languages=on",
        "answers of every type": answers("results", page=every),
        "rounds": answers("compare"),
        "texts": answers("texts", IDS["why"]),
        "texts searched": f"{answers('texts', IDS['why'])}?q=kahvila",
        "places": answers("places", IDS["after"]),
        "files": answers("files", every_kind.name("file"), page=every),
        "report": f"{answers('report')}?told_in={language}&quoted=10",
        "report in public": f"{answers('report')}?scope=public&told_in={language}",
        "desk": desk("index"),
        "codes": desk("codes", codes),
        "mail codes": desk("mail_codes", codes),
        "mailing": desk("mailing", codes, mailing),
        "paper answers": desk("paper", codes),
        "quotas": desk("quotas", codes),
        "raffle to be set": desk("raffle", every),
        "raffle drawn": desk("raffle"),
        "copy": desk("copy"),
        "next round": f"{desk('copy')}?round=1",
        "library": desk("library", codes),
        "print": f"{desk('print', every)}?language={language}",
        "large print": f"{desk('print', every)}?language={language}&size=big",
    }


def editor() -> str:
    """The page in which the logic of a survey is read, whose questions lack something."""
    return reverse("wagtailadmin_pages:edit", args=[_page(_made()[1], "fi").pk])


def identified(language: str) -> str:
    """The address of a survey for who is strongly identified, whose question has a picture. Made once."""
    from wagtail.images.models import Image
    from wagtail.models import Site

    page = SurveyPage.objects.filter(title=IDENTIFIED, locale__language_code="fi").first()
    if page is None:
        picture = {"image": Image.objects.earliest("pk").pk, "alt_text": "Torin kahvila", "decorative": False}
        who = listed(("first", "Asukas"), ("last", "Yrittäjä"))
        questions = [block("choice", "you", "Kuka olet?", required=True, picture=picture, options=who)]
        site = Site.objects.get(is_default_site=True)
        fields = {"slug": "tunnistautuneille", "questions": questions, "audience": Audience.STRONG}
        page = survey_page(site, IDENTIFIED, **fields)
        translate(page)
    return str(_page(page.translation_key, language).url)


def codes_of(page: SurveyPage) -> int:
    """The batch of codes that were mailed."""
    from surveys.models import Mailing

    return Mailing.objects.get(batch__survey_key=page.translation_key).batch_id


def _page(key: Any, language: str) -> SurveyPage:
    return SurveyPage.objects.get(translation_key=key, locale__language_code=language)


def _made() -> list[Any]:
    """The keys of: a round, the round after it, one answered with codes, one signed in, one with every type."""
    from wagtail.models import Site

    every = every_kind_page.make()
    found = {page.title: page.translation_key for page in SurveyPage.objects.filter(locale__language_code="fi")}
    titles = (*ROUNDS, CODES, CLOSED_TO_ALL)
    if CLOSED_TO_ALL not in found:
        site = Site.objects.get(is_default_site=True)
        actor = _actor()
        first = _round(site, 0)
        second = _round(site, 1, previous_round=first.translation_key)
        _read(second, site, actor)
        codes = _survey(site, 2, audience=Audience.CODE)
        _mail(codes, site, actor)
        signed_in = _survey(site, 3, audience=Audience.ACCOUNT)
        return [*(one.translation_key for one in (first, second, codes, signed_in)), every]
    return [*(found[title] for title in titles), every]


def _actor() -> Any:
    from accounts.models import User

    return User.objects.get(email="admin@koivuranta.example")


def _survey(site: Any, place: int, **fields: Any) -> SurveyPage:
    title = (*ROUNDS, CODES, CLOSED_TO_ALL)[place]
    page = survey_page(site, title, slug=f"kysely-{place}", questions=_questions(), **fields)
    translate(page)
    page.refresh_from_db()
    return page


def _questions() -> list[dict[str, Any]]:
    much = listed(("bad", "Paljon"), ("good", "Vähän"))
    dishes = listed(("soup", "Kahvila"), ("fish", "Penkkejä"), ("agree", "Kukkia"))
    return [
        start("food", "Tori"),
        block("choice", "you", "Kuka olet?", required=True, grouping=True, options=listed(("first", "Asukas"), ("last", "Yrittäjä"))),
        block("choice", "eats", "Käytkö torilla?", help="Myös ohi kulkien.", options=listed(("yes", "Kyllä"), ("no", "En"))),
        block("scale", "grade", "Kuinka viihdyt?", min=1, max=5, low="Huonosti", high="Hyvin", skip=""),
        block("choices", "dishes", "Mitä puuttuu?", options=dishes, min=None, max=None),
        block("matrix", "table", "Arvioi", rows=listed(("r1", "Melu"), ("r2", "Kiire")), options=much),
        start("later", "Lopuksi", shown_if=when("eats", "any", "yes")),
        block("long_text", "why", "Kerro lisää", max=None),
        block("number", "school", "Kuinka usein vuodessa?", min=0, max=400, decimals=0, unit="kertaa"),
        block("place", "after", "Missä?", max=1),
        block("email", "mail", "Sähköposti arvontaa varten"),
    ]  # fmt: skip


def _round(site: Any, place: int, **fields: Any) -> SurveyPage:
    """Closed; sixty residents and thirty enterprises have answered, few of them what is kept back."""
    now = timezone.now()
    scored = [
        dimension("dishes", "Viihtyisyys", "grade", levels={"bad": (0, "Alussa"), "good": (50, "Hyvä")}),
        {"type": "group", "id": IDS["r1"], "value": {"question": IDS["you"]}},
    ]  # fmt: skip
    page = _survey(site, place, dimensions=scored, results_shown=Showing.CLOSED, open_data=True, **fields)
    rows = {"table": {IDS["r1"]: IDS["good"], IDS["r2"]: IDS["bad"]}, "dishes": chosen("soup", "fish")}
    resident, enterprise = {"you": chosen("first"), **rows}, {"you": chosen("last"), **rows}
    for number, spot in enumerate(SPOTS):
        more = {"why": f"Lisää penkkejä ja kahvila, {number}.", "school": str(10 * number), "after": {"points": [spot]}}
        answer(page, 15, eats=chosen("yes"), grade=2 + number, **more, **resident)
        answer(page, 6, eats=chosen("yes"), grade=3 + place, **more, **enterprise)
    answer(page, 15, eats=chosen("no"), grade=3, **resident)
    answer(page, 12, eats=chosen("no"), **enterprise)
    answer(page, 2, eats=chosen("no"), grade=1, **enterprise)
    opens, closes = (now - timedelta(days=days - 400 * place) for days in (430, 402))
    SurveyPage.objects.filter(translation_key=page.translation_key).update(opens_at=opens, closes_at=closes)
    page.refresh_from_db()
    return page


def _read(page: SurveyPage, site: Any, actor: Any) -> None:
    """Themes of texts, and a raffle that was drawn."""
    key = page.translation_key
    theme = AnswerTheme.objects.create(site=site, survey_key=key, question=IDS["why"], name="Penkit")
    ThemedAnswer.objects.bulk_create(
        ThemedAnswer(theme=theme, response=one) for one in Response.objects.filter(survey_key=key)[:4]
    )
    Contact.objects.bulk_create(
        Contact(site=site, survey_key=key, question=IDS["mail"], value=f"{name}@example.fi") for name in "abcd"
    )
    today = timezone.localdate()
    rules = {
        "question": IDS["mail"],
        "prize": {"fi": "Torikahvit", "sv": "Torgkaffe"},
        "winners": 2,
        "reserves": 1,
        "draws_on": today - timedelta(days=1),
        "kept_until": today + timedelta(days=30),
    }
    raffle = actions.set_raffle(survey_key=key, site_id=site.pk, rules=rules, actor_id=actor.pk)
    actions.draw(raffle=raffle, source=page, reason="", actor_id=actor.pk, now=timezone.now())


def _mail(page: SurveyPage, site: Any, actor: Any) -> None:
    """Codes that were mailed and will be reminded of, a batch to hand out, a limit, a set in the library."""
    key, today, now = page.translation_key, timezone.localdate(), timezone.now()
    actions.mail_codes(
        survey_key=key,
        site_id=site.pk,
        terms=page.terms,
        note="Hakijat",
        text={"fi": "Kerro, miten sujui.", "sv": "Berätta hur det gick."},
        addresses={"tori-a@example.fi": "fi", "tori-b@example.fi": "sv"},
        kept_until=today + timedelta(days=60),
        reminders=[today + timedelta(days=2)],
        actor_id=actor.pk,
        now=now,
    )
    actions.make_batch(survey_key=key, site_id=site.pk, number=2, note="Torilla", actor_id=actor.pk, now=now)
    actions.set_quota(survey_key=key, site_id=site.pk, pair=(IDS["you"], IDS["first"]), most=5, actor_id=actor.pk)
    actions.save_set(page=page, ids={IDS["eats"], IDS["grade"]}, name="Torilla käyminen", user=actor)
