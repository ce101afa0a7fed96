"""What a visitor meets in the demonstration municipality."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Site
from wagtail_localize.models import Translation

from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import STAFF
from core.models import AuditRow
from municipality import queries as municipality
from news.models import NewsPage
from participation import registry
from participation.comments.models import Comment
from participation.consultations.models import ConsultationPage, Opinion
from participation.consultations.readiness import lacking
from participation.following import queries as following
from participation.following.delivery.run import run
from participation.following.models import Subscriber
from participation.projects.models import ProjectPage
from participation.proposals import tallies
from participation.proposals.models import AnswerTemplate, DraftAnswer, Handling, Link, Merge, Note, Proposal, Support
from participation.proposals.rules import Publication, Repair, State
from search.attachments.following import read_documents
from search.models import Entry
from search.narrowing import Narrowing
from search.queries import find
from surveys.engine.lint import findings
from surveys.engine.serial import from_json
from surveys.models import Contact, Draw, Response, SurveyPage
from surveys.models import Version as SurveyVersion
from surveys.raffles import drawn

from .conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.bare, pytest.mark.xdist_group("demo")]


def test_numbers(demo: Site) -> None:
    assert {code: NewsPage.objects.filter(locale__language_code=code).count() for code in ("fi", "sv")} == {
        "fi": 21,
        "sv": 21,
    }
    assert NewsPage.objects.filter(alias_of__isnull=False).count() == 3
    assert ProjectPage.objects.filter(locale__language_code="fi").count() == 4
    assert Counter(Proposal.objects.values_list("publication", flat=True)) == {
        Publication.PUBLISHED: 60,
        Publication.WITHDRAWN: 2,
        Publication.DRAFT: 1,
        Publication.HIDDEN: 1,
        Publication.MERGED: 1,
    }
    assert Counter(Proposal.objects.public().values_list("language", flat=True)) == {"fi": 45, "sv": 15}
    assert set(Proposal.objects.public().values_list("state", flat=True)) == set(State.values)


def test_counts_are_those_of_the_rows(demo: Site) -> None:
    for proposal in Proposal.objects.all():
        shown = Comment.objects.public().filter(target_kind="proposal", target_id=proposal.pk)
        assert (proposal.support_count, proposal.comment_count) == (proposal.supports.count(), shown.count())
    assert tallies.total(demo.pk, {}) == 60
    assert Entry.objects.filter(site=demo, kind="proposal").values("object_id").distinct().count() == 60


def test_nobody_supports_one_s_own_and_staff_support_nothing(demo: Site) -> None:
    staff = User.objects.filter(groups__role_group__role__in=STAFF)
    assert (staff.count(), Support.objects.filter(user__in=staff).count()) == (5, 0)
    own = Support.objects.filter(user_id__in=Proposal.objects.values("author")).select_related("proposal")
    assert [row for row in own if row.user_id == row.proposal.author_id] == []


def test_every_refusal_is_signed_and_reasoned_in_both_languages(demo: Site) -> None:
    for handling in Handling.objects.all():
        assert set(handling.text) == set(handling.signed) == {"fi", "sv"}
    assert AuditRow.objects.filter(verb="proposal.answer").count() == Handling.objects.count()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_something_is_open_and_something_closes_soon(demo: Site, language: str) -> None:
    with override(language), time_machine.travel(NOW, tick=False):
        acts = registry.open_acts(demo.pk, NOW)
    assert [act.title for act in acts] == {
        "fi": [
            "Asukkaiden Koivuranta",
            "Turvalliset koulureitit",
            "Miltä kylänraitti näyttää vuonna 2040?",
            "Raitti kesällä",
            "Maistuuko kouluruoka?",
            "Palvelustrategia 2030: mitä palveluja ja missä?",
            "Kuinka digikypsä kunta on?",
            "Yhteinen raitti",
        ],
        "sv": [
            "Invånarnas Björkstrand",
            "Trygga skolvägar",
            "Hur ser bygatan ut år 2040?",
            "Bygatan på sommaren",
            "Smakar skolmaten?",
            "Servicestrategin 2030: vilken service och var?",
            "Hur digitalt mogen är kommunen?",
            "Gemensamma bygatan",
        ],
    }[language]
    assert acts[0].until is not None
    assert timedelta(0) < acts[0].until - NOW < timedelta(days=14)


def _version(slug: str) -> SurveyVersion:
    return SurveyVersion.objects.get(survey_key=SurveyPage.objects.get(slug=slug).translation_key)


def test_a_survey_is_open_and_has_been_answered_in_both_languages(demo: Site) -> None:
    version = _version("maistuuko-kouluruoka")
    definition = from_json(version.definition)
    assert findings(definition) == []
    assert all(set(question.title) == {"fi", "sv"} for question in definition.questions())
    answered = Response.objects.filter(version=version)
    assert answered.count() == 140
    assert set(answered.values_list("language", flat=True)) == {"fi", "sv"}
    assert answered.values("day").distinct().count() > 3


def test_a_plan_proposal_is_on_display_in_both_languages_and_has_objections(demo: Site) -> None:
    pages = ConsultationPage.objects.live().filter(slug__in=["keskustan-asemakaava", "detaljplan-for-centrum"])
    assert {page.locale.language_code for page in pages} == {"fi", "sv"}
    assert [lacking(page) for page in pages] == [[], []]
    sent = Opinion.objects.of(pages[0].translation_key).public()
    assert (sent.count(), sent.exclude(place=None).count()) == (8, 2)
    assert set(sent.values_list("noun", "language")) == {("objection", "fi"), ("objection", "sv")}
    assert set(sent.values_list("section", flat=True)) <= {"", *(block.id for block in pages[0].sections)}


def test_a_section_of_the_plan_asks_questions_on_the_form_of_an_objection(demo: Site, client: Client) -> None:
    version = _version("kesan-raitti")
    assert findings(from_json(version.definition)) == []
    assert Response.objects.filter(version=version).count() == 36
    for slug, language, question in (
        ("keskustan-asemakaava", "fi", "Milloin huoltoajo sopii raitille parhaiten?"),
        ("detaljplan-for-centrum", "sv", "När passar servicekörning bäst på bygatan?"),
    ):
        page = ConsultationPage.objects.get(slug=slug)
        asking = [block.id for block in page.sections if any(one.block_type == "survey" for one in block.value["body"])]
        with override(language), time_machine.travel(NOW, tick=False):
            address = reverse("consultations:write", args=[page.translation_key])
            assert question in client.get(address, {"section": asking[0]}).content.decode()


def test_a_survey_gives_a_profile_in_both_languages(demo: Site) -> None:
    version = _version("digikypsyys")
    definition = from_json(version.definition)
    assert findings(definition) == []
    assert [len(dimension.questions) for dimension in definition.dimensions] == [3] * 5
    told = [level for dimension in definition.dimensions for level in (*dimension.levels, *definition.levels)]
    assert all(set(level.name) == set(level.advice) == {"fi", "sv"} for level in told)
    assert Response.objects.filter(version=version).count() == 24


def test_a_second_round_has_closed_with_a_draw_groups_and_open_data(demo: Site, client: Client) -> None:
    source = SurveyPage.objects.get(slug="kirjaston-palvelut")
    assert findings(from_json(_version("kirjaston-palvelut").definition)) == []
    draw = Draw.objects.select_related("raffle").get(raffle__survey_key=source.translation_key)
    keys = [int(key) for key in draw.entries]
    assert list(draw.prizes.values_list("key", flat=True)) == drawn(keys, draw.seed)[:5]
    addresses = Contact.objects.filter(survey_key=source.translation_key).values_list("value", flat=True)
    assert {address.partition("@")[2] for address in addresses} == {"example.org"}
    with time_machine.travel(NOW, tick=False):
        results = client.get(source.url + "tulokset/").content.decode()
        compared = client.get(source.url + "vertailu/").content.decode()
        table = client.get(source.url + "tulokset/avoin-data/csv/").content.decode()
        news = client.get("/fi/uutiset/kouluruoka-puhuttaa/").content.decode()
        front = client.get("/sv/").content.decode()
    assert "Katso ryhmittäin" in results
    assert "Keskiarvo oli aiemmin" in compared
    assert "3 Kohtalaisesti" in table
    assert "1. Kuka olet?" in news
    assert "1. Vem är du?" in front


def test_projects_are_in_different_phases(demo: Site) -> None:
    with override("fi"):
        phases = {project.title: project.timeline.current(NOW) for project in registry.projects(demo.pk)}
    assert {title: [phase.name for phase in current] for title, current in phases.items()} == {
        "Asukkaiden Koivuranta": ["Toisen kierroksen ehdotukset"],
        "Yhteinen raitti": ["Kokeilu"],
        "Vanha raitti kävelijöille": ["Rakentaminen"],
        "Niemenkylän lähiliikuntapaikka": [],
    }


@pytest.mark.one_database
def test_every_page_answers_in_its_language(demo: Site) -> None:
    client = Client()
    found = Page.objects.filter(depth__gt=1).select_related("locale", "alias_of__locale")
    answers = {page.url: _look(client, page) for page in found}
    assert len(answers) == found.count()
    assert {url: problem for url, problem in answers.items() if problem} == {}


def _look(client: Client, page: Page) -> str:
    """What is wrong with the page as it is shown; empty when nothing is."""
    response = client.get(page.url)
    html = response.content.decode()
    if response.status_code != 200:
        return f"answers {response.status_code}"
    if f'<html lang="{page.locale.language_code}"' not in html:
        return "is not in its language"
    if page.alias_of_id and 'lang="fi"' not in html.partition("<main")[2]:
        return "does not tell that its text is Finnish"
    if re.search(r"<img(?![^>]*\balt=)[^>]*>", html):
        return "has a picture without alternative text"
    if re.search(r"\{[y+-]", html):
        return "has a date that was not filled in"
    return ""


def test_translations_are_whole_and_can_be_gone_on_with(demo: Site) -> None:
    progress = {translation.source.object_repr: translation.get_progress() for translation in Translation.objects.all()}
    assert {title: done for title, done in progress.items() if done[0] != done[1]} == {}
    assert len(progress) > 40


def test_addresses_of_people_are_nobody_s(demo: Site) -> None:
    known = User.objects.exclude(email="")  # the desk's people have none
    domains = {email.partition("@")[2] for email in known.values_list("email", flat=True)}
    assert domains == {"koivuranta.example"}


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("editor", {"editor"}),
        ("moderator", {"moderator"}),
        ("preparer", {"preparer"}),
        ("admin", {"administrator"}),
        ("councillor", {"councillor"}),
        ("resident", set()),
    ],
)
def test_demonstration_sign_ins(demo: Site, name: str, roles: set[str]) -> None:
    user = User.objects.get(email=f"{name}@koivuranta.example")
    assert roles_of(user, demo.pk) == roles
    assert user.unconfirmed_since is None


def test_followers_read_of_the_past_and_get_no_mail_of_it(demo: Site) -> None:
    follower = Subscriber.objects.get()
    people = {name: User.objects.get(email=f"{name}@koivuranta.example") for name in ("resident", "councillor")}
    for user in people.values():
        news = following.news_for(user, demo)
        assert len(news) > 20, "fewer than the 30 that are asked for when some are no longer public"
        assert [one.at for one in news] == sorted((one.at for one in news), reverse=True)
        assert news[0].at <= NOW
        assert following.unread(user, demo, user.visited_at or NOW)[0] > 5
    about = following.events_about(demo, following.topics_of(follower, demo))
    assert {news.event.kind for news in about} >= {"proposal.published", "proposal.answered", "news.published"}
    sent = mail.outbox[:]
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        run(seconds=60)
    assert mail.outbox == sent
    monday = timezone.make_aware(datetime(2026, 11, 30, 7, 1))
    with time_machine.travel(monday, tick=False):
        run(seconds=60)
    digests = {message.to[0]: message for message in mail.outbox[len(sent) :]}
    assert {user.email for user in people.values()} | {follower.email} <= set(digests)
    assert len(digests) == len(mail.outbox) - len(sent), "one each"
    assert "nya saker: " in digests[follower.email].subject


@pytest.mark.parametrize(
    ("language", "menu"),
    [
        ("fi", ["Nyt avoinna", "Hankkeet", "Ehdotukset", "Kuulemiset", "Uutiset", "Palvelut ja asiointi"]),
        ("sv", ["Öppet nu", "Projekt", "Förslag", "Höranden", "Nyheter", "Tjänster och ärenden"]),
    ],
)
def test_menu(demo: Site, language: str, menu: list[str]) -> None:
    with override(language):
        town = municipality.of_site(demo)
    assert [link.label for link in town.menu] == menu


@pytest.mark.parametrize(
    ("language", "path"),
    [("fi", "/fi/uutiset/vesikatko-niemenkylassa/"), ("sv", "/sv/nyheter/vattenavbrott-i-nasby/")],
)
def test_the_disruption_leads_to_news_in_the_reader_s_language(demo: Site, language: str, path: str) -> None:
    with override(language):
        alerts = municipality.of_site(demo).seen("/", NOW).alerts
    assert [alert.url for alert in alerts] == [path]


def test_contacts_are_listed(demo: Site) -> None:
    html = Client().get("/sv/kontakt/").content.decode()
    assert re.findall(r"<b><a [^>]*>([^<]+)</a></b>", html) == [
        "Kundtjänsten",
        "Registratorskontoret",
        "Gatuunderhållet",
        "Aino",
        "Maija",
        "Joel",
        "Petri",
        "Henrik",
    ]


def test_history_lies_in_the_past(demo: Site) -> None:
    assert not Comment.objects.filter(created_at__gt=NOW).exists()
    assert not Handling.objects.filter(at__gt=NOW).exists()
    assert not Support.objects.filter(created_at__gt=NOW).exists()
    for comment in Comment.objects.all():
        published = Proposal.objects.get(pk=comment.target_id).published_at
        assert published is not None
        assert comment.created_at > published


def test_pictures_are_light(demo: Site) -> None:
    assert Image.objects.count() == 17
    assert {image.title: image.file_size for image in Image.objects.all() if image.file.size > 60_000} == {}


@pytest.mark.parametrize(("language", "words"), [("fi", "tulorekisteri"), ("sv", "inkomstregistret")])
def test_a_document_of_a_project_is_found_by_its_text(demo: Site, language: str, words: str) -> None:
    ids = list(Document.objects.values_list("pk", flat=True))
    read_documents.func(ids)
    narrowing = Narrowing(site_id=demo.pk, reader=language, now=NOW)
    assert [hit.kind for hit in find(text=words, narrowing=narrowing).hits] == ["document"]


def test_the_desk_has_something_of_each_kind(demo: Site) -> None:
    """Cases to try handling with, told in both languages where the public reads them."""
    today = timezone.localdate(NOW)
    assert list(Proposal.objects.filter(repair=Repair.ASKED).values_list("title", flat=True)) == [
        "Katulamput Koivukujalle"
    ]
    assert (Proposal.objects.exclude(assignee=None).count(), Proposal.objects.overdue(today).count()) == (4, 1)
    assert [set(draft.text) for draft in DraftAnswer.objects.all()] == [{"fi", "sv"}] * 2
    assert [set(template.text) for template in AnswerTemplate.objects.filter(site=demo)] == [{"fi", "sv"}] * 4
    assert (Link.objects.count(), Note.objects.count()) == (2, 4)
    merged = Proposal.objects.get(publication=Publication.MERGED)
    assert Support.objects.filter(proposal=merged.merged_into, origin=merged).count() == Merge.objects.get().moved == 5
