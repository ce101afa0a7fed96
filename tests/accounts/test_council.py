"""The council's list: seats by the clock, the role that follows, what stands beside a comment, a council from a file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts import actions as account_actions
from accounts.council import actions
from accounts.council.actions import Member, Place
from accounts.council.models import Body, Seat
from accounts.council.queries import seats_of
from accounts.models import User
from accounts.queries import public_roles, roles_of
from accounts.roles import Role
from core.models import AuditRow
from participation.proposals.admin.tables import Tables
from participation.proposals.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
KAISA = "kaisa@koivuranta.example"


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)


@pytest.fixture
def site() -> Any:
    return factories.municipality()


@pytest.fixture
def bodies(site: Any) -> dict[str, Body]:
    names = {
        "council": {"fi": "Kaupunginvaltuusto", "sv": "Stadsfullmäktige"},
        "board": {"fi": "Kaupunginhallitus", "sv": "Stadsstyrelsen"},
        "committee": {"fi": "Hyvinvointilautakunta", "sv": "Välfärdsnämnden"},
    }
    return {
        kind: Body.objects.create(site=site, names=said, kind=kind, order=order)
        for order, (kind, said) in enumerate(names.items(), 1)
    }


def seat(site: Any, body: Body, email: str = KAISA, *, now: datetime | None = None, **place: Any) -> Seat:
    values = {"title": "member", "starts_on": date(2025, 6, 1), **place}
    member = Member(email=email, name="Kaisa L.")
    now = now or at(2026, 3, 2, 9)
    return actions.give_seat(site=site, member=member, place=Place(body=body, **values), actor=None, now=now)


def roles(email: str, site: Any) -> set[Role]:
    return set(roles_of(User.objects.get(email=email), site.pk))


def test_a_seat_gives_the_role_on_its_first_day_and_its_end_takes_it(
    site: Any, bodies: dict[str, Body], django_capture_on_commit_callbacks: Any
) -> None:
    coming = seat(site, bodies["council"], starts_on=date(2026, 3, 10), ends_on=date(2026, 3, 20))
    committee = seat(site, bodies["committee"], starts_on=date(2026, 3, 10), ends_on=date(2026, 3, 22))
    assert (roles(KAISA, site), User.objects.get(email=KAISA).display_name) == (set(), "Kaisa L.")

    def clock(*moment: int) -> set[Role]:
        with time_machine.travel(at(*moment), tick=False), django_capture_on_commit_callbacks(execute=True):
            call_command("keep_council")
        return roles(KAISA, site)

    assert clock(2026, 3, 9, 23, 59) == set()
    assert (clock(2026, 3, 10, 0, 0), clock(2026, 3, 10, 0, 1)) == ({Role.COUNCILLOR}, {Role.COUNCILLOR})
    assert [(letter.to, "valtuutettu" in letter.body.lower()) for letter in mail.outbox] == [([KAISA], True)]
    assert (clock(2026, 3, 20, 23, 59), clock(2026, 3, 21, 0, 0)) == ({Role.COUNCILLOR}, {Role.COUNCILLOR})
    assert clock(2026, 3, 23, 0, 0) == set()
    told = AuditRow.objects.filter(kind="seat", key__in=[coming.pk, committee.pk]).order_by("pk")
    assert list(told.values_list("verb", flat=True)) == ["seat.give"] * 2 + ["seat.begin"] * 2 + ["seat.lapse"] * 2
    assert list(AuditRow.objects.filter(verb="role.revoke").values_list("actor_id", flat=True)) == [None]


def test_a_role_from_a_seat_is_taken_in_the_list_only(site: Any, bodies: dict[str, Body]) -> None:
    held = seat(site, bodies["council"])
    other = seat(site, bodies["committee"])
    with pytest.raises(ValidationError, match="luottamushenkilöluettelosta"):
        account_actions.revoke(held.user, site, Role.COUNCILLOR, None)
    actions.remove_seat(seat=other, actor=None)
    assert roles(KAISA, site) == {Role.COUNCILLOR}
    actions.end_seat(seat=held, ends_on=date(2026, 3, 1), actor=None, now=at(2026, 3, 2, 9))
    assert (roles(KAISA, site), Seat.objects.count()) == (set(), 1)


def test_who_may_and_what_may_not(site: Any, bodies: dict[str, Body]) -> None:
    held = seat(site, bodies["council"], ends_on=date(2026, 6, 1))
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    stranger = factories.official(elsewhere, Role.ADMINISTRATOR)
    place = Place(body=bodies["board"], title="member", starts_on=date(2026, 1, 1))
    for act in (
        lambda: actions.give_seat(
            site=site, member=Member(email=KAISA), place=place, actor=stranger, now=at(2026, 3, 2)
        ),
        lambda: actions.remove_seat(seat=held, actor=stranger),
        lambda: actions.end_seat(seat=held, ends_on=date(2026, 4, 1), actor=stranger, now=at(2026, 3, 2)),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(ValidationError, match="jo paikka"):
        seat(site, bodies["council"], starts_on=date(2026, 6, 1))
    with pytest.raises(ValidationError, match="ennen ensimmäistä"):
        seat(site, bodies["board"], ends_on=date(2025, 5, 31))
    with pytest.raises(ValidationError, match="tämän kunnan"):
        seat(elsewhere, bodies["board"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=held.pk).update(ends_on=date(2025, 1, 1))
    with pytest.raises(RestrictedError):
        bodies["council"].delete()
    assert Seat.objects.count() == 1


@pytest.mark.parametrize(
    ("held", "fi", "sv"),
    [
        ([("council", "member")], "Valtuutettu, Kaupunginvaltuusto", "Fullmäktigeledamot, Stadsfullmäktige"),
        (
            [("council", "member"), ("committee", "member")],
            "Valtuutettu, Hyvinvointilautakunta",
            "Fullmäktigeledamot, Välfärdsnämnden",
        ),
        (
            [("council", "chair"), ("board", "vice_chair")],
            "Valtuutettu, Kaupunginvaltuusto (puheenjohtaja), Kaupunginhallitus (varapuheenjohtaja)",
            "Fullmäktigeledamot, Stadsfullmäktige (ordförande), Stadsstyrelsen (vice ordförande)",
        ),
        ([("committee", "deputy")], "Luottamushenkilö, Hyvinvointilautakunta (varajäsen)", None),
        ([("council", "deputy")], "Varavaltuutettu, Kaupunginvaltuusto (varajäsen)", None),
    ],
)
def test_what_stands_beside_a_name(
    site: Any, bodies: dict[str, Body], held: list[tuple[str, str]], fi: str, sv: str | None
) -> None:
    for kind, title in held:
        user = seat(site, bodies[kind], title=title).user
    found = public_roles([user.pk], site.pk)[user.pk]
    assert (found.at(at(2026, 3, 2)), found.at(at(2025, 5, 31))) == (fi, "")
    with translation.override("sv"):
        assert sv is None or found.at(at(2026, 3, 2)) == sv


def test_a_comment_keeps_the_role_and_body_of_its_time(client: Client, site: Any, bodies: dict[str, Body]) -> None:
    """Also in the feed and in tables. Another municipality's list says nothing here."""
    with time_machine.travel(at(2026, 3, 2, 9), tick=False):
        kaisa = seat(site, bodies["council"]).user
        committee = seat(site, bodies["committee"], ends_on=date(2026, 3, 5))
        elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
        foreign = Body.objects.create(site=elsewhere, names={"fi": "Vieras lautakunta"})
        seat(elsewhere, foreign)
        proposal = factories.proposal(site, factories.project(site), kaisa)
        factories.comment(proposal, User.objects.get(pk=kaisa.pk), "Lautakunnan aikana.")
    with time_machine.travel(at(2026, 3, 8, 9), tick=False):
        call_command("keep_council")
        factories.comment(proposal, User.objects.get(pk=kaisa.pk), "Lautakunnan jälkeen.")
        then, later = "Valtuutettu, Hyvinvointilautakunta", "Valtuutettu, Kaupunginvaltuusto"
        page = client.get(proposal.get_absolute_url()).content.decode()
        assert (page.count(then), page.count(later), page.count("Vieras")) == (2, 1, 0)
        assert f"<name>Kaisa L. ({then})</name>" in client.get("/fi/ehdotukset/feed.xml").content.decode()
        proposals, comments = Tables({}, "").sheets(Proposal.objects.all())
        assert then in next(iter(proposals.rows))
        assert [row[5] for row in comments.rows] == [then, later]
        actions.remove_seat(seat=committee, actor=None)
        assert client.get(proposal.get_absolute_url()).content.decode().count(later) == 3


