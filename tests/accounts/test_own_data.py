"""Own data: the page, the package, and the deletion of an account."""

from __future__ import annotations

import io
import json
import time
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.personal import Fate, registry
from accounts.personal.actions import finish, finish_all, leave
from accounts.personal.models import Departure
from accounts.roles import Role
from core.pictures import CleanPicture
from core.refusal import Refused
from participation.comments.models import Comment
from participation.moderation import actions as moderation
from participation.moderation.models import Case
from participation.projects.models import ProjectPage
from participation.proposals import actions
from participation.proposals.models import Picture, Proposal, Support
from participation.proposals.rules import Publication
from search.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS, NAME = "helmi.lahtija@koivuranta.example", "Helmi Lähtijä"


@pytest.fixture
def site() -> Site:
    return factories.municipality()


@pytest.fixture
def page(site: Site) -> ProjectPage:
    return factories.project(site)


@pytest.fixture
def person() -> User:
    return User.objects.create_user(ADDRESS, display_name=NAME)


@pytest.fixture
def life(site: Site, page: ProjectPage, person: User) -> dict[str, Any]:
    """Somebody who has done a bit of everything, beside others whose data must not be taken for theirs."""
    other = factories.resident("Oiva Toinen")
    made: dict[str, Any] = {
        "own": factories.proposal(site, page, person, title="Penkkejä rantaraitille"),
        "answered": factories.proposal(site, page, person, title="Valot uimarannalle"),
        "draft": factories.draft(site, page, person, title="Keskeneräinen ajatus"),
        "others": factories.proposal(site, page, other, title="Koirapuisto keskustaan"),
        "other": other,
    }
    with io.BytesIO(b"RIFFwebp") as file:
        clean = CleanPicture(large=file.getvalue(), small=file.getvalue(), width=4, height=3)
    actions.add_picture(proposal=made["draft"], picture=clean, alt="Luonnoksen kuva")
    actions.add_picture(proposal=made["own"], picture=clean, alt="Ranta keväällä")
    now = timezone.now()
    actions.support(proposal=made["others"], user=person, now=now)
    made["said"] = factories.comment(made["others"], person, "Hyvä ajatus, koirilla on asiaa.")
    made["reply"] = factories.comment(made["others"], other, "Samaa mieltä.", made["said"])
    reported = factories.comment(made["own"], other, "Ihan turha.")
    moderation.report(
        kind="comment",
        thing_id=reported.pk,
        site_id=site.pk,
        user=person,
        network="n",
        now=now,
        reason="insult",
        text="Ilkeä",
    )
    moderation.report(
        kind="comment", thing_id=made["said"].pk, site_id=site.pk, user=other, network="n", now=now, reason="off_topic"
    )
    preparer = factories.official(site, Role.PREPARER)
    actions.answer(
        proposal=made["answered"], user=preparer, now=now, state="accepted", text={"fi": "Valot tulevat."}, signed={}
    )
    mail.outbox.clear()
    return made


