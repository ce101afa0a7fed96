"""A role within some projects or themes: what it reaches, who gives it, which pages it opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site

from accounts import actions
from accounts.groups import create_role_groups
from accounts.limits import LIMITABLE, Limit
from accounts.models import RoleGroup, User
from accounts.queries import roles_of, sites_where
from accounts.reach import EVERYTHING, NOTHING, Reach, reach_of, reaches
from accounts.roles import Role
from core.models import AuditRow
from municipality.models import Theme
from participation.projects.models import ProjectPage
from tests import factories

PEOPLE = "/admin/people/"


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def shore(site: Site) -> ProjectPage:
    return factories.project(site, "Ranta kuntoon")


@pytest.fixture
def ramp(site: Site) -> ProjectPage:
    return factories.project(site, "Ramppi")


@pytest.fixture
def sport(site: Site) -> Theme:
    return Theme.objects.get(site=site, slug="liikunta")


@pytest.fixture
def ritva(db: None) -> User:
    return factories.resident("Ritva")


@pytest.fixture
def boss(site: Site) -> User:
    return factories.official(site, Role.ADMINISTRATOR)


def to(*keys: UUID | int) -> list[Limit]:
    return [Limit(project_key=key) if isinstance(key, UUID) else Limit(theme_id=key) for key in keys]


def again(user: User) -> User:
    """As the next request finds the person."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", Role)
def test_a_role_without_limits_reaches_everything_where_it_is_held(site: Site, role: Role) -> None:
    user = factories.official(site, role)
    assert reach_of(user, site.pk, [role]) == EVERYTHING
    assert reach_of(user, site.pk, set(Role) - {role}) == NOTHING
    assert reach_of(user, site.pk + 1, [role]) == NOTHING
    assert reaches(user, [role]) == {site.pk: EVERYTHING}


LIMITS = {"project": ("project",), "theme": ("theme",), "both": ("project", "theme")}


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("role", sorted(LIMITABLE))
def test_a_limited_role_reaches_its_projects_and_themes(
    site: Site, shore: ProjectPage, ramp: ProjectPage, sport: Theme, ritva: User, role: Role, limits: str
) -> None:
    chosen = to(*({"project": shore.translation_key, "theme": sport.pk}[name] for name in LIMITS[limits]))
    if role == Role.EDITOR and "theme" in LIMITS[limits]:
        with pytest.raises(ValidationError):
            actions.grant(ritva, site, role, None, chosen)
        assert roles_of(again(ritva), site.pk) == frozenset()
        return
    assert actions.grant(ritva, site, role, None, chosen) is True
    reach = reach_of(ritva, site.pk, [role])
    of_project, of_theme = "project" in LIMITS[limits], "theme" in LIMITS[limits]
    other = Theme.objects.get(site=site, slug="liikenne")
    assert [
        reach.covers(project_key=shore.translation_key, theme_id=other.pk),
        reach.covers(project_key=ramp.translation_key, theme_id=sport.pk),
        reach.covers(project_key=ramp.translation_key, theme_id=other.pk),
        reach.covers(project_key=ramp.translation_key, theme_id=None),
        reach.everything,
    ] == [of_project, of_theme, False, False, False]
    assert roles_of(again(ritva), site.pk) == {role}
    assert sites_where(ritva, [role]) == {site.pk}


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.ADMINISTRATOR])
def test_some_roles_are_not_limited(site: Site, shore: ProjectPage, ritva: User, role: Role) -> None:
    with pytest.raises(ValidationError):
        actions.grant(ritva, site, role, None, to(shore.translation_key))
    assert roles_of(again(ritva), site.pk) == frozenset()


def test_limits_are_of_the_own_municipality(site: Site, shore: ProjectPage, ritva: User) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    foreign = [
        factories.project(elsewhere, "Harju").translation_key,
        Theme.objects.filter(site=elsewhere)[0].pk,
        uuid4(),
    ]
    for key in foreign:
        with pytest.raises(ValidationError):
            actions.grant(ritva, site, Role.PREPARER, None, to(shore.translation_key, key))
    assert roles_of(again(ritva), site.pk) == frozenset()


