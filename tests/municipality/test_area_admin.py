"""Areas in the admin: a file is sent, looked at, taken into use; one outline is typed. By whom, and what stays."""

from __future__ import annotations

import json

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from municipality import actions
from municipality.area_admin.views import known_areas
from municipality.areas import area_at, in_use, shape_of
from municipality.models import Area, AreaFile, Boundary
from municipality.outlines.plan import plan
from municipality.outlines.reading import read
from tests import factories
from tests.municipality.outlines import coverage, file, square

UPLOAD = "/admin/areas/upload/"
LIST = "/admin/snippets/municipality/area/"


@pytest.fixture
def site(db):
    return factories.municipality()


@pytest.fixture
def administrator(client, site):
    user = factories.official(site, Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def sent(client, data: bytes, name: str = "alueet.geojson", **more):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data), **more})


def kept(client, data: bytes) -> str:
    """The address of the preview."""
    answer = sent(client, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def rows(response) -> list[tuple[str, str]]:
    return [(row.name, row.status.value) for row, _names in response.context["rows"]]


FILE = file(("Keskusta", square(23.9, 60.1)), ("Harjula", square(23.92, 60.1)), namn="")


def test_a_file_is_seen_before_it_changes_anything_and_then_taken(client, site, administrator):
    before = list(Area.objects.values_list("slug", "outline"))
    shown = client.get(kept(client, FILE))
    assert rows(shown) == [("Keskusta", "changed"), ("Harjula", "new")]
    assert list(Area.objects.values_list("slug", "outline")) == before
    done = client.post(shown.request["PATH_INFO"], {"fi": "nimi", "sv": ""}, follow=True)
    assert "1 alue lisättiin. 1 muutettiin." in done.content.decode()
    assert [(area.slug, str(area)) for area in Area.objects.all()] == [("harjula", "Harjula"), ("keskusta", "Keskusta")]
    assert Area.objects.get(slug="keskusta").names == {"fi": "Keskusta", "sv": "Centrum"}
    assert shapely.equals_exact(shape_of(Area.objects.get(slug="harjula")), square(23.92, 60.1), 1e-7, normalize=True)
    assert AreaFile.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "heading", "status"),
    [("fi", "Lataa alueet tiedostosta", "uusi alue"), ("sv", "Ladda upp områden", "nytt område")],
)
def test_the_pages_are_in_the_languages_of_staff(client, site, language, heading, status):
    user = factories.official(site, Role.ADMINISTRATOR)
    type(user).objects.filter(pk=user.pk).update(language=language)
    user.refresh_from_db()
    user.wagtail_userprofile.preferred_language = language
    user.wagtail_userprofile.save()
    client.force_login(user)
    assert heading in client.get(UPLOAD).content.decode()
    html = client.get(kept(client, FILE)).content.decode()
    assert status in html
    assert "<figure" in html


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.MODERATOR, Role.PREPARER, Role.COUNCILLOR])
def test_others_neither_see_nor_send(client, site, role):
    owner = factories.official(site, Role.ADMINISTRATOR, "Omistaja")
    waiting = actions.keep_file(site_id=site.pk, user=owner, name="a", data=FILE)
    user = factories.official(site, role) if role else factories.resident()
    client.force_login(user)
    assert client.get(UPLOAD).status_code in (302, 403)
    assert sent(client, FILE).status_code in (302, 403)
    assert client.post(f"{UPLOAD}{waiting.pk}/", {"fi": "nimi"}).status_code in (302, 403, 404)
    assert (AreaFile.objects.count(), Area.objects.count()) == (1, 1)
    with pytest.raises(Refused):
        actions.take_areas(site_id=site.pk, user=user, plan=plan(read(FILE), {"fi": "nimi"}, []))


def test_an_administrator_of_another_municipality_touches_only_that(client, site, administrator):
    other = factories.municipality("Mäntylä", "Tallbacka", "toinen.example")
    stranger = factories.official(other, Role.ADMINISTRATOR, "Vieras")
    path = kept(client, FILE)
    client.force_login(stranger)
    assert client.post(path, {"fi": "nimi"}, follow=True).status_code == 404
    assert sent(client, FILE, site=site.pk).status_code == 200
    client.post(kept(client, FILE), {"fi": "nimi"})
    assert sorted(Area.objects.filter(site=other).values_list("slug", flat=True)) == ["harjula", "keskusta"]
    assert list(Area.objects.filter(site=site).values_list("slug", flat=True)) == ["keskusta"]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"<kml/>", b"{" * 9_000, b'{"type": "Point", "coordinates": [24, 60]}']
)
def test_a_bad_file_is_told_at_the_field_and_nothing_is_kept(client, site, administrator, data):
    answer = sent(client, data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["file"])
    assert AreaFile.objects.count() == 0


