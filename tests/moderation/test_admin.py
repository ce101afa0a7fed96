"""The queue and one case in the admin: who sees them, what is narrowed and searched, decided, claimed, given."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.actions import grant
from accounts.limits import Limit
from accounts.models import User
from accounts.roles import Role
from municipality.models import Theme
from participation.comments.models import Comment
from participation.moderation import actions
from participation.moderation.models import Case, Decision, MailChoice, MessageTemplate, ModerationSettings, Sanction
from participation.moderation.rules import Rule, Verb
from tests import factories
from tests.moderation.acts import case_of, choose, decide, remove, report

LIST = "/admin/moderation/"
CLOSED = [None, Role.EDITOR, Role.PREPARER, Role.COUNCILLOR]


def page(case: Case) -> str:
    return f"{LIST}{case.pk}/"


def listed(client, query: str = "") -> list[int]:
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200
    return [case.pk for case in response.context["object_list"]]


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def sent(client, case: Case, **data: Any) -> Any:
    """The case's form as it is shown now, sent with changes."""
    form = client.get(page(case)).context["form"]
    values = {"seen": form["seen"].value(), "seen_row": form["seen_row"].value(), "decide": "1", **data}
    return client.post(page(case), values)


@pytest.fixture
def at_work(client, moderator) -> User:
    client.force_login(moderator)
    return moderator


@pytest.mark.parametrize("role", CLOSED)
def test_others_see_nothing_of_it(client, site, comment, role) -> None:
    case = report(comment)
    sanction = factories.resident()
    client.force_login(factories.official(site, role) if role else factories.resident())
    pages = [LIST, page(case), "/admin/sanctions/", "/admin/moderation-mails/", f"{LIST}take-up/comment/{comment.pk}/"]
    for address in pages:
        response = client.get(address, follow=True)
        assert comment.body not in response.content.decode(), (role, address)
        assert response.redirect_chain or response.status_code in (403, 404), (role, address)
    client.post(page(case), {"seen": case.version, "verb": "remove", "rule": "spam", "decide": "1"})
    assert (Comment.objects.get().is_public, Sanction.objects.filter(person=sanction).exists()) == (True, False)


@pytest.mark.parametrize("role", CLOSED[1:3])
def test_others_have_no_item_in_the_menu(client, site, role) -> None:
    client.force_login(factories.official(site, role))
    html = client.get("/admin/").content.decode()
    assert (LIST in html, "/admin/sanctions/" in html, "messagetemplate" in html) == (False, False, False)


def test_the_menu_opens_on_what_waits(client, at_work) -> None:
    assert f"{LIST}?state=waiting" in client.get("/admin/").content.decode().replace("\\u003D", "=").replace(
        "\\u003F", "?"
    )


def test_cases_of_another_municipality_are_absent(client, at_work) -> None:
    elsewhere = factories.municipality("Muualla", "Annorstädes", "muualla.example")
    there = factories.comment(factories.proposal(elsewhere, factories.project(elsewhere)), factories.resident())
    case = report(there)
    assert listed(client) == []
    assert client.get(page(case), follow=True).status_code == 404


def test_a_moderator_of_a_theme_sees_its_cases_only(client, site) -> None:
    project = factories.project(site)
    themes = list(site.themes.order_by("pk"))
    cases = [report(factories.proposal(site, project, theme=theme)) for theme in themes]
    person = factories.resident()
    grant(person, site, Role.MODERATOR, None, [Limit(theme_id=themes[0].pk)])
    client.force_login(person)
    assert listed(client) == [cases[0].pk]
    assert client.get(page(cases[1]), follow=True).status_code == 404


