"""What every list for staff offers, tried on the proposals': kept views, acts on many, the way on, long tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from core.desk import bulk_views, export
from core.desk.bulk import BulkAction, Report, each
from core.desk.models import SavedView
from core.jobs.models import Job
from core.models import AuditRow
from core.refusal import Refusal, Refused
from participation.projects.models import ProjectPage
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
