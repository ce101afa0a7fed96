"""What is taken of claims: days of birth, home municipality, and a mark that leads nowhere."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.strong import personal_code
from accounts.strong.models import Provider
from accounts.strong.problems import IdentificationError
from accounts.strong.reading import fact_of
from accounts.strong.rules import Fact, Limits, why_not

from .oidc_provider import CODE, LEVEL

TODAY = date(2026, 11, 28)


def provider(**fields):
    known = {
        "site_id": 1,
        "acr_values": LEVEL,
        "subject_claim": "hetu",
        "municipality_claim": "kunta",
        "municipality_code": "091",
    }
    return Provider(**{**known, **fields})


def fact(claims, **fields):
    return fact_of(provider(**fields), {"acr": LEVEL, "hetu": CODE, **claims}, today=TODAY, until=0)


@pytest.mark.parametrize(
    ("code", "born"),
    [
        ("131052-308T", date(1952, 10, 13)),
        (" 131052-308t ", date(1952, 10, 13)),
        ("131052Y308T", date(1952, 10, 13)),
        ("131052A308T", date(2052, 10, 13)),
        ("131052+308T", date(1852, 10, 13)),
        ("131052-308U", None),
        ("131052Z308T", None),
        ("310252-3088", None),
        ("1310523308T", None),
        ("٣31052-308T", None),
        ("", None),
    ],
)
def test_the_day_of_birth_in_a_personal_identity_code(code, born):
    assert personal_code.born(code) == born


def test_a_day_that_there_is_not():
    number = "310299" + "900"
    code = f"310299-900{personal_code.CHECKS[int(number) % 31]}"
    assert personal_code.born(code) is None


@pytest.mark.parametrize(
    ("told", "resident"),
    [("091", True), ("91", True), (91, True), ({"code": "091"}, True), ("049", False), (49, False), (None, None), ("", None),
     ("Helsinki", None), (True, None), ({}, None), (["091"], None)],
)  # fmt: skip
def test_the_home_municipality(told, resident):
    assert fact({"kunta": told}).resident is resident


def test_without_its_number_nobody_is_known_as_a_resident():
    assert fact({"kunta": "091"}, municipality_code="").resident is None
    assert fact({"": "091"}, municipality_claim="").resident is None


@pytest.mark.parametrize(
    ("claims", "age"),
    [
        ({}, 74),
        ({"birthdate": "2010-11-28"}, 16),
        ({"birthdate": "2010-11-29"}, 15),
        ({"birthdate": "2030-01-01"}, None),
        ({"birthdate": "0000-00-00"}, None),
        ({"birthdate": "1700-01-01"}, None),
        ({"hetu": "tunniste-1"}, None),
    ],
)
def test_the_age(claims, age):
    assert fact(claims, birth_claim="birthdate").age == age


def test_a_mark_is_of_one_person_in_one_municipality():
    one = fact({}).mark
    assert fact({"hetu": f" {CODE.lower()}"}).mark == one
    assert fact({}, site_id=2).mark != one
    assert fact({"hetu": "tunniste-1"}).mark not in (one, fact({"hetu": "Tunniste-1"}).mark)
    assert CODE not in one


def test_an_unnamed_claim_is_nothing():
    with pytest.raises(IdentificationError) as failed:
        fact({"hetu": "", "sub": "s-1"})
    assert failed.value.code == "nobody"


def seen(**fields):
    return Fact(site_id=1, mark="m", until=0, **fields)


@pytest.mark.parametrize(
    ("found", "limits", "code"),
    [
        (None, Limits(), "not_identified"),
        (seen(), Limits(), ""),
        (seen(), Limits(residents=True), "home_unknown"),
        (seen(resident=False), Limits(residents=True), "other_municipality"),
        (seen(resident=True), Limits(residents=True), ""),
        (seen(), Limits(least_age=15), "age_unknown"),
        (seen(age=14), Limits(least_age=15), "too_young"),
        (seen(age=15), Limits(least_age=15), ""),
        (seen(age=15, resident=False), Limits(least_age=18, residents=True), "other_municipality"),
    ],
)
def test_why_an_identification_is_not_enough(found, limits, code):
    refusal = why_not(found, limits)
    assert (refusal.code if refusal else "") == code