def test_roles_of_many_cost_one_query(site: Any, bodies: dict[str, Body]) -> None:
    ids = [seat(site, bodies["council"], f"v{number}@koivuranta.example").user_id for number in range(30)]
    for some in (ids[:1], ids):
        with CaptureQueriesContext(connection) as asked:
            assert len(seats_of(some, site.pk)) == len(some)
        assert len(asked) == 1


# The admin


@pytest.fixture
def admin(client: Client, site: Any) -> Client:
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    return client


def test_the_list_in_the_admin(admin: Client, site: Any, bodies: dict[str, Body]) -> None:
    body = bodies["committee"]
    typed = {"email": KAISA, "name": "Kaisa L.", "language": "sv", "body": body.pk, "title": "chair"}
    page = admin.post("/admin/council/", {**typed, "starts_on": "2026-03-01", "ends_on": "2026-02-01"})
    assert (page.status_code, Seat.objects.count()) == (200, 0)
    assert page.context["form"].errors == {"ends_on": ["Viimeinen päivä on ennen ensimmäistä."]}
    assert admin.post("/admin/council/", {**typed, "starts_on": "1.3.2026"}).status_code == 302
    held = Seat.objects.select_related("user").get()
    assert (held.user.email, held.user.language, held.title, held.counted) == (KAISA, "sv", "chair", True)
    assert KAISA in admin.get("/admin/council/").content.decode()
    seen = AuditRow.objects.filter(verb="read.council")
    assert seen.count() == 2
    admin.post(f"/admin/council/{held.pk}/", {**typed, "starts_on": "1.3.2026", "ends_on": "2.3.2026"})
    assert roles(KAISA, site) == set()
    assert KAISA in admin.get("/admin/council/?which=ended").content.decode()
    admin.post(f"/admin/council/{held.pk}/", {"remove": "1"})
    assert Seat.objects.count() == 0