def test_of_an_author_a_moderator_sees_what_the_role_reaches(client, site, comment, moderator) -> None:
    theme, other = list(Theme.objects.filter(site=site))
    project = factories.project(site, "Puisto")
    author = comment.author
    for about in (theme, other):
        proposal = factories.proposal(site, project, theme=about)
        remove(factories.comment(proposal, author, f"Ääliöitä: {about.slug}"), moderator, Rule.SPAM)
    case = report(factories.comment(factories.proposal(site, project, theme=theme), author, "Taas ääliöitä"))
    actions.sanction(
        person=author, site_id=site.pk, user=moderator, now=timezone.now(), kind="no_comments", rule=Rule.SPAM, days=7
    )
    person = factories.resident()
    grant(person, site, Role.MODERATOR, None, [Limit(theme_id=theme.pk)])
    for user, decided, sanctions in ((moderator, 2, 1), (person, 1, 0)):
        client.force_login(user)
        shown = client.get(page(case))
        assert (len(shown.context["record"]), len(shown.context["sanctions"])) == (decided, sanctions)
        assert ("Ei saa kommentoida" in shown.content.decode()) == bool(sanctions)


def test_filters_and_search(client, site, proposal, comment, at_work) -> None:
    reported = report(comment, reason=Rule.HATE)
    swedish = report(
        factories.comment(proposal, factories.resident(), "Varför så dyrt?", language="sv"), reason=Rule.SPAM
    )
    choose(site, premoderation="all")
    held = case_of(factories.comment(proposal, factories.resident(), "Kannatan penkkejä."))
    judged = report(proposal)
    decide(judged, at_work, Verb.KEEP)
    actions.take(case=swedish, user=at_work, now=timezone.now(), seen=swedish.version)
    Case.objects.filter(pk=reported.pk).update(opened_at=timezone.now() - timedelta(days=4))
    ask = lambda query: set(listed(client, query))  # noqa: E731
    assert ask("?state=waiting") == {reported.pk, swedish.pk, held.pk}
    assert ask("?state=judged") == {judged.pk}
    assert ask("?kind=proposal") == {judged.pk}
    assert ask("?source=hold") == {held.pk}
    assert ask("?reason=hate") == {reported.pk}
    assert ask("?reason=hate&reason=spam") == {reported.pk, swedish.pk}
    assert ask("?standing=held") == {held.pk}
    assert ask("?age=3") == {reported.pk}
    assert ask("?language=sv") == {swedish.pk}
    assert ask(f"?project={proposal.project_key}&state=judged") == {judged.pk}
    assert ask("?holder=me") == {swedish.pk}
    assert ask("?holder=nobody&state=waiting") == {reported.pk, held.pk}
    assert ask("?q=penkkejä") == {held.pk}
    assert ask("?q=Kiivas") == {reported.pk}


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_costs_the_same_whatever_its_length(
    client, proposal, at_work, django_assert_num_queries, number
) -> None:
    for turn in range(number):
        case = report(factories.comment(proposal, factories.resident()))
        if turn % 2:
            actions.take(case=case, user=at_work, now=timezone.now(), seen=case.version)
    client.get(LIST)
    with django_assert_num_queries(19):
        client.get(LIST)


def test_a_case_shows_all_that_one_needs_and_no_address(client, site, proposal, comment, at_work) -> None:
    other = factories.comment(proposal, comment.author, "Toinenkin loukkaus.")
    remove(other, at_work, rule=Rule.HATE)
    near = factories.comment(proposal, factories.resident(), "Asiallinen huomautus vieressä.")
    case = report(comment, factories.resident("Rannan Ritva"), text="Loukkaa minua.")
    html = client.get(page(case)).content.decode()
    for shown in (comment.body, "Loukkaa minua.", near.body, "Yllyttää vihaan tai uhkaa väkivallalla", "Ilmoitettu"):
        assert shown in html, shown
    for secret in (comment.author.email, "Rannan Ritva", "Näytä, kuka ilmoitti"):
        assert secret not in html, secret