def test_roles_add_to_each_other(site: Site, shore: ProjectPage, ritva: User) -> None:
    actions.grant(ritva, site, Role.PREPARER, None, to(shore.translation_key))
    actions.grant(ritva, site, Role.MODERATOR, None)
    handles, both = [Role.PREPARER], [Role.PREPARER, Role.MODERATOR]
    assert reach_of(ritva, site.pk, handles) == Reach(projects=frozenset({shore.translation_key}))
    assert reach_of(ritva, site.pk, both) == EVERYTHING


def test_a_superuser_reaches_everything_and_whoever_is_closed_nothing(site: Site, shore: ProjectPage) -> None:
    root = User.objects.create_superuser("juuri@koivuranta.example")
    assert (reach_of(root, site.pk, [Role.ADMINISTRATOR]), reaches(root, [Role.ADMINISTRATOR])) == (EVERYTHING, None)
    closed = factories.official(site, Role.PREPARER)
    closed.is_active = False
    assert (reach_of(closed, site.pk, [Role.PREPARER]), reaches(closed, [Role.PREPARER])) == (NOTHING, {})


def test_a_limit_is_changed_widened_and_taken_back(
    site: Site, shore: ProjectPage, ramp: ProjectPage, ritva: User, boss: User
) -> None:
    def give(*keys: UUID) -> tuple[bool, Reach]:
        changed = actions.grant(ritva, site, Role.PREPARER, boss, to(*keys))
        return changed, reach_of(ritva, site.pk, [Role.PREPARER])

    both = frozenset({shore.translation_key, ramp.translation_key})
    assert give(shore.translation_key) == (True, Reach(projects=frozenset({shore.translation_key})))
    assert give(shore.translation_key) == (False, Reach(projects=frozenset({shore.translation_key})))
    assert give(shore.translation_key, ramp.translation_key) == (True, Reach(projects=both))
    assert give() == (True, EVERYTHING)
    assert give(ramp.translation_key) == (True, Reach(projects=frozenset({ramp.translation_key})))
    actions.revoke(ritva, site, Role.PREPARER, boss)
    assert reach_of(ritva, site.pk, [Role.PREPARER]) == NOTHING
    assert set(again(ritva).groups.all()) == set()
    assert RoleGroup.objects.filter(site=site).count() == Group.objects.count() == len(Role)
    rows = AuditRow.objects.filter(subject_id=ritva.pk).order_by("id")
    shore_key, ramp_key = str(shore.translation_key), str(ramp.translation_key)
    assert [(row.verb, row.actor_id, row.detail.get("projects")) for row in rows] == [
        ("role.grant", boss.pk, [shore_key]),
        ("role.limit", boss.pk, sorted([shore_key, ramp_key])),
        ("role.limit", boss.pk, None),
        ("role.limit", boss.pk, [ramp_key]),
        ("role.revoke", boss.pk, None),
    ]


def test_reach_costs_one_query_a_request(
    site: Site, shore: ProjectPage, ritva: User, django_assert_num_queries: Any
) -> None:
    actions.grant(ritva, site, Role.PREPARER, None, to(shore.translation_key))
    user = again(ritva)
    with django_assert_num_queries(1):
        reaches(user, Role)
        reach_of(user, site.pk, [Role.PREPARER])
        roles_of(user, site.pk)
        sites_where(user, Role)


def test_a_deleted_theme_takes_its_limit_along_and_widens_nothing(site: Site, ritva: User) -> None:
    theme = Theme.objects.create(site=site, slug="lumi", names={"fi": "Lumi"})
    actions.grant(ritva, site, Role.PREPARER, None, to(theme.pk))
    theme.delete()
    assert (roles_of(again(ritva), site.pk), again(ritva).has_perm("wagtailadmin.access_admin")) == (frozenset(), False)


