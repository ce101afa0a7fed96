"""The service desk acts for a person: in whose name, how long, and what is never done by mistake."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.acting import actions, mails
from accounts.acting.models import ActingSession, DeskKey, DeskPerson
from accounts.acting.people import find_or_make, join
from accounts.acting.rules import Ended
from accounts.eligibility.models import Told
from accounts.models import User
from accounts.roles import Role
from core import audit
from core.guard import stamp
from core.models import AuditRow
from participation.comments.models import Comment
from participation.proposals import actions as proposals
from participation.proposals.models import Proposal, Support
from tests import factories

DATA = {"channel": "paper", "name": "Aili Kuusela", "born": "24.3.1951", "basis": "resident"}


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def proposal(site: Site) -> Proposal:
    return factories.proposal(site, factories.project(site))


@pytest.fixture
def clerk(site: Site) -> User:
    return factories.official(site, Role.SERVICE_DESK, "Virpi Palvelu")


@pytest.fixture
def at_desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def begin(client: Client, **changed: str) -> ActingSession:
    response = client.post("/fi/palvelupiste/", {**DATA, **changed})
    assert response.status_code == 302, response.context["form"].errors
    return ActingSession.objects.latest("pk")


def comment_on(client: Client, proposal: Proposal, body: str, **extra: str) -> Any:
    fields = {"body": body, "uuid": str(uuid4()), "shown_at": stamp("comment", seconds_ago=60), **extra}
    return client.post(f"/fi/kommentit/proposal/{proposal.pk}/kirjoita/", fields, follow=True)


def support(client: Client, proposal: Proposal, **extra: str) -> Any:
    return client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/", extra, follow=True)


def test_what_is_done_is_the_persons_marked_and_logged_with_both(
    at_desk: Client, proposal: Proposal, clerk: User
) -> None:
    acting = begin(at_desk)
    page = support(at_desk, proposal)
    assert "Toimit henkilön Aili Kuusela puolesta" in page.content.decode()
    comment_on(at_desk, proposal, "Laituri on liian liukas.")

    person = acting.person
    assert person is not None
    assert person.email == ""
    assert not person.has_usable_password()
    given = Support.objects.get(proposal=proposal)
    assert (given.user, given.via) == (person, "paper")
    comment = Comment.objects.get()
    assert (comment.author, comment.via, comment.role) == (person, "paper", "")
    assert "Kirjattu palvelupisteessä" in at_desk.get(proposal.get_absolute_url()).content.decode()
    for verb in ("proposal.support", "comment.add"):
        row = AuditRow.objects.get(verb=verb)
        assert (row.actor_id, row.behalf_id) == (clerk.pk, person.pk)
    assert audit.history("proposal", proposal.uuid)[0].who == "Virpi Palvelu, henkilön Aili Kuusela puolesta"
    assert not Support.objects.filter(user=clerk).exists()


def test_own_pages_and_the_administration_are_closed_meanwhile(at_desk: Client, proposal: Proposal) -> None:
    begin(at_desk)
    for path in ("/fi/tili/", "/fi/tili/asetukset/", "/fi/tili/kerrottu/", "/admin/", "/admin/proposals/"):
        response = at_desk.get(path)
        assert response.status_code == 403, path
        assert "Toimit henkilön Aili Kuusela puolesta" in response.content.decode()
    at_desk.post("/fi/palvelupiste/lopeta/")
    assert at_desk.get("/admin/").status_code == 200
    assert "Aili" not in at_desk.get("/fi/tili/").content.decode()


def test_time_runs_out_by_the_servers_clock_and_nothing_typed_is_lost(
    at_desk: Client, proposal: Proposal, clerk: User
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        begin(at_desk, email="aili@example.org")
        clock.shift(timedelta(minutes=29))
        assert "1 min" in support(at_desk, proposal).content.decode()  # use does not prolong it
        clock.shift(timedelta(minutes=1))
        page = comment_on(at_desk, proposal, "Penkki tarvitaan myös.")
        assert "Penkki tarvitaan myös." in page.content.decode()
        assert not Comment.objects.exists()
        # another person's turn: the words are not sent in that name
        begin(at_desk, name="Eino Muu", born="1.1.1960")
        assert at_desk.get("/fi/palvelupiste/odottaa/").status_code == 302
        at_desk.post("/fi/palvelupiste/lopeta/")

        begin(at_desk)
        clock.shift(timedelta(minutes=31))
        comment_on(at_desk, proposal, "Penkki tarvitaan myös.")
        response = at_desk.post("/fi/palvelupiste/", DATA, follow=True)
        kept = response.context["kept"]
        assert response.context["same"]
        at_desk.post(kept.path, dict(kept.fields) | {"shown_at": stamp("comment", seconds_ago=60)})
    comment = Comment.objects.get()
    assert comment.author is not None
    assert comment.author.display_name == "Aili Kuusela"
    assert ActingSession.objects.filter(ended_how=Ended.TIME).count() == 2


def test_the_clerks_own_support_needs_a_second_word(at_desk: Client, proposal: Proposal, clerk: User) -> None:
    page = support(at_desk, proposal)
    assert not Support.objects.exists()
    assert "Omissa nimissäsi?" in page.content.decode()
    support(at_desk, proposal, in_own_name="1")
    assert Support.objects.get().user == clerk


def test_forms_of_other_tabs_cannot_be_sent_after_a_start_or_end(clerk: User, proposal: Proposal) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    key = client.session.session_key

    def token() -> str:
        return client.get("/fi/palvelupiste/").context["csrf_token"]

    before = str(token())
    assert client.post("/fi/palvelupiste/", {**DATA, "csrfmiddlewaretoken": before}).status_code == 302
    assert client.session.session_key != key  # a session fixed before is worth nothing
    old = {"csrfmiddlewaretoken": before}
    assert client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/", old).status_code == 403
    meanwhile = str(token())
    client.post("/fi/palvelupiste/lopeta/", {"csrfmiddlewaretoken": meanwhile})
    late = {"csrfmiddlewaretoken": meanwhile, "in_own_name": "1"}
    assert client.post(f"/fi/ehdotukset/{proposal.pk}/kannata/", late).status_code == 403
    assert not Support.objects.exists()


def test_signing_out_ends_it(at_desk: Client, proposal: Proposal) -> None:
    acting = begin(at_desk)
    at_desk.post("/fi/tili/kirjaudu-ulos/")
    acting.refresh_from_db()
    assert acting.ended_how == Ended.SIGN_OUT
    assert "acting" not in at_desk.session


def test_a_lost_role_and_another_site_end_it_at_once(at_desk: Client, proposal: Proposal, clerk: User) -> None:
    begin(at_desk)
    clerk.groups.clear()
    support(at_desk, proposal)
    assert not Support.objects.exists()


def test_only_the_desk_and_administrators_act(client: Client, site: Site, proposal: Proposal) -> None:
    for role in (Role.EDITOR, Role.MODERATOR, Role.PREPARER, Role.COUNCILLOR):
        client.force_login(factories.official(site, role))
        assert client.get("/fi/palvelupiste/").status_code == 403
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    assert client.get("/fi/palvelupiste/").status_code == 200


def test_a_person_is_known_again_and_counted_once_and_nothing_else_is_kept(at_desk: Client, proposal: Proposal) -> None:
    first = begin(at_desk)
    support(at_desk, proposal)
    at_desk.post("/fi/palvelupiste/lopeta/")
    assert not Told.objects.exists()
    again = begin(at_desk, name="KUUSELA, Aili", born="24.03.1951", channel="phone")
    assert again.person_id == first.person_id
    support(at_desk, proposal)
    at_desk.post("/fi/palvelupiste/lopeta/")
    proposal.refresh_from_db()
    assert proposal.support_count == 1
    kept = str([list(rows.values()) for rows in (DeskPerson.objects, DeskKey.objects, ActingSession.objects)])
    assert "1951" not in kept
    assert "Kuusela" not in kept
    assert not AuditRow.objects.filter(detail__icontains="1951").exists()
    begin(at_desk, name="Käy Ohitse", born="2.2.1970")  # in whose name nothing is done is forgotten
    at_desk.post("/fi/palvelupiste/lopeta/")
    assert not User.objects.filter(display_name="Käy Ohitse").exists()


@pytest.mark.parametrize("has_account", [True, False])
def test_the_address_is_told_alike_and_only_its_owner_takes_it(
    at_desk: Client, proposal: Proposal, has_account: bool, django_capture_on_commit_callbacks: Any
) -> None:
    owner = factories.resident("Aikku")
    if has_account:
        proposals.support(proposal=proposal, user=owner, now=timezone.now())
    else:
        User.objects.filter(pk=owner.pk).delete()
    with django_capture_on_commit_callbacks(execute=True):
        begin(at_desk, email=owner.email)
        page = support(at_desk, proposal)
        assert "Kiitos, kannatuksesi on laskettu." in page.content.decode()
        at_desk.post("/fi/palvelupiste/lopeta/")
    assert mail.outbox[-1].to == [owner.email]
    assert proposal.title in mail.outbox[-1].body
    assert "Aili" not in mail.outbox[-1].body
    assert not ActingSession.objects.exclude(email="").exists()
    link = next(word for word in mail.outbox[-1].body.split() if "/palvelupiste/" in word)
    path = "/fi/" + link.partition("/fi/")[2]
    if not has_account:
        owner = User.objects.create_user(owner.email, display_name="Aikku")

    stranger = Client()
    stranger.force_login(factories.resident())
    stranger.post(path)
    assert Support.objects.exclude(user=owner).exists()  # somebody else's link does nothing
    own = Client()
    own.force_login(owner)
    assert own.get(path).status_code == 200
    assert Support.objects.exclude(user=owner).exists()  # nor does opening it, as a mail scanner does
    own.post(path)
    proposal.refresh_from_db()
    assert [given.user for given in Support.objects.all()] == [owner]
    assert proposal.support_count == 1


def test_later_acts_follow_to_the_account(site: Site, proposal: Proposal, clerk: User) -> None:
    now, owner = timezone.now(), factories.resident()
    given: dict[str, Any] = {"name": "Aili Kuusela", "born": date(1951, 3, 24)}
    person = find_or_make(site=site, shown_as="", address="", language="fi", clerk=clerk, **given)
    join(person=person, account=owner, now=now)
    acting = actions.start(site=site, clerk=clerk, channel="phone", now=now, language="fi", **given)
    assert acting.person is not None
    proposals.support(proposal=proposal, user=acting.person, now=now)
    actions.end(acting=acting, how=Ended.CLERK, now=now)
    assert Support.objects.get().user == owner
    assert mails.read_key("forged") is None


def test_a_contact_is_kept_only_for_a_proposal_to_be_answered(
    at_desk: Client, site: Site, proposal: Proposal, client: Client
) -> None:
    acting = begin(at_desk, contact="040 123 4567")
    support(at_desk, proposal)
    at_desk.post("/fi/palvelupiste/lopeta/")
    assert DeskPerson.objects.get().contact == ""
    begin(at_desk, contact="040 123 4567")
    own = factories.draft(site, factories.project(site, "Satama"), acting.person, title="Laiturille valaistus")
    at_desk.post(f"/fi/ehdotukset/luonnos/{own.uuid}/julkaise/")
    at_desk.post("/fi/palvelupiste/lopeta/")
    own.refresh_from_db()
    assert own.via == "paper"
    preparer = Client()
    preparer.force_login(factories.official(site, Role.PREPARER))
    screen = f"/admin/proposals/{own.pk}/"
    assert "040 123 4567" not in preparer.get(screen).content.decode()
    preparer.post(f"/admin/contact/proposal/{own.uuid}/", {"reason": "Vastaan ehdotukseen."})
    assert "040 123 4567" in preparer.get(screen).content.decode()


def test_a_person_without_an_address_cannot_sign_in(client: Client, site: Site, clerk: User) -> None:
    for name in ("Eka Henkilö", "Toka Henkilö"):
        find_or_make(site=site, name=name, shown_as="", born=date(1950, 1, 1), address="", language="fi", clerk=clerk)
    assert not client.login(email="", password="")
    assert client.post("/fi/tili/kirjaudu/", {"email": ""}).status_code == 200


def test_what_ran_out_is_ended_by_the_clock(site: Site, clerk: User) -> None:
    now = timezone.now()
    acting = actions.start(
        site=site, clerk=clerk, channel="phone", now=now, language="fi", name="A B", born=date(1950, 1, 1)
    )
    assert actions.end_expired(now=now + timedelta(minutes=29)) == 0
    assert actions.end_expired(now=now + timedelta(minutes=30)) == 1
    acting.refresh_from_db()
    assert acting.ended_how == Ended.TIME