def test_the_names_can_be_taken_from_another_property(client, site, administrator):
    path = kept(client, file(("Keskusta", square(23.9, 60.1, 0.049)), koodi="091", seutu="Etelä"))
    assert rows(client.get(path, {"fi": "seutu", "sv": ""})) == [("Etelä", "changed")]  # known by its outline
    assert rows(client.get(path, {"fi": "", "sv": ""})) == []
    assert client.post(path, {"fi": "", "sv": ""}).status_code == 200
    assert client.post(path, {"fi": "puuttuu", "sv": ""}).status_code == 200
    assert str(Area.objects.get()) == "Keskusta"


def test_what_is_in_an_area_stays_in_it_and_an_area_in_use_is_never_removed(client, site, administrator):
    page = factories.project(site)
    area = Area.objects.get(site=site)
    unused = Area.objects.create(site=site, names={"fi": "Turha"})
    proposal = factories.proposal(site, page, area=area)
    data = file(("Harjula", square(23.97, 60.1)))
    client.post(kept(client, data), {"fi": "nimi", "remove": "1"})
    assert set(Area.objects.values_list("slug", flat=True)) == {"keskusta", "harjula"}
    assert not Area.objects.filter(pk=unused.pk).exists()
    proposal.refresh_from_db()
    assert proposal.area == area


def test_without_asking_nothing_is_removed(client, site, administrator):
    Area.objects.create(site=site, names={"fi": "Turha"})
    client.post(kept(client, FILE), {"fi": "nimi"})
    assert set(Area.objects.values_list("slug", flat=True)) == {"keskusta", "harjula", "turha"}


def test_the_same_file_twice_changes_nothing(client, site, administrator):
    data = file(*((f"Alue {n}", form) for n, form in enumerate(coverage(6, 2))))
    client.post(kept(client, data), {"fi": "nimi"})
    areas = list(Area.objects.values_list("pk", "slug", "outline"))
    shown = client.get(kept(client, data))
    assert {status for _name, status in rows(shown)} == {"same"}
    done = client.post(shown.request["PATH_INFO"], {"fi": "nimi"}, follow=True)
    assert "Mikään ei muuttunut." in done.content.decode()
    assert list(Area.objects.values_list("pk", "slug", "outline")) == areas


def test_cancelling_forgets_the_file_and_so_does_a_day(client, site, administrator):
    client.post(kept(client, FILE), {"cancel": "1"})
    assert (AreaFile.objects.count(), Area.objects.count()) == (0, 1)
    kept(client, FILE)
    AreaFile.objects.update(at=timezone.now() - actions.KEPT * 2)
    kept(client, FILE)
    assert AreaFile.objects.count() == 1


def test_taking_a_file_is_in_the_audit_trail(client, site, administrator):
    client.post(kept(client, FILE), {"fi": "nimi"})
    row = AuditRow.objects.get(verb="area.upload")
    assert (row.site_id, row.actor_id, row.kind) == (site.pk, administrator.pk, "areas")
    assert row.detail == {"source": "alueet.geojson", "added": ["harjula"], "changed": ["keskusta"], "removed": []}


def test_places_follow_when_the_outlines_change(client, site, administrator, django_capture_on_commit_callbacks):
    found = factories.proposal(site, factories.project(site), lat=60.11, lon=23.93)
    assert str(found.area) == "Keskusta"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(kept(client, FILE), {"fi": "nimi"})
    found.refresh_from_db()
    assert str(found.area) == "Harjula"


@pytest.mark.parametrize("number", [1, 30])
def test_the_preview_asks_the_same_number_of_queries(client, site, administrator, django_assert_num_queries, number):
    for _turn in range(number):
        Area.objects.create(site=site, names={"fi": f"Vanha {_turn}"})
    with django_assert_num_queries(6):
        known_areas(site.pk)


# One area


def typed(**more) -> dict[str, str]:
    return {"names_fi": "Keskusta", "names_sv": "Centrum", "slug": "keskusta", "outline": "", **more}


def edit(client, area: Area, **more):
    return client.post(f"{LIST}edit/{area.pk}/", typed(**more))