def test_a_decision_leads_to_the_next(client, proposal, comment, at_work) -> None:
    first, second = report(comment), report(factories.comment(proposal, factories.resident(), "Toinen."))
    form = client.get(f"{page(first)}?list=state%3Dwaiting&at=0").context["form"]
    values = {"seen": form["seen"].value(), "verb": "remove", "rule": "insult", "message": "", "decide": "1"}
    response = client.post(f"{page(first)}?list=state%3Dwaiting&at=0", values)
    assert response.url.startswith(page(second))
    assert Comment.objects.get(pk=comment.pk).mark == "removed"


@pytest.mark.parametrize(
    ("data", "field"),
    [({}, "verb"), ({"verb": "remove", "rule": ""}, "rule"), ({"verb": "remove", "rule": "other"}, "message")],
)
def test_an_unfinished_decision_keeps_what_was_typed(client, comment, at_work, data, field) -> None:
    typed = {"message": "Puhu asiasta."} if field != "message" else {}
    response = sent(client, report(comment), **typed, **data)
    assert list(response.context["form"].errors) == [field]
    assert (typed.get("message", "") in response.content.decode(), Decision.objects.count()) == (True, 0)


def test_a_decision_on_an_outdated_view_is_shown_again_with_what_the_other_did(client, site, comment, at_work) -> None:
    case = report(comment)
    form = client.get(page(case)).context["form"]
    values = {"seen": form["seen"].value(), "seen_row": form["seen_row"].value(), "decide": "1"}
    other = factories.official(site, Role.MODERATOR, "Moderaattori Siv")
    decide(case, other, Verb.HIDE, rule=Rule.SPAM)
    response = client.post(page(case), {**values, "verb": "remove", "rule": "insult", "message": "Puhu asiasta."})
    html = response.content.decode()
    assert ("Ratkaisua ei tehty: jotain tapahtui sillä välin" in html, "Puhu asiasta." in html) == (True, True)
    assert [(one.what, one.who) for one in response.context["meanwhile"]] == [
        ("Piilotettu toistaiseksi: Mainos tai roskaviesti", "Moderaattori Siv")
    ]
    assert Decision.objects.count() == 1
    again = response.context["form"]
    client.post(
        page(case),
        {**values, "seen": again["seen"].value(), "verb": "remove", "rule": "insult", "message": "Puhu asiasta."},
    )
    assert list(Decision.objects.order_by("pk").values_list("verb", flat=True)) == ["hide", "remove"]


def test_i_am_on_it_is_seen_by_others_and_over_by_itself(client, site, comment, moderator) -> None:
    case = report(comment)
    other = factories.official(site, Role.MODERATOR, "Moderaattori Siv")
    client.force_login(other)
    client.post(page(case), {"take": "1", "seen": case.version})
    client.force_login(moderator)
    assert "Moderaattori Siv (" in client.get(LIST).content.decode()
    assert "Moderaattori Siv käsittelee tätä" in client.get(page(case)).content.decode()
    Case.objects.update(taken_until=timezone.now() - timedelta(seconds=1))
    assert "Moderaattori Siv (" not in client.get(LIST).content.decode()
    case.refresh_from_db()
    client.post(page(case), {"take": "1", "seen": case.version})
    assert Case.objects.get().taken_by == moderator


def test_a_ready_message_comes_in_the_authors_language(client, site, comment, at_work) -> None:
    User.objects.filter(pk=comment.author_id).update(language="sv")
    template = MessageTemplate.objects.create(
        site=site, name="Loukkaus", verb="remove", rule="insult", text={"fi": "Puhu asiasta.", "sv": "Tala om saken."}
    )
    response = sent(
        client, report(comment), template=str(template.pk), verb="remove", rule="insult", fill="1", decide=""
    )
    assert response.context["form"]["message"].value() == "Tala om saken."


def test_a_sanction_is_given_on_the_case(client, comment, at_work) -> None:
    case = report(comment)
    data = {
        "sanction-kind": "no_comments",
        "sanction-days": "7",
        "sanction-rule": "insult",
        "sanction-message": "Riittää.",
    }
    client.post(page(case), {**data, "punish": "1"})
    given = Sanction.objects.get()
    week = given.starts_at + timedelta(days=7)
    assert (given.person, given.ends_at, given.case) == (comment.author, week, case)
    client.post(f"/admin/sanctions/{given.pk}/")
    given.refresh_from_db()
    assert given.lifted_by == at_work


