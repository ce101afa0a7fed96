"""The councillor's desk: what is followed and nothing else, what is public and nothing else."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import search.queries
from accounts.council import actions as seats
from accounts.council.actions import Member, Place
from accounts.council.models import Body, Seat
from accounts.models import User
from accounts.roles import Role
from core.models import AuditRow
from municipality.models import Area, MunicipalitySettings, Theme
from participation.comments.models import Comment
from participation.council import actions, tables
from participation.council.models import Profile
from participation.council.rules import Law, greeting, waiting
from participation.following.models import Follow
from participation.following.topics import Topic
from participation.moderation.rules import Standing
from participation.proposals import actions as proposal_actions
from participation.proposals.models import Proposal
from search.narrowing import Narrowing
from tests import factories
from tests.guard import stamped

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2026, 6, 3, 8, 30, tzinfo=HELSINKI)
SECRET = (
    "salainen.asukas@posti.example",
    "Piilotettu kommentti",
    "Odottava kommentti",
    "Keskeneräinen luonnos",
    "Piilotettu ehdotus",
)
DESK, LIST, TABLE, PAPER = (f"/fi/valtuutetut/poyta/{part}" for part in ("", "ehdotukset/", "taulukko/", "kokous/"))


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def site() -> Any:
    site = factories.municipality()
    MunicipalitySettings.objects.filter(site=site).update(population=500)
    return site


@pytest.fixture
def kaisa(site: Any) -> User:
    return factories.official(site, Role.COUNCILLOR, "Kaisa L.")


@pytest.fixture
def theme(site: Any) -> Theme:
    return Theme.objects.get(site=site, slug="liikunta")


@pytest.fixture
def visitor(client: Client, kaisa: User) -> Client:
    client.force_login(kaisa)
    return client


def follow(user: User, site: Any, *topics: Topic) -> None:
    assert actions.follow_many(user=user, site=site, topics=topics, now=NOW) == len(topics)


def planted(site: Any, project: Any, theme: Theme) -> Proposal:
    """A public proposal with public and hidden words around it."""
    resident = User.objects.create_user(SECRET[0], display_name="Rannan Ritva")
    proposal = factories.proposal(site, project, resident, theme=theme, title="Talviuintipaikka rantaan")
    factories.comment(proposal, resident, "Pysäköinti mietityttää.")
    for words, standing in ((SECRET[1], Standing.HIDDEN), (SECRET[2], Standing.HELD)):
        hidden = factories.comment(proposal, resident, words)
        Comment.objects.filter(pk=hidden.pk).update(standing=standing, judged_at=NOW)
    factories.draft(site, project, resident, title=SECRET[3])
    gone = factories.proposal(site, project, resident, theme=theme, title=SECRET[4])
    Proposal.objects.filter(pk=gone.pk).update(publication="hidden", judged_at=NOW)
    return proposal


def test_only_a_councillor_of_this_municipality_has_a_desk(client: Client, site: Any, kaisa: User) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    paths = [DESK, LIST, TABLE, PAPER, f"{DESK}alku/", f"{DESK}esittely/"]
    assert all("/tili/kirjaudu/" in client.get(path)["Location"] for path in paths)
    for other in (
        factories.resident(),
        factories.official(site, Role.ADMINISTRATOR),
        factories.official(elsewhere, Role.COUNCILLOR),
    ):
        client.force_login(other)
        assert [client.get(path).status_code for path in paths] == [404] * len(paths)
        assert DESK not in client.get("/fi/").content.decode()
    client.force_login(kaisa)
    assert DESK in client.get("/fi/").content.decode()
    assert DESK in client.get("/fi/tili/").content.decode()


def test_the_desk_begins_with_choosing_and_tells_what_is_new(
    visitor: Client, site: Any, kaisa: User, theme: Theme
) -> None:
    project = factories.project(site, closes=timedelta(days=2))
    assert visitor.get(DESK)["Location"] == f"{DESK}alku/"
    empty = visitor.post(f"{DESK}alku/", stamped("council"))
    assert "Valitse ainakin yksi teema, alue tai hanke." in empty.content.decode()
    chosen = {"themes": [str(theme.pk)], "projects": [str(project.translation_key)]}
    answer = visitor.post(f"{DESK}alku/", stamped("council", **chosen))
    assert (answer.status_code, answer.context and answer.context["form"].errors) == (302, None)
    assert Follow.objects.filter(user=kaisa).count() == 2
    page = visitor.get(DESK).content.decode()
    assert "Hyvää huomenta, Kaisa. Yksi asia odottaa." in page
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        proposal = factories.proposal(site, project, theme=theme, title="Talviuintipaikka rantaan")
        factories.proposal(site, factories.project(site, "Muu"), theme=Theme.objects.get(site=site, slug="liikenne"))
        factories.comment(proposal, factories.resident(), "Pysäköinti mietityttää.")
    with time_machine.travel(NOW + timedelta(days=3, hours=12), tick=False):
        visitor.force_login(kaisa)
        page = visitor.get(DESK).content.decode()
        assert "Hyvää iltaa, Kaisa." in page
        assert "1 kommentti ja 1 ehdotus." in page
        assert "«Pysäköinti mietityttää.»" in page
        rows = visitor.get(f"{LIST}?only=new").context["leaf"].object_list
        assert [(row.proposal.pk, row.is_new, row.new_comments) for row in rows] == [(proposal.pk, True, 1)]


def test_deadlines_and_since_when_an_answer_is_owed(visitor: Client, site: Any, kaisa: User, theme: Theme) -> None:
    """2 % of 500 residents bind for six months; what the author has been told counts too; an answer ends both."""
    project = factories.project(site, closes=timedelta(days=300))
    follow(kaisa, site, Topic("theme", str(theme.pk)))
    bound, told, free = (
        factories.proposal(site, project, theme=theme, title=f"Ehdotus rannasta {n}") for n in range(3)
    )
    values = {"published_at": datetime(2025, 12, 10, 12, tzinfo=HELSINKI)}
    Proposal.objects.filter(pk=bound.pk).update(support_count=10, **values)
    Proposal.objects.filter(pk=told.pk).update(support_count=9, estimated_on=date(2026, 6, 1), **values)
    context = visitor.get(DESK).context
    assert [(one.title, one.days, one.is_late) for one in context["clock"]] == [
        ("Ehdotus rannasta 1", -2, True),
        ("Ehdotus rannasta 0", 7, False),
    ]
    page = visitor.get(f"{LIST}?order=supported").content.decode()
    assert (
        "Vastausta on odotettu 10.12.2025 alkaen, otettava käsiteltäväksi viimeistään 10.6.2026 (kuntalaki 23 §)"
        in page
    )
    preparer = factories.official(site, Role.PREPARER)
    proposal_actions.answer(
        proposal=bound, user=preparer, now=NOW, state="accepted", text={"fi": "Toteutetaan."}, signed={}
    )
    assert [one.title for one in visitor.get(DESK).context["clock"]] == ["Ehdotus rannasta 1"]
    open_now = visitor.get(f"{LIST}?only=unanswered").context["leaf"].object_list
    assert {row.proposal.pk for row in open_now} == {told.pk, free.pk}


def test_the_law_s_day_and_number() -> None:
    law = Law(share=MunicipalitySettings().initiative_share, months=6, population=21_437)
    assert law.threshold == 429
    assert (law.due(date(2026, 8, 31)), law.due(date(2026, 6, 30))) == (date(2027, 2, 28), date(2026, 12, 30))


@pytest.mark.parametrize(
    ("hour", "number", "fi", "sv"),
    [
        (8, 3, "Hyvää huomenta, Kaisa. Kolme asiaa odottaa.", "God morgon, Kaisa. Tre saker väntar."),
        (12, 1, "Hyvää päivää, Kaisa. Yksi asia odottaa.", "God dag, Kaisa. En sak väntar."),
        (18, 0, "Hyvää iltaa, Kaisa. Mikään ei odota juuri nyt.", "God kväll, Kaisa. Inget väntar just nu."),
        (2, 11, "Hei, Kaisa. 11 asiaa odottaa.", "Hej, Kaisa. 11 saker väntar."),
    ],
)
def test_the_headline(hour: int, number: int, fi: str, sv: str) -> None:
    now = NOW.replace(hour=hour)
    for language, said in (("fi", fi), ("sv", sv)):
        with translation.override(language):
            assert f"{greeting('Kaisa L.', now)} {waiting(number)}" == said


def test_filters_search_and_order(visitor: Client, site: Any, kaisa: User, theme: Theme) -> None:
    area = Area.objects.get(site=site)
    project, other = factories.project(site), factories.project(site, "Muu hanke")
    road = Theme.objects.get(site=site, slug="liikenne")
    mine = factories.proposal(site, project, theme=theme, title="Penkkejä mäelle asti")
    placed = factories.proposal(site, other, theme=road, area=area, title="Suojatie keskustaan")
    single = factories.proposal(site, other, theme=road, title="Pyöräteline asemalle")
    factories.proposal(site, other, theme=road, title="Tätä ei seurata ollenkaan")
    proposal_actions.support(proposal=placed, user=factories.resident(), now=NOW)
    topics = (Topic("theme", str(theme.pk)), Topic("area", str(area.pk)), Topic("proposal", str(single.uuid)))
    follow(kaisa, site, *topics)

    def found(query: str) -> list[int]:
        return [row.proposal.pk for row in visitor.get(f"{LIST}?{query}").context["leaf"].object_list]

    assert set(found("")) == {mine.pk, placed.pk, single.pk}
    assert found("theme=liikunta") == [mine.pk]
    assert found("area=keskusta") == [placed.pk]
    assert set(found(f"project={other.translation_key}")) == {placed.pk, single.pk}
    assert found("q=pyöräteline") == [single.pk]
    assert found("order=supported")[0] == placed.pk
    assert found("state=done") == []
    assert set(found("state=xx&theme=%00&order=ei&page=abc&q=%00")) == {mine.pk, placed.pk, single.pk}


def test_neither_page_nor_table_nor_paper_shows_what_is_not_public(
    visitor: Client, site: Any, kaisa: User, theme: Theme
) -> None:
    project = factories.project(site)
    proposal = planted(site, project, theme)
    follow(kaisa, site, Topic("theme", str(theme.pk)), Topic("project", str(project.translation_key)))
    shown = [visitor.get(path).content.decode() for path in (DESK, LIST)]
    for query in (f"project={project.translation_key}", f"proposal={proposal.pk}&proposal=99&proposal=x"):
        shown.append(visitor.get(f"{PAPER}?{query}").content.decode())
        assert "Rannan Ritva" not in shown[-1]
    assert all("Talviuintipaikka rantaan" in one and "Pysäköinti mietityttää." in one for one in shown)
    table = b"".join(visitor.get(f"{TABLE}?form=csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["Otsikko"] == "Talviuintipaikka rantaan"
    book = zipfile.ZipFile(io.BytesIO(b"".join(visitor.get(f"{TABLE}?form=xlsx").streaming_content)))
    words = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "Pysäköinti mietityttää." in words
    shown += [table, words]
    for secret in (*SECRET, "@posti.example"):
        assert [secret for one in shown if secret in one] == []
    assert "Rannan Ritva" not in table + words
    assert list(AuditRow.objects.filter(verb="councillor.export").values_list("detail__rows", flat=True)) == [1, 1]


def test_a_table_has_its_limits(
    visitor: Client, site: Any, kaisa: User, theme: Theme, monkeypatch: Any, settings: Any
) -> None:
    project = factories.project(site)
    for number in range(2):
        factories.proposal(site, project, theme=theme, title=f"Ehdotus rannasta {number}")
    follow(kaisa, site, Topic("theme", str(theme.pk)))
    monkeypatch.setattr(tables, "MOST", 1)
    said = visitor.get(f"{TABLE}?order=newest", follow=True)
    assert said.redirect_chain[0][0] == f"{LIST}?order=newest"
    assert "Rajaa sitä suodattimilla" in said.content.decode()
    monkeypatch.undo()
    settings.GUARD_LIMITS = {**settings.GUARD_LIMITS, "council_table": (("person", 0, 3600),)}
    assert visitor.get(TABLE).status_code == 302


def test_growth_is_drawn_and_said(visitor: Client, site: Any, kaisa: User, theme: Theme) -> None:
    project = factories.project(site, opens=timedelta(days=-90), closes=timedelta(days=90))
    with time_machine.travel(NOW - timedelta(days=60), tick=False):
        proposal = factories.proposal(site, project, theme=theme)
        proposal_actions.support(proposal=proposal, user=factories.resident(), now=NOW)
    for days in (3, 3, 0):
        with time_machine.travel(NOW - timedelta(days=days), tick=False):
            proposal_actions.support(proposal=proposal, user=factories.resident(), now=NOW)
    follow(kaisa, site, Topic("theme", str(theme.pk)))
    page = visitor.get(LIST)
    (row,) = page.context["leaf"].object_list
    assert (row.growth.before, row.growth.new, row.growth.days[-4:]) == (1, 3, (2, 0, 0, 1))
    assert "3 uutta neljässä viikossa" in page.content.decode()
    assert 'class="spark"' in page.content.decode()


def test_pages_cost_the_same_for_one_and_thirty(visitor: Client, site: Any, kaisa: User, theme: Theme) -> None:
    project = factories.project(site)
    follow(kaisa, site, Topic("theme", str(theme.pk)), Topic("project", str(project.translation_key)))

    def add() -> None:
        proposal = factories.proposal(site, project, theme=theme)
        factories.comment(proposal, factories.resident(), parent=factories.comment(proposal, factories.resident()))

    def asked() -> list[int]:
        numbers = []
        for path in (DESK, LIST, f"{PAPER}?project={project.translation_key}", "/fi/valtuutetut/"):
            visitor.get(path)
            with CaptureQueriesContext(connection) as captured:
                visitor.get(path)
            numbers.append(len(captured))
        return numbers

    add()
    shown(site, kaisa)
    before = asked()
    for _n in range(29):
        add()
        shown(site, factories.official(site, Role.COUNCILLOR))
    assert asked() == before
    assert max(before) <= 20


# The public page


def found_in_search(site: Any) -> int:
    narrowing = Narrowing(site_id=site.pk, reader="fi", now=NOW, kinds=frozenset({"councillor"}))
    return search.queries.find(text="rannan asialla", narrowing=narrowing).total


def shown(site: Any, user: User, **told: Any) -> Profile:
    body, _made = Body.objects.get_or_create(
        site=site, order=1, defaults={"names": {"fi": "Valtuusto", "sv": "Fullmäktige"}}
    )
    place = Place(body=body, title="member", starts_on=date(2025, 6, 1))
    seats.give_seat(site=site, member=Member(email=user.email), place=place, actor=None, now=NOW)
    values = {"is_public": True, "shows_follows": True, "intro": {"fi": "Rannan asialla."}, "contact": "", **told}
    return actions.tell_of_oneself(user=User.objects.get(pk=user.pk), site=site, **values)


def test_a_councillor_is_shown_only_by_own_choice_and_goes_at_once(
    visitor: Client, site: Any, kaisa: User, theme: Theme
) -> None:
    follow(kaisa, site, Topic("theme", str(theme.pk)))
    shown(site, kaisa, is_public=False)

    def page(path: str = "/fi/valtuutetut/") -> str:
        return Client().get(path).content.decode()

    def hits() -> int:
        return found_in_search(site)

    assert ("Kaisa L." in page(), hits()) == (False, 0)
    told = {
        "is_public": "on",
        "intro_fi": "Rannan asialla.",
        "intro_sv": "För stranden.",
        "contact": "kaisa@esimerkki.example",
    }
    assert visitor.post(f"{DESK}esittely/", stamped("council", **{**told, "contact": "x"})).status_code == 200
    assert visitor.post(f"{DESK}esittely/", stamped("council", **told))["Location"] == DESK
    assert [word in page() for word in ("Kaisa L.", "kaisa@esimerkki.example", "Liikunta", kaisa.email)] == [
        True,
        True,
        False,
        False,
    ]
    swedish = page("/sv/fullmaktigeledamoter/")
    assert "För stranden." in swedish, swedish[swedish.index("<main") : swedish.index("</main>")]
    assert hits() == 1
    visitor.post(f"{DESK}esittely/", stamped("council", **{**told, "shows_follows": "on", "contact": ""}))
    assert [word in page() for word in ("Liikunta", "kaisa@esimerkki.example")] == [True, False]
    visitor.post(f"{DESK}esittely/", stamped("council", intro_fi="Rannan asialla."))
    assert ("Kaisa L." in page(), hits()) == (False, 0)


def test_who_leaves_the_council_leaves_the_page_and_the_desk(visitor: Client, site: Any, kaisa: User) -> None:
    shown(site, kaisa)
    seat = Seat.objects.get(user=kaisa)
    seats.end_seat(seat=seat, ends_on=date(2026, 6, 3), actor=None, now=NOW)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        call_command("keep_council")
        assert "Kaisa L." not in Client().get("/fi/valtuutetut/").content.decode()
        assert found_in_search(site) == 0
        assert visitor.get(DESK).status_code == 404
