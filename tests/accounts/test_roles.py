"""Roles: what each may, in its own municipality and nowhere else; who gives them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from accounts import actions
from accounts.groups import collection_of, create_role_groups
from accounts.models import RoleGroup, User
from accounts.queries import PublicRole, public_roles, role_holders, roles_of, sites_where
from accounts.roles import Role
from core.models import AuditRow


def person(site: Site, role: Role, name: str = "virka") -> User:
    user = User.objects.create_user(f"{name}@koivuranta.example", display_name=name.title())
    actions.grant(user, site, role, None)
    return User.objects.get(pk=user.pk)


def test_migrations_make_the_groups_of_each_municipality(site: Site) -> None:
    assert sorted(RoleGroup.objects.filter(site=site).values_list("role", flat=True)) == sorted(Role.values)
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_groups_are_called_after_the_municipality(site: Site, other_site: Site) -> None:
    names = set(RoleGroup.objects.filter(site=other_site).values_list("group__name", flat=True))
    assert names == {
        "Lehtosalmi: Toimittaja",
        "Lehtosalmi: Moderaattori",
        "Lehtosalmi: Valmistelija",
        "Lehtosalmi: Valtuutettu",
        "Lehtosalmi: Palvelupiste",
        "Lehtosalmi: Ylläpitäjä",
    }


def test_namesakes_are_told_apart_by_the_host(site: Site, other_site: Site) -> None:
    other_site.site_name = site.site_name
    other_site.save()
    create_role_groups(site)
    create_role_groups(other_site)
    group = RoleGroup.objects.get(site=other_site, role=Role.EDITOR).group
    assert group.name == "Koivuranta (lehtosalmi.example:80): Toimittaja"


def test_making_groups_again_changes_nothing_but_what_was_tampered_with(site: Site) -> None:
    create_role_groups(site)
    group = RoleGroup.objects.get(site=site, role=Role.MODERATOR).group
    before = set(group.permissions.values_list("codename", flat=True))
    group.permissions.add(*RoleGroup.objects.get(site=site, role=Role.EDITOR).group.permissions.all())
    call_command("migrate", verbosity=0)
    assert set(group.permissions.values_list("codename", flat=True)) == before
    assert Group.objects.filter(role_group__site=site).count() == len(Role)
    assert Collection.objects.filter(depth=2).count() == 1


RIGHTS = {
    # role: admin, handle proposals, moderate proposals, moderate comments, write pages, publish them
    Role.EDITOR: (True, False, False, False, True, True),
    Role.MODERATOR: (True, False, True, True, False, False),
    Role.PREPARER: (True, True, False, False, False, False),
    Role.COUNCILLOR: (False, False, False, False, False, False),
    Role.SERVICE_DESK: (True, False, False, False, False, False),
    Role.ADMINISTRATOR: (True, True, True, True, True, True),
}


@pytest.mark.parametrize("role", Role)
def test_least_rights(site: Site, role: Role) -> None:
    user = person(site, role)
    on_page = site.root_page.permissions_for_user(user)
    permissions = (
        "wagtailadmin.access_admin",
        "proposals.handle_proposal",
        "proposals.moderate_proposal",
        "comments.moderate_comment",
    )
    assert (*map(user.has_perm, permissions), on_page.can_edit(), on_page.can_publish()) == RIGHTS[role]
    for never in ("accounts.change_user", "auth.change_group", "wagtailcore.change_site", "wagtailcore.add_locale"):
        assert not user.has_perm(never)


def test_an_editor_works_in_one_municipality_only(site: Site, other_site: Site) -> None:
    user = person(site, Role.EDITOR)
    foreign = other_site.root_page.permissions_for_user(user)
    assert (foreign.can_edit(), foreign.can_publish(), foreign.can_add_subpage()) == (False, False, False)
    policy = policy_registry.get_by_type(get_image_model())
    assert list(policy.collections_user_has_permission_for(user, "add")) == [collection_of(site)]
    assert collection_of(site) != collection_of(other_site)


@pytest.mark.bare
def test_rights_reach_a_home_page_in_a_new_language(site: Site) -> None:
    user = person(site, Role.EDITOR)
    root = site.root_page
    swedish = root.copy_for_translation(_other_locale(root))
    create_role_groups(site)
    assert swedish.permissions_for_user(user).can_edit()


def _other_locale(page: Page) -> object:
    from wagtail.models import Locale

    return Locale.objects.exclude(pk=page.locale_id).get(language_code="sv")


def test_roles_are_told_by_municipality(site: Site, other_site: Site, ritva: User) -> None:
    user = person(site, Role.COUNCILLOR)
    assert (roles_of(user, site.pk), roles_of(user, other_site.pk)) == ({Role.COUNCILLOR}, frozenset())
    assert sites_where(user, [Role.COUNCILLOR]) == {site.pk}
    assert public_roles([user.pk, ritva.pk], site.pk) == {user.pk: PublicRole(Role.COUNCILLOR)}
    assert public_roles([user.pk], other_site.pk) == {}


def test_giving_and_taking_are_recorded_once(site: Site, ritva: User) -> None:
    boss = person(site, Role.ADMINISTRATOR)
    assert [actions.grant(ritva, site, Role.EDITOR, boss) for _ in range(2)] == [True, False]
    assert roles_of(ritva, site.pk) == {Role.EDITOR}
    actions.revoke(ritva, site, Role.EDITOR, boss)
    actions.revoke(ritva, site, Role.EDITOR, boss)
    assert roles_of(ritva, site.pk) == frozenset()
    rows = AuditRow.objects.filter(verb__startswith="role.", key=str(ritva.pk)).order_by("id")
    assert [(row.verb, row.actor_id, row.site_id, row.detail) for row in rows] == [
        ("role.grant", boss.pk, site.pk, {"role": "editor"}),
        ("role.revoke", boss.pk, site.pk, {"role": "editor"}),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_gives_roles(site: Site, ritva: User, role: Role) -> None:
    actor = person(site, role)
    for act in (actions.grant, actions.revoke):
        with pytest.raises(PermissionDenied):
            act(ritva, site, Role.EDITOR, actor)
    assert ritva.groups.count() == 0


def test_an_administrator_rules_in_one_municipality_only(site: Site, other_site: Site, ritva: User) -> None:
    boss = person(site, Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        actions.grant(ritva, other_site, Role.EDITOR, boss)
    with pytest.raises(PermissionDenied):
        actions.grant_by_email(email="uusi@koivuranta.example", site=other_site, role=Role.EDITOR, actor=boss)
    assert not User.objects.filter(email="uusi@koivuranta.example").exists()


def test_administrators_do_not_shut_themselves_out(site: Site) -> None:
    boss = person(site, Role.ADMINISTRATOR)
    with pytest.raises(ValidationError):
        actions.revoke(boss, site, Role.ADMINISTRATOR, boss)
    assert roles_of(boss, site.pk) == {Role.ADMINISTRATOR}


def test_a_superuser_is_administrator_everywhere(site: Site, other_site: Site) -> None:
    root = User.objects.create_superuser("juuri@koivuranta.example")
    assert roles_of(root, other_site.pk) == {Role.ADMINISTRATOR}
    assert sites_where(root, [Role.ADMINISTRATOR]) is None


def test_role_holders_cost_two_queries(site: Site, django_assert_num_queries) -> None:
    for number in range(5):
        person(site, Role.EDITOR, f"toimittaja{number}")
    with django_assert_num_queries(2):
        held = role_holders(site)
    assert [len(held[role]) for role in Role] == [5, 0, 0, 0, 0, 0]


def test_the_admin_speaks_the_person_s_language(site: Site, ritva: User) -> None:
    actions.set_language(user=ritva, language="sv")
    assert not UserProfile.objects.filter(user=ritva).exists()
    actions.grant(ritva, site, Role.EDITOR, None)
    profile = UserProfile.objects.get(user=ritva)
    assert profile.preferred_language == "sv"
    profile.preferred_language = "fi"
    profile.save()
    ritva.refresh_from_db()
    assert ritva.language == "fi"
    client = Client(HTTP_ACCEPT_LANGUAGE="sv")
    client.force_login(ritva)
    assert '<html lang="fi"' in client.get("/admin/").content.decode()
