"""Measures mail to followers: `python -m benchmarks.digests FOLLOWERS`, in the environment of a database.

One event of a project, followed by so many at once; the worker is killed with -9 in the midst of it and started again.
Prints mails, seconds, memory and size as JSON, or fails when anybody got none or two. What was made is taken away again.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import django
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[1]


class Sink:
    """A mail server that remembers who got which message."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.size = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        found = re.search(rb"^Message-ID:\s*(\S+)", envelope.content, re.MULTILINE | re.IGNORECASE)
        self.taken.append((envelope.rcpt_tos[0], found.group(1).decode() if found else ""))
        self.size += len(envelope.content)
        return "250 OK"


def prepare(followers: int) -> tuple[Any, Any]:
    """Followers by e-mail of the project for measuring, and an event of it."""
    from django.utils import timezone

    from demo import loading
    from demo.scale import project
    from participation.following import events
    from participation.following.models import Follow, Preference, Subscriber
    from participation.following.topics import Topic
    from participation.proposals.models import Proposal

    site = loading.find()
    assert site is not None
    topic, now = Topic("project", str(project.project_of(site))), timezone.now()
    rows = Subscriber.objects.bulk_create(
        (
            Subscriber(
                site=site,
                email=f"digest{number}@benchmark.example",
                language=("fi", "sv")[number % 10 == 0],
                created_at=now,
                confirmed_at=now,
            )
            for number in range(followers)
        ),
        batch_size=1000,
    )
    Follow.objects.bulk_create(
        (
            Follow(site=site, subscriber=row, kind=topic.kind, key=topic.key, created_at=now, confirmed_at=now)
            for row in rows
        ),
        batch_size=1000,
    )
    Preference.objects.bulk_create(
        (Preference(site=site, subscriber=row, group="proposals", pace="at_once") for row in rows), batch_size=1000
    )
    proposal = Proposal.objects.of_site(site.pk).public().filter(project_key=topic.key).latest("pk")
    event = events.tell(
        site_id=site.pk,
        kind="proposal.published",
        thing_kind="proposal",
        thing_id=proposal.pk,
        topics=[topic],
        at=timezone.now(),
    )
    return site, event


def delivered(followers: int) -> dict[str, float]:
    from participation.following.models import Event, Subscriber

    _site, event = prepare(followers)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    begun, memory = time.monotonic(), 0.0
    try:
        worker = start(port)
        while len(sink.taken) < followers // 2:
            memory = max(memory, peak(worker))
            time.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker = start(port)
        while worker.poll() is None:
            memory = max(memory, peak(worker))
            time.sleep(0.05)
        seconds = time.monotonic() - begun
    finally:
        controller.stop()
        Subscriber.objects.filter(email__endswith="@benchmark.example").delete()
        Event.objects.filter(pk=event.pk).delete()
    mine = [one for one in sink.taken if one[0].endswith("@benchmark.example")]
    assert len({to for to, _id in mine}) == len(set(mine)) == followers, "one mail each"
    assert len(mine) <= followers + 1, "at most the one that was in the server's hands is sent again"
    return {"rows": followers, "seconds": seconds, "memory": memory, "size": sink.size / 1e6}


def start(port: int) -> subprocess.Popen[bytes]:
    """The job as `manage.py serve` runs it, in a process of its own."""
    variables = {**os.environ, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
    command = [sys.executable, "manage.py", "mail_followers", "--seconds", "3600", "--verbosity", "0"]
    return subprocess.Popen(command, cwd=ROOT, env=variables)


def peak(process: subprocess.Popen[bytes]) -> float:
    """The most memory that a process has held, in MB, all of Django and its words included."""
    try:
        found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{process.pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found.group(1)) / 1024 if found else 0.0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    print(json.dumps(delivered(int(sys.argv[1]))))
