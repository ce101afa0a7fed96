"""A process that sends answers, for the test of many at once: ``python -m tests.surveys.senders``.

Reads a line of JSON (``page``, and ``jobs``: answers and perhaps a code each). Each job is a thread with a connection of its
own, which is open before anything is sent. Says «ready» when all of them stand at a barrier, waits for another line, lets
them go together, and says how each fared, in the order of the jobs."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import django


def main() -> None:
    django.setup()
    given = json.loads(sys.stdin.readline())
    jobs = given["jobs"]
    barrier = Barrier(len(jobs) + 1)
    with ThreadPoolExecutor(len(jobs)) as threads:
        sending = [threads.submit(send, given["page"], job, barrier) for job in jobs]
        barrier.wait()
        print("ready", flush=True)
        sys.stdin.readline()
        barrier.wait()
        print(json.dumps([one.result() for one in sending]), flush=True)


def send(page_id: int, job: dict[str, Any], barrier: Barrier) -> str:
    """Waits twice: for all to be connected, and for the word."""
    from django.db import connection
    from django.utils import timezone

    from core.refusal import Refused
    from surveys import actions, queries
    from surveys.models import SurveyPage, Version

    try:
        page = SurveyPage.objects.get(pk=page_id)
        version = Version.objects.get(survey_key=page.translation_key)
    finally:
        barrier.wait()
    barrier.wait()
    now = timezone.now()
    try:
        code = queries.code(page.translation_key, job["code"]) if "code" in job else None
        draft, _link = actions.begin(
            version=version, terms=page.terms, answers=job["answers"], language="fi", seed="s", now=now, code=code
        )
        actions.send(draft=draft, terms=page.terms, now=now)
    except Refused as refused:
        return str(refused.refusal.code)
    else:
        return "sent"
    finally:
        connection.close()


if __name__ == "__main__":
    main()
