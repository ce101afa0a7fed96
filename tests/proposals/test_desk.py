"""What every list for staff offers, tried on the proposals': kept views, acts on many, the way on, long tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook
from wagtail.models import Site

from accounts.actions import grant
from accounts.limits import Limit
from accounts.models import User
from accounts.roles import Role
from core.desk import bulk_views, export
from core.desk.bulk import BulkAction, Report, each
from core.desk.models import SavedView
from core.desk.walking import Walk, walk
from core.jobs.models import Job
from core.models import AuditRow
from core.refusal import Refusal, Refused
from participation.projects.models import ProjectPage
from participation.proposals import actions
from participation.proposals.admin import tables
from participation.proposals.admin.listing import ProposalDesk
from participation.proposals.models import Proposal
from tests import factories

LIST = "/admin/proposals/"


@pytest.fixture
def preparer(client: Client, site: Site) -> User:
    person = factories.official(site, Role.PREPARER)
    client.force_login(person)
    return person


@pytest.fixture
def five(site: Site, page: ProjectPage) -> list[Proposal]:
    return [factories.proposal(site, page, title=f"Ehdotus numero {number}") for number in range(5)]


# Kept views


def keep(client: Client, **fields: str) -> None:
    client.post(f"{LIST}views/", {"name": "Rannat", "query": "q=ranta&p=3&state=received", **fields})


def kept(client: Client) -> list[str]:
    return [view.name for view in client.get(LIST).context["views"] if view.pk]


def test_a_view_keeps_filters_and_search_but_not_the_page(client: Client, preparer: User) -> None:
    keep(client)
    view = SavedView.objects.get()
    assert (view.query, view.site) == ("q=ranta&state=received", None)
    assert f'href="{LIST}?q=ranta&amp;state=received"' in client.get(LIST).content.decode()


def test_a_view_is_the_keeper_s_own_until_it_is_shared(client: Client, site: Site, preparer: User) -> None:
    keep(client, name="Oma näkymä")
    keep(client, name="Yhteinen näkymä", shared="1")
    client.force_login(factories.official(site, Role.PREPARER, name="Toinen valmistelija"))
    assert kept(client) == ["Yhteinen näkymä"]
    client.post(f"{LIST}views/{SavedView.objects.get(name='Yhteinen näkymä').pk}/drop/")
    assert SavedView.objects.count() == 2
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    client.force_login(factories.official(elsewhere, Role.PREPARER, name="Naapurin valmistelija"))
    assert kept(client) == []


def test_a_view_is_shared_in_the_municipality_whose_address_it_is_kept_at(client: Client, site: Site) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    boss = factories.official(site, Role.ADMINISTRATOR)
    grant(boss, elsewhere, Role.ADMINISTRATOR, None)
    client.force_login(boss)
    fields = {"name": "Lokit", "query": "verb=role.grant", "shared": "1"}
    for place in (site, elsewhere):
        client.post("/admin/audit/views/", fields, headers={"host": place.hostname})
        assert SavedView.objects.get().site == place


def test_a_view_needs_a_name_and_is_dropped_by_its_keeper(client: Client, preparer: User) -> None:
    keep(client, name="  ")
    assert not SavedView.objects.exists()
    keep(client)
    client.post(f"{LIST}views/{SavedView.objects.get().pk}/drop/")
    assert not SavedView.objects.exists()
    assert list(AuditRow.objects.filter(kind="view").order_by("id").values_list("verb", flat=True)) == [
        "view.keep",
        "view.drop",
    ]


def test_whoever_sees_no_list_keeps_no_view(client: Client, site: Site) -> None:
    client.force_login(factories.official(site, Role.EDITOR))
    keep(client, shared="1")
    assert not SavedView.objects.exists()


# Acts on many


def shorten(user: Any, ids: Sequence[int], params: dict[str, Any], progress: Any) -> Report:
    def act(proposal: Any) -> None:
        if proposal.title.endswith("3"):
            raise Refused(Refusal("three", "Kolmosta ei."))
        Proposal.objects.filter(pk=proposal.pk).update(place="hoidettu")

    return each(Proposal.objects.filter(pk__in=ids).order_by("pk"), act, progress)


@pytest.fixture
def _shortens(monkeypatch: pytest.MonkeyPatch) -> None:
    actions = (BulkAction(name="shorten", label="Lyhennä", question="Lyhennetäänkö?", run=shorten),)
    monkeypatch.setattr(ProposalDesk, "bulk_actions", actions)


def act(client: Client, **fields: Any) -> Any:
    return client.post(f"{LIST}bulk/", {"act": "shorten", "query": "", **fields})


@pytest.mark.usefixtures("_shortens")
def test_many_are_asked_once_more_and_what_is_refused_is_told(
    client: Client, preparer: User, five: list[Proposal]
) -> None:
    ids = [proposal.pk for proposal in five[1:4]]
    asked = act(client, id=ids)
    assert (asked.context["number"], asked.context["ids"]) == (3, [str(pk) for pk in ids])
    assert not Proposal.objects.filter(place="hoidettu").exists()
    done = act(client, id=ids, go="1")
    assert list(Proposal.objects.filter(place="hoidettu").order_by("pk")) == five[1:3]
    assert [str(message) for message in get_messages(done.wsgi_request)] == [
        "2 tehty.",
        "Ehdotus numero 3: Kolmosta ei.",
    ]


@pytest.mark.usefixtures("_shortens")
def test_everything_that_fits_the_filters_is_more_than_the_page(
    client: Client, preparer: User, five: list[Proposal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProposalDesk, "paginate_by", 2)
    act(client, all="1", query="q=numero+2", go="1")
    assert list(Proposal.objects.filter(place="hoidettu")) == [five[2]]


@pytest.mark.usefixtures("_shortens")
def test_very_many_are_long_work(
    client: Client,
    preparer: User,
    five: list[Proposal],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(bulk_views, "AT_ONCE", 3)
    with django_capture_on_commit_callbacks(execute=True):
        answer = act(client, all="1", go="1")
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert (job.result["done"], job.result["refused"]) == (4, [["Ehdotus numero 3", "Kolmosta ei."]])
    assert "Kolmosta ei." in client.get(job.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("_shortens")
def test_only_what_one_sees_and_only_what_is_offered(client: Client, preparer: User, five: list[Proposal]) -> None:
    elsewhere = factories.municipality("Harjuvesi", "Åsvatten", hostname="harjuvesi.example")
    other = factories.proposal(elsewhere, factories.project(elsewhere, "Harju"), title="Naapurin oma ehdotus")
    act(client, id=[other.pk, "x", "9" * 30], go="1")
    act(client, id=[five[0].pk], act="delete", go="1")
    assert not Proposal.objects.filter(place="hoidettu").exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COUNCILLOR])
@pytest.mark.usefixtures("_shortens")
def test_others_do_nothing_to_many(client: Client, site: Site, five: list[Proposal], role: Role) -> None:
    client.force_login(factories.official(site, role))
    assert act(client, id=[five[0].pk], go="1").status_code in (302, 404)
    assert not Proposal.objects.filter(place="hoidettu").exists()


# Long tables


def test_a_long_table_is_long_work_with_the_filters_of_the_list(
    client: Client,
    preparer: User,
    five: list[Proposal],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(export, "AT_ONCE", 0)
    factories.comment(five[2], factories.resident(), "Kannatan lämpimästi.")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.get(f"{LIST}?q=numero+2&export=xlsx")
    job = Job.objects.get()
    assert (answer["Location"], job.result) == (job.get_absolute_url(), {"rows": 1})
    file = b"".join(client.get(f"{job.get_absolute_url()}file/").streaming_content)
    book = load_workbook(io.BytesIO(file))
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == ["Ehdotus numero 2"]
    assert [row[-1] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)] == ["Kannatan lämpimästi."]
    row = AuditRow.objects.get(verb="desk.export")
    assert (row.actor_id, row.key, row.detail) == (preparer.pk, "proposals", {"rows": 1, "form": "xlsx"})


# What the list of proposals offers to those who handle them


def bulk(client: Client, name: str, ids: list[int], **fields: Any) -> list[str]:
    """Do it and return what was said."""
    done = client.post(f"{LIST}bulk/", {"act": name, "query": "", "id": ids, "go": "1", **fields})
    assert done.status_code == 302, done.context["form"].errors
    said = [str(message) for message in get_messages(done.wsgi_request)]
    client.get(LIST)  # they are said once
    return said


def test_many_are_assigned_with_a_day(client: Client, site: Site, preparer: User, five: list[Proposal]) -> None:
    other = factories.official(site, Role.PREPARER, name="Valmistelija Veera")
    ids = [proposal.pk for proposal in five[:2]]
    assert bulk(client, "assign", ids, assignee=other.pk, due_on="1.6.2027", note="Kiitos!") == ["2 tehty."]
    held = Proposal.objects.filter(assignee=other).values_list("pk", "due_on")
    assert sorted(held) == [(pk, date(2027, 6, 1)) for pk in ids]
    assert sorted(listed(client, f"?whose={other.pk}")) == ids
    assert listed(client, "?whose=me") == []


def test_many_get_a_state_but_no_refusal(client: Client, preparer: User, five: list[Proposal]) -> None:
    ids = [proposal.pk for proposal in five]
    assert bulk(client, "state", ids, state="in_process") == ["5 tehty."]
    refused = client.post(f"{LIST}bulk/", {"act": "state", "query": "", "id": ids, "go": "1", "state": "rejected"})
    assert list(refused.context["form"].errors) == ["state"]
    assert set(Proposal.objects.values_list("state", flat=True)) == {"in_process"}


def test_drafts_are_published_together(client: Client, preparer: User, five: list[Proposal]) -> None:
    for proposal in five[:2]:
        actions.save_draft_answer(
            proposal=proposal,
            user=preparer,
            now=timezone.now(),
            state="accepted",
            text={"fi": "Toteutetaan."},
            signed={},
        )
    assert sorted(listed(client, "?draft=true")) == [one.pk for one in five[:2]]
    said = bulk(client, "publish", [proposal.pk for proposal in five[:3]])
    assert said[0] == "2 tehty."
    assert said[1].startswith("Ehdotus numero 2: ")
    assert Proposal.objects.filter(state="accepted").count() == 2


def test_many_go_into_one(client: Client, preparer: User, five: list[Proposal]) -> None:
    assert bulk(client, "merge", [proposal.pk for proposal in five[:3]], into=five[0].pk) == ["2 tehty."]
    assert sorted(listed(client, "?publication=merged")) == [five[1].pk, five[2].pk]
    strange = client.post(f"{LIST}bulk/", {"act": "merge", "query": "", "id": [five[3].pk], "go": "1", "into": 999999})
    assert list(strange.context["form"].errors) == ["into"]


def test_many_move(client: Client, site: Site, preparer: User, five: list[Proposal]) -> None:
    ramp = factories.project(site, "Ramppi")
    assert bulk(client, "move", [five[0].pk], project=str(ramp.translation_key)) == ["1 tehty."]
    assert listed(client, f"?project={ramp.translation_key}") == [five[0].pk]


def test_a_limited_preparer_moves_within_the_own_limits_only(
    client: Client, site: Site, page: ProjectPage, five: list[Proposal]
) -> None:
    own, beyond = factories.project(site, "Ramppi"), factories.project(site, "Muiden hanke")
    user = factories.resident("Rajattu")
    limits = [Limit(project_key=one.translation_key) for one in (page, own)]
    grant(user, site, Role.PREPARER, None, limits)
    client.force_login(user)
    asked = client.post(f"{LIST}bulk/", {"act": "move", "query": "", "id": [five[0].pk]})
    offered = {title for _key, title in asked.context["form"].fields["project"].choices}
    assert offered == {page.title, "Ramppi"}
    with pytest.raises(Refused):
        actions.move(proposal=five[0], user=user, now=timezone.now(), project_key=beyond.translation_key)
    assert bulk(client, "move", [five[0].pk], project=str(own.translation_key)) == ["1 tehty."]


def test_giving_the_same_again_tells_nobody_twice(
    client: Client,
    site: Site,
    preparer: User,
    five: list[Proposal],
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    """As when long work was broken off and is started once more."""
    other = factories.official(site, Role.PREPARER, name="Valmistelija Veera")
    for _turn in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            bulk(client, "assign", [five[0].pk], assignee=other.pk, due_on="1.6.2027", note="Kiitos!")
    assert [mail.to for mail in mailoutbox] == [[other.email]]


def test_a_moderator_reads_and_does_nothing_to_many(client: Client, site: Site, five: list[Proposal]) -> None:
    client.force_login(factories.official(site, Role.MODERATOR))
    assert client.get(LIST).context["offered_actions"] == []
    client.post(f"{LIST}bulk/", {"act": "state", "query": "", "id": [five[0].pk], "go": "1", "state": "done"})
    five[0].refresh_from_db()
    assert five[0].state == "received"


def listed(client: Client, query: str = "") -> list[int]:
    return [row.pk for row in client.get(LIST + query).context["object_list"]]


def test_what_is_late_is_found_and_told_first(client: Client, preparer: User, five: list[Proposal]) -> None:
    today = timezone.localdate()
    days = {five[0].pk: -1, five[1].pk: 0, five[2].pk: 6, five[3].pk: 30}
    for pk, ahead in days.items():
        Proposal.objects.filter(pk=pk).update(due_on=today + timedelta(days=ahead), assignee=preparer)
    assert listed(client, "?due=overdue") == [five[0].pk]
    assert sorted(listed(client, "?due=week")) == [five[1].pk, five[2].pk]
    assert listed(client, "?due=none") == [five[4].pk]
    panel = next(one for one in client.get("/admin/").context["panels"] if getattr(one, "name", "") == "waiting")
    told = [(one.text, one.number, one.late) for one in panel.get_context_data({})["waiting"]]
    assert told[:2] == [("ehdotus myöhässä", 1, True), ("ehdotusta annettu sinulle", 4, False)]


def test_the_way_goes_on_to_the_next_in_the_list(client: Client, preparer: User, five: list[Proposal]) -> None:
    request = RequestFactory().get("/", {"list": "ordering=published_at", "at": "2"})
    request.user = preparer
    here = walk(request, ProposalDesk, five[2].pk)
    assert (f"/{five[1].pk}/" in here.previous, f"/{five[3].pk}/" in here.next) == (True, True)
    assert here.back == f"{LIST}?ordering=published_at"
    five[2].delete()  # it has left the list: what took its place comes next
    assert f"/{five[3].pk}/" in walk(request, ProposalDesk, five[2].pk).next
    first = RequestFactory().get("/", {"list": "", "at": "x"})
    first.user = preparer
    assert walk(first, ProposalDesk, five[0].pk) == Walk(back=LIST)


def test_proposals_with_much_talk_are_read_few_at_a_time() -> None:
    counted = [(1, 0), (2, tables.TALK), (3, 1), (4, 3 * tables.TALK), *((number, 0) for number in range(5, 600))]
    parts = list(tables._in_parts(counted))
    assert parts[:3] == [[1, 2], [3], [4]]
    assert [len(part) for part in parts[3:]] == [tables.BATCH, 95]


def test_a_table_is_in_the_language_of_who_takes_it(client: Client, preparer: User, five: list[Proposal]) -> None:
    preparer.wagtail_userprofile.preferred_language = "sv"
    preparer.wagtail_userprofile.save()
    answer = client.get(f"{LIST}?export=csv", headers={"accept-language": "fi"})
    with override("fi"):
        table = b"".join(answer.streaming_content).decode()
    assert ("Rubrik" in table, "Mottaget" in table, "Vastaanotettu" in table) == (True, True, False)