def signed_in(person: User) -> Client:
    """As after typing a code a moment ago."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()
    return client


def dump() -> str:
    """Everything in the database, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_page_tells_all_there_is_and_nothing_of_others(
    life: dict[str, Any], person: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(person)
    with django_assert_max_num_queries(20):
        page = client.get("/fi/tili/omat-tiedot/").content.decode()
    assert "Ehdotukset ja luonnokset (3)" in page
    assert "Kannatukset (1)" in page
    for slug, words in {
        "proposals-proposal": ("Penkkejä rantaraitille", "Keskeneräinen ajatus", "Ranta keväällä"),
        "proposals-support": ("Koirapuisto keskustaan",),
        "comments-comment": ("koirilla on asiaa",),
        "accounts-user": (ADDRESS, NAME),
        "moderation-report": ("Ilkeä",),
        "moderation-case": ("koirilla on asiaa",),
        "core-auditrow": ("Kannatti ehdotusta",),
    }.items():
        with django_assert_max_num_queries(20):
            told = client.get(f"/fi/tili/omat-tiedot/laji/{slug}/").content.decode()
        assert [word for word in words if word not in told] == [], slug
        assert "Oiva" not in told
        assert life["other"].email not in told
        assert "Henkilö" not in told.replace("Henkilötie", "")


def test_the_package_holds_everything_for_people_and_machines(
    life: dict[str, Any], person: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(person)
    form = client.get("/fi/tili/omat-tiedot/").context["order"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/fi/tili/omat-tiedot/paketti/", {"shown_at": stamped(form.guarded)})
    answer = client.get("/fi/tili/omat-tiedot/")
    url = answer.context["packages"][0].uuid
    file = client.get(f"/fi/tili/omat-tiedot/paketti/{url}/")
    package = ZipFile(io.BytesIO(b"".join(file.streaming_content)))
    told = json.loads(package.read("omat-tiedot.json"))
    assert (told["format"], told["version"], set(told["data"])) == ("raitti-own-data", 1, set(registry.known()))
    titles = [row["title"] for row in told["data"]["proposals.Proposal"]["rows"]]
    assert sorted(titles) == ["Keskeneräinen ajatus", "Penkkejä rantaraitille", "Valot uimarannalle"]
    pictures = [one["file"] for row in told["data"]["proposals.Proposal"]["rows"] for one in row["pictures"]]
    assert set(pictures) <= set(package.namelist())
    html = package.read("omat-tiedot.html").decode()
    assert all(word in html for word in (ADDRESS, "koirilla on asiaa", pictures[0]))
    everything = package.read("omat-tiedot.json").decode() + html
    assert not any(word in everything for word in (life["other"].email, "Oiva", "Samaa mieltä"))
    another = signed_in(life["other"])
    assert another.get(f"/fi/tili/omat-tiedot/paketti/{url}/").status_code == 404


def test_every_key_has_words(life: dict[str, Any], person: User) -> None:
    from accounts.personal.queries import everything
    from accounts.personal.words import LABELS

    for kind in registry.known().values():
        keys = {key for row in everything(kind, person) for key in row}
        assert keys - set(LABELS) - set(kind.labels) == set(), kind.model


def test_who_signed_in_long_ago_does_so_again(life: dict[str, Any], person: User) -> None:
    client = Client()
    client.force_login(person)
    for url in ("/fi/tili/omat-tiedot/poista/",):
        assert "vahvista" in client.get(url)["Location"] or "next=" in client.get(url)["Location"]
    client.post("/fi/tili/omat-tiedot/poista/", chosen())
    assert not Departure.objects.exists()


def stamped(kind: str) -> str:
    from core.guard import stamp

    return stamp(kind, seconds_ago=10)


def chosen(supports: str = "stay", texts: str = "stay", **more: str) -> dict[str, str]:
    return {"supports": supports, "texts": texts, "sure": "on", "shown_at": stamped("leave"), **more}


def test_deleting_leaves_no_trace_of_the_person(
    life: dict[str, Any], person: User, django_capture_on_commit_callbacks: Any
) -> None:
    """The whole database is searched for the address and the name."""
    client, elsewhere = signed_in(person), signed_in(person)
    unsure = chosen()
    del unsure["sure"]
    assert client.post("/fi/tili/omat-tiedot/poista/", unsure).status_code == 200
    assert not Departure.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/fi/tili/omat-tiedot/poista/", chosen(), follow=True)
    assert "Tilisi on suljettu" in answer.content.decode()
    assert elsewhere.get("/fi/tili/").status_code == 302
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Departure.objects.exists()
    assert [one.to for one in mail.outbox] == [[ADDRESS]]
    assert "poistettu" in mail.outbox[0].subject
    left = dump()
    assert ADDRESS not in left
    assert NAME not in left
    assert not any(s.get_decoded().get("_auth_user_id") == str(person.pk) for s in Session.objects.all())
    for model, column in pointing_at_people():
        assert not model._base_manager.filter(**{column: person.pk}).exists(), f"{model._meta.label}.{column}"


def pointing_at_people() -> list[tuple[Any, str]]:
    from django.apps import apps

    return [
        (model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is User and "LogEntry" not in model.__name__
    ]


def gone(site: Site, person: User, supports: str = "stay", texts: str = "stay") -> None:
    departure = leave(user=person, site=site, now=timezone.now(), supports=supports, texts=texts)
    assert finish(departure_id=departure.pk, now=timezone.now())


def test_what_is_public_stays_without_a_name(site: Site, life: dict[str, Any], person: User) -> None:
    gone(site, person)
    own = Proposal.objects.get(pk=life["own"].pk)
    assert (own.publication, own.author, own.author_shown) == (Publication.PUBLISHED, None, "")
    assert own.title == "Penkkejä rantaraitille"
    assert not Proposal.objects.filter(pk=life["draft"].pk).exists()
    assert Picture.objects.get().proposal_id == own.pk
    said = Comment.objects.get(pk=life["said"].pk)
    assert (said.author, said.body) == (None, "Hyvä ajatus, koirilla on asiaa.")
    support = Support.objects.get(proposal=life["others"])
    assert (support.user, len(support.voter)) == (None, 64)
    assert Proposal.objects.get(pk=life["others"].pk).support_count == 1
    case = Case.objects.get(thing_id=said.pk)
    assert (case.author, case.author_name, case.is_open) == (None, "", True)
    client = Client()
    shown = client.get(life["others"].get_absolute_url()).content.decode()
    assert "Nimi poistettu" in shown
    assert NAME not in shown


def test_what_is_taken_along_leaves_its_mark(site: Site, life: dict[str, Any], person: User) -> None:
    gone(site, person, supports="go", texts="go")
    own = Proposal.objects.get(pk=life["own"].pk)
    assert (own.publication, own.title, own.body, own.pictures.count()) == (Publication.WITHDRAWN, "", "", 0)
    answered = Proposal.objects.get(pk=life["answered"].pk)
    assert (answered.publication, answered.title, answered.author) == (
        Publication.PUBLISHED,
        "Valot uimarannalle",
        None,
    )
    said = Comment.objects.get(pk=life["said"].pk)
    assert (said.body, said.mark, said.author) == ("", "gone", None)
    others = Proposal.objects.get(pk=life["others"].pk)
    assert (others.support_count, others.comment_count, Support.objects.count()) == (0, 1, 0)
    case = Case.objects.get(thing_id=said.pk)
    assert (case.is_open, case.text) == (False, "")
    assert not Entry.objects.filter(kind="proposal", object_id=own.pk).exists()
    assert not Entry.objects.filter(kind="comment", object_id=said.pk).exists()
    shown = Client().get(own.get_absolute_url())
    assert "on peruttu" in shown.content.decode()


def test_one_vote_each_though_accounts_come_and_go(site: Site, page: ProjectPage, person: User) -> None:
    one, two = (factories.proposal(site, page) for _ in range(2))
    for proposal in (one, two):
        actions.support(proposal=proposal, user=person, now=timezone.now())
    gone(site, person)
    anew = User.objects.create_user(ADDRESS, display_name="Uusi Alku")
    assert actions.support(proposal=one, user=anew, now=timezone.now()) == 1
    assert Support.objects.get(proposal=one).user == anew
    preparer = factories.official(site, Role.PREPARER)
    actions.merge(proposal=one, into=two, user=preparer, now=timezone.now())
    assert Proposal.objects.get(pk=two.pk).support_count == 1  # the same person, once with an account and once without
    actions.undo_merge(proposal=Proposal.objects.get(pk=one.pk), user=preparer, now=timezone.now())
    assert list(Proposal.objects.filter(pk__in=[one.pk, two.pk]).values_list("support_count", flat=True)) == [1, 1]


def test_supports_without_accounts_move_with_a_merge_and_back(site: Site, page: ProjectPage, person: User) -> None:
    one, two = (factories.proposal(site, page) for _ in range(2))
    actions.support(proposal=one, user=person, now=timezone.now())
    actions.support(proposal=two, user=factories.resident(), now=timezone.now())
    gone(site, person)
    preparer = factories.official(site, Role.PREPARER)
    Proposal.objects.filter(pk=two.pk).update(author=None)
    actions.merge(proposal=one, into=two, user=preparer, now=timezone.now())
    assert Proposal.objects.get(pk=two.pk).support_count == 2
    actions.undo_merge(proposal=Proposal.objects.get(pk=one.pk), user=preparer, now=timezone.now())
    assert list(Proposal.objects.filter(pk__in=[one.pk, two.pk]).values_list("support_count", flat=True)) == [1, 1]


def test_a_deletion_that_was_cut_short_goes_on(
    site: Site, life: dict[str, Any], person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker dies in the middle; the clock's command ends it once the worker's time is over, and nothing is done twice."""
    departure = leave(user=person, site=site, supports=Fate.GO, texts=Fate.GO, now=timezone.now())
    monkeypatch.setattr("participation.proposals.personal.actions.part_from_supports", killed)
    with pytest.raises(KeyboardInterrupt):
        finish(departure_id=departure.pk, now=timezone.now())
    monkeypatch.undo()
    assert finish_all(now=timezone.now()) == 0  # it may still be at work
    later = timezone.now() + timedelta(minutes=20)
    assert finish_all(now=later) == 1
    assert finish_all(now=later) == 0
    others = Proposal.objects.get(pk=life["others"].pk)
    assert (others.support_count, others.comment_count) == (0, 1)
    assert User.objects.filter(pk=person.pk).count() == 0


def killed(**kwargs: Any) -> int:
    raise KeyboardInterrupt


def test_the_last_administrator_hands_over_first(site: Site) -> None:
    alone = factories.official(site, Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="pääkäyttäjä"):
        leave(user=alone, site=site, supports="stay", texts="stay", now=timezone.now())
    assert "pääkäyttäjä" in signed_in(alone).get("/fi/tili/omat-tiedot/poista/").content.decode()
    factories.official(site, Role.ADMINISTRATOR)
    gone(site, alone)
    assert not User.objects.filter(pk=alone.pk).exists()
