"""What a resident may be called."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site

from accounts.actions import grant, revoke
from accounts.models import User
from accounts.roles import Role
from accounts.rules import clean_display_name
from tests.accounts.conftest import Visitor

TOWN = ("Koivuranta", "Björkstrand", "Ii")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Rannan Ritva", "Rannan Ritva"),
        ("  Matti \t Meikäläinen ", "Matti Meikäläinen"),
        ("M. K.", "M. K."),
        ("Åsa Öhman-Ärlig", "Åsa Öhman-Ärlig"),
        ("Kuntalainen", "Kuntalainen"),
        ("Kuntoilija 75", "Kuntoilija 75"),
        ("Stadig", "Stadig"),
        ("Иван Петров", "Иван Петров"),
        ("فاطمة", "فاطمة"),
        ("Rit\u200bva", "Ritva"),
        ("Iida", "Iida"),
        ("Ö" * 40, "Ö" * 40),
    ],
)
def test_own_names_are_kept(typed: str, name: str) -> None:
    assert clean_display_name(typed, TOWN) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "short"),
        ("A", "short"),
        ("- –", "short"),
        ("x" * 41, "max_length"),
        ("ritva@koivu.fi", "address"),
        ("https://koivu.fi", "address"),
        ("Koivuranta", "authority"),
        ("koivurannan Kaupunki", "authority"),
        ("KOIVURANTA-tiimi", "authority"),
        ("Björkstrands stad", "authority"),
        ("bjorkstrand", "authority"),
        ("Kunta", "authority"),
        ("Kunnanjohtaja", "authority"),
        ("K4upunki", "authority"),
        ("Kau\u200bpunki", "authority"),
        ("Moderaattori 2", "authority"),
        ("Ylläpito", "authority"),
        ("Kommunens Kalle", "authority"),
        ("Stadsdirektör", "authority"),
        ("Fullmäktigeledamot Berg", "authority"),
        ("Valtuutettu Virtanen", "authority"),
        ("Ii", "authority"),
        ("Rіtva", "scripts"),  # Cyrillic і
    ],
)
def test_names_that_could_be_another_s_are_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_display_name(typed, TOWN)
    assert refusal.value.code == code


def test_a_refused_name_stays_in_the_field(visitor: Visitor) -> None:
    visitor.sign_in("uusi@koivuranta.example")
    page = visitor.post("/fi/tili/nimi/", {"display_name": "Koivurannan Ritva"})
    assert page.context["form"]["display_name"].value() == "Koivurannan Ritva"
    assert page.context["form"].errors["display_name"] == [
        "Valitse toinen nimi: tätä voisi luulla kunnan tai sen henkilöstön nimeksi."
    ]
    assert User.objects.get().display_name == ""


def test_without_a_name_one_is_never_shown_by_the_address(visitor: Visitor) -> None:
    visitor.sign_in("uusi@koivuranta.example")
    assert str(User.objects.get()) == "Asukas"


def test_name_is_asked_once(visitor: Visitor, ritva: User) -> None:
    visitor.sign_in(ritva.email)
    assert visitor.get("/fi/tili/nimi/?next=/fi/haku/")["Location"] == "/fi/tili/jatka/?next=%2Ffi%2Fhaku%2F"
    visitor.post("/fi/tili/nimi/", {"display_name": "Toinen"})
    ritva.refresh_from_db()
    assert ritva.display_name == "Rannan Ritva"


def test_settings_change_name_and_language(visitor: Visitor, ritva: User) -> None:
    visitor.sign_in(ritva.email)
    saved = visitor.post("/fi/tili/asetukset/", {"display_name": "Ritva", "language": "sv"})
    assert saved["Location"] == reverse("accounts:mine")
    ritva.refresh_from_db()
    assert (ritva.display_name, ritva.language) == ("Ritva", "sv")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"display_name": "Ritva", "language": "xx"}, "language"),
        ({"display_name": "", "language": "sv"}, "display_name"),
        ({}, "language"),
    ],
)
def test_tampered_settings_change_nothing(visitor: Visitor, ritva: User, sent: dict[str, str], field: str) -> None:
    visitor.sign_in(ritva.email)
    page = visitor.post("/fi/tili/asetukset/", sent)
    assert page.status_code == 200
    assert field in page.context["form"].errors
    ritva.refresh_from_db()
    assert (ritva.display_name, ritva.language) == ("Rannan Ritva", "fi")


def test_who_has_a_role_may_be_called_by_it(visitor: Visitor, site: Site, ritva: User) -> None:
    visitor.sign_in(ritva.email)
    sent = {"display_name": "Moderaattori Ritva", "language": "fi"}
    assert visitor.post("/fi/tili/asetukset/", sent).status_code == 200
    grant(ritva, site, Role.MODERATOR, None)
    assert visitor.post("/fi/tili/asetukset/", sent).status_code == 302
    revoke(ritva, site, Role.MODERATOR, None)
    assert visitor.post("/fi/tili/asetukset/", {**sent, "language": "sv"}).status_code == 302
    ritva.refresh_from_db()
    assert (ritva.display_name, ritva.language) == ("Moderaattori Ritva", "sv")