def test_a_body_somebody_has_sat_in_stays(admin: Client, site: Any, bodies: dict[str, Body]) -> None:
    seat(site, bodies["council"])
    for kind in ("council", "board"):
        admin.post(f"/admin/snippets/seats/body/delete/{bodies[kind].pk}/")
    assert set(Body.objects.values_list("kind", flat=True)) == {"council", "committee"}


FILE = """Sähköposti;Nimi;Toimielin;Tehtävä;Alkaa;Päättyy;Kieli
kaisa@koivuranta.example;Kaisa L.;Kaupunginvaltuusto;puheenjohtaja;1.6.2029;;fi
anders@koivuranta.example;Anders B.;Stadsfullmäktige;ledamot;2029-06-01;31.5.2033;sv
"""
WRONG = (
    FILE
    + """kaisa@;Kunnanjohtaja;Ei ole;pomo;32.1.2029;;xx
kaisa@koivuranta.example;;Kaupunginvaltuusto;;1.7.2029;;
"""
)


def test_a_council_from_a_file_is_looked_at_first(admin: Client, site: Any, bodies: dict[str, Body]) -> None:
    old = seat(site, bodies["council"], "vanha@koivuranta.example")
    with time_machine.travel(at(2029, 6, 2, 9), tick=False):
        admin.force_login(User.objects.get(groups__role_group__role=Role.ADMINISTRATOR))

        def send(**fields: Any) -> Any:
            return admin.post("/admin/council/import/", fields)

        wrong = send(file=SimpleUploadedFile("v.csv", WRONG.encode("utf-8-sig"))).context["reading"]
        assert [(row.number, len(row.errors)) for row in wrong.wrong] == [(4, 5), (5, 1)]
        assert send(kept=WRONG, carry_out="1").status_code == 200
        looked = send(file=SimpleUploadedFile("v.csv", FILE.encode()), close="on")
        assert (looked.context["reading"].is_sound, Seat.objects.count()) == (True, 1)
        assert send(kept=FILE, close="on", carry_out="1").status_code == 302
        old.refresh_from_db()
        assert (old.ends_on, roles(old.user.email, site)) == (date(2029, 5, 31), set())
        found = Seat.objects.listed().filter(counted=True).values_list("user__display_name", "title", "user__language")
        assert list(found) == [("Kaisa L.", "chair", "fi"), ("Anders B.", "member", "sv")]
        again = send(kept=FILE).context["reading"]
        assert len(again.wrong) == 2
        for bad, said in ((b"\xff\xfe", "CSV UTF-8"), (b"nimi\nKaisa", "email, body, from"), (b"", "tiedosto")):
            page = send(file=SimpleUploadedFile("v.csv", bad)).content.decode()
            assert said in page