def can(user: User, pages: Iterable[Any]) -> list[tuple[bool, bool]]:
    rights = [page.permissions_for_user(again(user)) for page in pages]
    return [(right.can_edit(), right.can_publish()) for right in rights]


def test_an_editor_of_a_project_edits_its_pages_in_every_language_and_no_others(
    site: Site, shore: ProjectPage, ramp: ProjectPage, ritva: User
) -> None:
    swedish = shore.copy_for_translation(Locale.objects.get(language_code="sv"))
    actions.grant(ritva, site, Role.EDITOR, None, to(shore.translation_key))
    yes, no = (True, True), (False, False)
    assert can(ritva, [shore, swedish]) == [yes, yes]
    assert can(ritva, [site.root_page, ramp, shore.get_parent()]) == [no, no, no]
    create_role_groups(site)
    assert can(ritva, [shore, ramp, site.root_page]) == [yes, no, no]
    assert not ritva.has_perm("municipality.add_alert")


def test_a_page_in_a_new_language_is_the_project_s_editor_s_too(site: Site, shore: ProjectPage, ritva: User) -> None:
    actions.grant(ritva, site, Role.EDITOR, None, to(shore.translation_key))
    swedish = shore.copy_for_translation(Locale.objects.get(language_code="sv"))
    assert can(ritva, [swedish]) == [(True, True)]


def test_the_page_gives_a_limited_role_and_tells_of_it(
    client: Client, site: Site, shore: ProjectPage, sport: Theme, boss: User, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(boss)
    data = {
        "email": "aino@koivuranta.example",
        "role": "preparer",
        "projects": [str(shore.translation_key)],
        "themes": [str(sport.pk)],
    }
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PEOPLE, data)
    aino = User.objects.get(email="aino@koivuranta.example")
    assert reaches(aino, [Role.PREPARER]) == {
        site.pk: Reach(projects=frozenset({shore.translation_key}), themes=frozenset({sport.pk}))
    }
    lines = mail.outbox[-1].body.splitlines()
    start = lines.index("Rooli on rajattu näihin:")
    assert lines[start + 1 : start + 3] == ["- Ranta kuntoon", "- Liikunta"]
    page = client.get(PEOPLE).content.decode()
    assert "<td>Ranta kuntoon, Liikunta</td>" in page
    form = client.get(PEOPLE, {"change": f"{aino.pk} preparer"}).context["form"]
    assert {name: form[name].value() for name in form.fields} == data


@pytest.mark.parametrize(
    ("role", "projects", "wrong"),
    [("administrator", "own", "role"), ("preparer", "x", "projects"), ("preparer", "foreign", "projects")],
)
def test_a_wrong_limit_is_told_at_the_field(
    client: Client, site: Site, shore: ProjectPage, boss: User, role: str, projects: str, wrong: str
) -> None:
    client.force_login(boss)
    key = {"own": str(shore.translation_key), "foreign": str(uuid4())}.get(projects, projects)
    page = client.post(PEOPLE, {"email": "aino@koivuranta.example", "role": role, "projects": [key]})
    assert list(page.context["form"].errors) == [wrong]
    assert not User.objects.filter(email="aino@koivuranta.example").exists()


def test_the_page_costs_the_same_whatever_the_number_of_people(
    client: Client, site: Site, shore: ProjectPage, boss: User
) -> None:
    def cost(number: int) -> int:
        for _ in range(number):
            actions.grant(factories.resident(), site, Role.PREPARER, None, to(shore.translation_key))
        client.get(PEOPLE)
        with CaptureQueriesContext(connection) as asked:
            client.get(PEOPLE)
        return len(asked)

    client.force_login(boss)
    one = cost(1)
    assert (cost(29), one <= 22) == (one, True)


def test_opening_the_page_leaves_a_row(client: Client, site: Site, boss: User) -> None:
    client.force_login(boss)
    client.get(PEOPLE)
    rows = AuditRow.objects.filter(verb="read.people").values_list("site_id", "actor_id", "kind", "key", "detail")
    assert list(rows) == [(site.pk, boss.pk, "site", str(site.pk), {"number": 1})]