def test_only_an_administrator_is_offered_who_reported(client, site, comment, at_work) -> None:
    case = report(comment, factories.resident("Rannan Ritva"))
    response = client.post(page(case), {"reveal": "1"}, follow=True)
    assert "Rannan Ritva" not in response.content.decode()
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    assert "Rannan Ritva" in client.post(page(case), {"reveal": "1"}).content.decode()


def test_many_are_decided_together_and_what_changed_meanwhile_is_left(client, site, proposal, at_work) -> None:
    comments = [factories.comment(proposal, factories.resident(), f"Mainos numero {n}") for n in range(4)]
    cases = [report(comment, reason=Rule.SPAM) for comment in comments]
    template = MessageTemplate.objects.create(site=site, name="Mainos", text={"fi": "Ei mainoksia."})
    data = {"act": "remove", "query": "", "id": [case.pk for case in cases]}
    asked = client.post(f"{LIST}bulk/", data)
    assert Decision.objects.count() == 0
    actions.take(
        case=cases[1], user=factories.official(site, Role.MODERATOR, "Moderaattori Siv"), now=timezone.now(), seen=1
    )
    decide(cases[2], at_work, Verb.KEEP)
    values = {
        "go": "1",
        "asked_at": asked.context["form"]["asked_at"].value(),
        "rule": "spam",
        "template": str(template.pk),
    }
    response = client.post(f"{LIST}bulk/", {**data, **values})
    assert [Comment.objects.get(pk=one.pk).mark for one in comments] == ["removed", "", "", "removed"]
    assert set(Decision.objects.filter(verb="remove").values_list("message", flat=True)) == {"Ei mainoksia."}
    assert told(response)[0] == "2 tehty."
    assert len(told(response)) == 3


@pytest.mark.parametrize(("how", "saved"), [("at_once", "at_once"), ("never", "never"), ("joskus", None)])
def test_a_moderator_chooses_the_mails(client, site, at_work, how, saved) -> None:
    client.post(reverse("moderation_mails"), {"site": site.pk, "how": how})
    assert list(MailChoice.objects.values_list("how", flat=True)) == ([saved] if saved else [])


def test_taking_up_asks_first(client, comment, at_work) -> None:
    address = f"{LIST}take-up/comment/{comment.pk}/"
    assert (client.get(address).status_code, Case.objects.count()) == (200, 0)
    assert client.post(address).url == page(case_of(comment))
    assert client.get(address).url == page(case_of(comment))


@pytest.mark.parametrize(
    ("role", "opens"),
    [(Role.MODERATOR, True), (Role.ADMINISTRATOR, True), (Role.EDITOR, False), (Role.PREPARER, False)],
)
def test_who_keeps_settings_and_templates(client, site, role, opens) -> None:
    client.force_login(factories.official(site, role))
    for address in (
        f"/admin/settings/moderation/moderationsettings/{site.pk}/",
        "/admin/snippets/moderation/messagetemplate/",
        "/admin/snippets/moderation/messagetemplate/add/",
    ):
        assert (client.get(address).status_code == 200) is opens, address


def test_word_lists_are_kept_by_language(client, site, at_work) -> None:
    data = {
        "premoderation": "suspect",
        "hold_links": "on",
        "new_account_days": "2",
        "words_fi": "ääliö\nhölmö",
        "words_sv": "idiot",
        "appeal_days": "30",
    }
    client.post(f"/admin/settings/moderation/moderationsettings/{site.pk}/", data)
    row = ModerationSettings.objects.get()
    assert (dict(row.words), row.hold_repeated, row.appeal_days) == ({"fi": "ääliö\nhölmö", "sv": "idiot"}, False, 30)
