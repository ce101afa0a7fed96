"""Themes, responses and outcomes: what staff do, what is refused, what authors hear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.roles import Role
from core.models import AuditRow
from core.refusal import Refused
from participation.consultations.actions import Written
from participation.consultations.answering import actions
from participation.consultations.answering.queries import closing, desk_numbers, table
from participation.consultations.answering.rules import Outcome, Way, why_not_enter
from participation.consultations.models import Opinion, OpinionHandling, Response
from tests import factories

from ..pages import B, close, consultation_page, send

pytestmark = pytest.mark.django_db


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.refusal.code


def test_one_response_answers_many_and_each_author_hears_once(page, say, django_capture_on_commit_callbacks):
    first, second = send(page, email="aino@koivuranta.example"), send(page, email="eero@koivuranta.example")
    say.handle(first, second, response=say.response(), outcome=Outcome.TAKEN, theme=say.theme())
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert say.publish() == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert say.publish() == 0
    assert sorted(one.to[0] for one in mail.outbox) == ["aino@koivuranta.example", "eero@koivuranta.example"]
    assert "Kerrosluku on muutettu kahdeksi." in mail.outbox[0].body
    assert "Korkeus on sovitettu." in mail.outbox[0].body
    assert Response.objects.get().published_at is not None


def test_an_outcome_needs_its_reason_in_both_languages(page, say):
    opinion = send(page)
    assert refused(say.handle, opinion, outcome=Outcome.NOT, reason={"fi": "Vain suomeksi."}) == "reason"
    assert not OpinionHandling.objects.exists()


def test_the_database_refuses_an_outcome_without_reason_and_half_a_publishing(page, say):
    opinion = send(page)
    row = {"opinion": opinion, "consultation_key": page.translation_key}
    for wrong in ({"outcome": "taken"}, {"published_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OpinionHandling.objects.create(**row, **wrong)


def test_what_is_published_is_not_changed_but_its_theme_is(page, say):
    opinion = send(page)
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN)
    say.publish()
    done, refusals = say.handle(opinion, outcome=Outcome.NOT)
    assert (done, [why.code for _row, why in refusals]) == (0, ["published"])
    assert say.handle(opinion, theme=say.theme()) == (1, [])
    assert refused(actions.drop_response, response=Response.objects.get(), user=say_user(say)) == "published"


def say_user(say):
    from accounts.models import User

    return User.objects.filter(groups__role_group__role=Role.PREPARER).get()


def test_a_response_that_lacks_a_language_stops_publishing_before_it_begins(page, say):
    opinion, other = send(page), send(page)
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN)
    say.handle(other, response=say.response("Toinen", sv=""), outcome=Outcome.PARTLY)
    assert refused(say.publish) == "language"
    assert not OpinionHandling.objects.published().exists()


def test_a_response_of_another_consultation_is_not_given(site, page, say, preparer):
    other = send(consultation_page(site, "Toinen kaava"))
    done, refusals = say.handle(other, response=say.response())
    assert (done, [why.code for _row, why in refusals]) == (0, ["other"])


def test_a_published_response_keeps_both_languages_and_the_trail_what_it_said(page, say, preparer):
    opinion, response = send(page), say.response()
    say.handle(opinion, response=response, outcome=Outcome.TAKEN)
    say.publish()
    changed = {"response": response, "user": preparer, "now": timezone.now(), "subject": {"fi": "K", "sv": "V"}}
    with pytest.raises(ValidationError):
        actions.change_response(**changed, text={"fi": "Vain suomeksi."})
    actions.change_response(**changed, text={"fi": "Uusi.", "sv": "Ny."})
    row = AuditRow.objects.get(verb="consultation.change_response")
    assert row.detail["before"]["fi"] == "Kerrosluku on muutettu kahdeksi."


def test_nobody_without_the_role_answers(site, page, say):
    opinion = send(page)
    for user in (factories.resident(), factories.official(site, Role.EDITOR)):
        assert refused(say.handle, opinion, user=user, theme=say.theme()) == "role"


def test_every_act_leaves_a_row(page, say):
    opinion = send(page)
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN, theme=say.theme())
    say.publish()
    rows = AuditRow.objects.filter(kind="consultation", key=str(page.translation_key)).order_by("pk")
    rows = rows.exclude(verb="consultation.one_language")
    assert [row.verb for row in rows] == [
        "consultation.write_response",
        "consultation.add_theme",
        "consultation.handle_opinions",
        "consultation.publish_responses",
    ]


def enter(page, user, **fields):
    given = {
        "written": Written(body="Kirje.", full_name="Aino Aalto", street="Raitti 1"),
        "arrived_on": localdate(page.opens_at),
        "way": Way.PAPER,
        **fields,
    }
    return actions.enter(
        page=page, site_id=page.get_site().pk, uuid=uuid4(), language="fi", user=user, now=timezone.now(), **given
    )


def test_a_letter_is_entered_after_closing_when_it_came_in_time(site, preparer):
    now = timezone.now()
    page = consultation_page(site, opens_at=now - timedelta(days=30), closes_at=now - timedelta(days=3))
    opinion = enter(page, preparer, arrived_on=localdate(page.closes_at), section=B)
    assert (opinion.by_desk, opinion.get_via_display(), opinion.contact.street) == (True, "Paperilla", "Raitti 1")
    assert refused(enter, page, preparer, arrived_on=localdate(now)) == "late"
    assert refused(enter, page, preparer, arrived_on=localdate(now) + timedelta(days=1)) == "future"
    assert refused(enter, page, preparer, written=Written(body="Nimetön.")) == "name"


def test_statements_are_not_entered():
    now = timezone.now()
    day: dict[str, Any] = {"opens_at": None, "closes_at": None, "arrived_on": localdate(now), "today": localdate(now)}
    assert why_not_enter(kind="statements", **day).code == "invited"
    assert why_not_enter(kind="open", **day) is None


@pytest.mark.parametrize("number", [1, 12])
def test_numbers_and_table_cost_the_same_however_many(page, say, number, django_assert_num_queries):
    opinions = [send(page, section=B, email=f"a{place}@koivuranta.example") for place in range(number)]
    say.handle(*opinions, response=say.response(), outcome=Outcome.TAKEN, theme=say.theme())
    say.publish()
    with django_assert_num_queries(4):
        lines, _chosen = table(page.translation_key)
    assert [(line.number, len(line.first)) for line in lines] == [(number, min(number, 3))]
    with django_assert_num_queries(6):
        figures = closing(page.translation_key, {B: "Kävelyraitti"}, whole="Kokonaisuus")
    assert (figures.sections, figures.themes) == ([("Kävelyraitti", number)], [("Puutalot", number)])
    with django_assert_num_queries(2):
        assert desk_numbers(page.translation_key).published == number


def test_nothing_is_public_before_publishing(client, page, say):
    opinion = send(page)
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN)
    for path in ("", "mielipiteet/", "vastineet/"):
        assert "Kerrosluku on muutettu" not in client.get(page.url + path).content.decode()
    say.publish()
    for path in ("mielipiteet/", "vastineet/"):
        html = client.get(page.url + path).content.decode()
        assert "Kerrosluku on muutettu kahdeksi." in html
        assert "Korkeus on sovitettu." in html


def test_after_closing_what_came_of_it_stands_first(client, page, say):
    opinion = send(page, section=B)
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN, theme=say.theme())
    say.publish()
    close(page)
    html = client.get(page.url).content.decode()
    assert html.index('id="closing"') < html.index("Keskustan kaava</h2>")
    assert "Puutalot" in html
    assert f"{page.url}vastineet/" in html


def test_an_opinion_taken_back_leaves_the_figures(page, say):
    send(page)
    gone = send(page)
    Opinion.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    assert closing(page.translation_key, {}, whole="Kokonaisuus").total == 1


def test_what_its_sender_has_taken_back_is_not_answered(page, say, django_capture_on_commit_callbacks):
    author = factories.resident()
    gone = send(page, user=author)
    say.handle(gone, response=say.response(), outcome=Outcome.TAKEN)
    Opinion.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert say.publish() == 0
    assert (mail.outbox, OpinionHandling.objects.published().count()) == ([], 0)


def test_what_was_given_to_the_wrong_opinion_is_taken_off(page, say):
    opinion = send(page)
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN, theme=say.theme())
    assert say.handle(opinion, clears=frozenset({"response", "outcome"})) == (1, [])
    held = OpinionHandling.objects.get()
    assert (held.response, held.outcome, held.reason.get("fi", ""), str(held.theme)) == (None, "", "", "Puutalot")
    say.handle(opinion, response=say.response(), outcome=Outcome.TAKEN)
    say.publish()
    done, refusals = say.handle(opinion, clears=frozenset({"outcome"}))
    assert (done, [why.code for _row, why in refusals]) == (0, ["published"])


def test_working_themes_are_not_public_before_they_are_published(page, say):
    opinion = send(page)
    say.handle(opinion, theme=say.theme("Asiaton"))
    key = page.translation_key
    assert closing(key, {}, whole="Kokonaisuus").themes == []
    assert closing(key, {}, whole="Kokonaisuus", drafts=True).themes == [("Asiaton", 1)]


def test_what_closes_at_midnight_closes_with_the_day_before():
    midnight = timezone.make_aware(timezone.datetime(2026, 12, 1))
    arrived: dict[str, Any] = {"kind": "plan", "opens_at": None, "closes_at": midnight, "today": localdate(midnight)}
    assert why_not_enter(arrived_on=localdate(midnight) - timedelta(days=1), **arrived) is None
    assert why_not_enter(arrived_on=localdate(midnight), **arrived).code == "late"