BOW = {"type": "Polygon", "coordinates": [[[23.9, 60.1], [23.94, 60.14], [23.94, 60.1], [23.9, 60.14], [23.9, 60.1]]]}


def test_the_outline_of_one_area_is_mended_and_kept_as_its_boundary(client, site, administrator):
    area = Area.objects.get(site=site)
    assert edit(client, area, outline=json.dumps(BOW)).status_code == 302
    area.refresh_from_db()
    assert area.outline["type"] == "MultiPolygon"
    assert shape_of(area).is_valid
    assert (area_at(site.pk, 23.935, 60.12), area_at(site.pk, 23.92, 60.105)) == (area, None)
    row = AuditRow.objects.get(verb="area.change")
    assert (row.key, row.actor_id, row.detail) == (
        str(area.pk),
        administrator.pk,
        {"slug": "keskusta", "outline": True},
    )


def test_saving_the_name_alone_leaves_the_boundary(client, site, administrator):
    area = Area.objects.get(site=site)
    client.post(kept(client, file(("Keskusta", coverage(1, 1)[0]))), {"fi": "nimi"})
    area.refresh_from_db()
    precise, drawn = shape_of(area), area.outline
    assert shapely.get_num_coordinates(precise) > shapely.get_num_coordinates(shapely.geometry.shape(drawn))
    shown = client.get(f"{LIST}edit/{area.pk}/").context["form"]["outline"].value()
    assert edit(client, area, names_fi="Ydin", outline=shown).status_code == 302
    area = Area.objects.get(pk=area.pk)
    assert (str(area), area.outline, shape_of(area).equals(precise)) == ("Ydin", drawn, True)


def test_an_area_typed_by_hand_still_meets_its_neighbours(client, site, administrator):
    forms = coverage(5, 9)
    client.post(kept(client, file(*((f"Alue {n}", form) for n, form in enumerate(forms)))), {"fi": "nimi"})
    area = Area.objects.get(slug="alue-2")
    text = json.dumps(shapely.geometry.mapping(forms[2]))
    assert edit(client, area, names_fi="Alue 2", names_sv="", slug="alue-2", outline=text).status_code == 302
    drawn = [shapely.geometry.shape(row.outline) for row in Area.objects.filter(slug__startswith="alue-")]
    assert shapely.coverage_is_valid(drawn)


@pytest.mark.parametrize(
    "text",
    [
        "kartta",
        "{",
        "[1]",
        '{"type": "Point", "coordinates": [1, 2]}',
        "[" * 9_999,
        '{"type": "Polygon", "coordinates": [[[NaN, 1]]]}',
    ],
)
def test_a_bad_outline_is_told_at_the_field_and_what_was_typed_stays(client, site, administrator, text):
    area = Area.objects.get(site=site)
    answer = edit(client, area, outline=text)
    assert list(answer.context["form"].errors) == ["outline"]
    assert answer.context["form"]["outline"].value() == text
    assert Boundary.objects.count() == 0


def test_an_outline_can_be_taken_away(client, site, administrator):
    area = Area.objects.get(site=site)
    edit(client, area, outline="")
    area.refresh_from_db()
    assert (area.outline, area_at(site.pk, 23.92, 60.12)) == ({}, None)


def test_an_area_can_be_added(client, site, administrator):
    text = json.dumps({"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(square(23.97, 60.1))})
    assert client.post(f"{LIST}add/", typed(names_fi="Itä", names_sv="", slug="", outline=text)).status_code == 302
    area = Area.objects.get(slug="ita")
    assert (area_at(site.pk, 23.98, 60.11), area.site) == (area, site)
    assert AuditRow.objects.get(verb="area.add").key == str(area.pk)


def test_an_area_in_use_is_not_removed_by_hand_either(client, site, administrator):
    area = Area.objects.get(site=site)
    factories.proposal(site, factories.project(site), area=area)
    client.post(f"{LIST}delete/{area.pk}/")
    assert in_use([area.pk]) == {area.pk}
    client.post(f"/admin/bulk/municipality/area/delete/?id={area.pk}")
    assert Area.objects.filter(pk=area.pk).exists()


def test_an_area_that_nothing_is_in_is_removed_and_that_is_told(client, site, administrator):
    area = Area.objects.get(site=site)
    assert client.post(f"{LIST}delete/{area.pk}/").status_code == 302
    assert not Area.objects.filter(pk=area.pk).exists()
    assert AuditRow.objects.get(verb="area.remove").detail == {"slug": "keskusta"}
