"""Long work: it runs once, tells how far it is, belongs to whoever began it, and goes after a week."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from core.audit import history
from core.jobs import actions, registry
from core.jobs.models import STALLED_AFTER, Job
from core.jobs.running import Work
from core.models import AuditRow
from tests import factories

KIND = "tests.count"


def count(work: Work) -> dict[str, Any]:
    """Counts the lines of its file, and writes them backwards."""
    if work.params.get("fail"):
        raise RuntimeError("on purpose")
    with work.file() as given:
        lines = given.read().decode().splitlines()
    for number, _line in enumerate(lines, 1):
        work.progress(number, len(lines))
    with work.result_file("takaperin.txt") as path:
        path.write_text("\n".join(reversed(lines)))
    return {"lines": len(lines)}


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    registry.register(KIND, count)
    yield
    registry._kinds.pop(KIND)


@pytest.fixture
def site(db: None) -> Site:
    return factories.municipality()


@pytest.fixture
def preparer(site: Site) -> User:
    return factories.official(site, Role.PREPARER)


def begin(user: User, capture: Any, *, text: str = "yksi\nkaksi\nkolme", **params: Any) -> Job:
    with capture(execute=True):
        job = actions.start(kind=KIND, user=user, title="Laske", params=params, file=io.BytesIO(text.encode()))
    job.refresh_from_db()
    return job


def test_work_is_done_and_its_result_downloaded(
    client: Client, preparer: User, django_capture_on_commit_callbacks: Any
) -> None:
    job = begin(preparer, django_capture_on_commit_callbacks)
    assert (job.state, job.result, job.done, job.total) == (Job.State.DONE, {"lines": 3}, 1, 3)
    client.force_login(preparer)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Työ on valmis." in page
    assert "Lataa takaperin.txt" in page
    assert b"".join(client.get(f"{job.get_absolute_url()}file/").streaming_content) == b"kolme\nkaksi\nyksi"
    assert AuditRow.objects.get(verb="job.start").actor_id == preparer.pk


@pytest.mark.parametrize("address", ["", "state/", "file/"])
def test_nobody_else_s_work_is_seen(
    client: Client, site: Site, preparer: User, django_capture_on_commit_callbacks: Any, address: str
) -> None:
    job = begin(preparer, django_capture_on_commit_callbacks)
    client.force_login(factories.official(site, Role.ADMINISTRATOR))
    assert client.get(f"{job.get_absolute_url()}{address}", follow=True).status_code == 404
    assert "Laske" not in client.get("/admin/works/").content.decode()


def test_a_failure_is_said_and_can_be_started_again(
    client: Client, preparer: User, django_capture_on_commit_callbacks: Any
) -> None:
    job = begin(preparer, django_capture_on_commit_callbacks, fail=True)
    assert job.state == Job.State.FAILED
    client.force_login(preparer)
    assert "Jokin meni vikaan" in client.get(job.get_absolute_url()).content.decode()
    Job.objects.filter(pk=job.pk).update(params={})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{job.get_absolute_url()}again/")
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, {"lines": 3})


def test_only_what_has_stopped_is_started_again(preparer: User, django_capture_on_commit_callbacks: Any) -> None:
    job = begin(preparer, django_capture_on_commit_callbacks)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, seen_at=timezone.now())
    actions.again(job=job)
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    Job.objects.filter(pk=job.pk).update(seen_at=timezone.now() - STALLED_AFTER - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        actions.again(job=job)
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_what_is_over_a_week_old_goes_with_its_files(preparer: User, django_capture_on_commit_callbacks: Any) -> None:
    job = begin(preparer, django_capture_on_commit_callbacks)
    storage, names = job.file.storage, [str(job.file.name), str(job.result_file.name)]
    assert actions.purge(now=timezone.now()) == 0
    assert [storage.exists(name) for name in names] == [True, True]
    assert actions.purge(now=timezone.now() + timedelta(days=8)) == 1
    assert [storage.exists(name) for name in names] == [False, False]
    assert not Job.objects.exists()


def test_unknown_work_is_not_begun(preparer: User) -> None:
    with pytest.raises(LookupError):
        actions.start(kind="tests.nothing", user=preparer, title="")


def test_the_trail_names_the_work(site: Site) -> None:
    job = actions.start(kind=KIND, user=factories.official(site, Role.EDITOR), title="Laske rivit", site=site)
    (entry,) = history("job", job.uuid)
    assert entry.thing is not None
    assert entry.thing.title == "Laske rivit"


def test_two_workers_do_not_do_one_work(site: Site) -> None:
    job = actions.start(kind=KIND, user=factories.official(site, Role.EDITOR), title="Laske", params={"fail": True})
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    actions.carry_out.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.RUNNING, {})
