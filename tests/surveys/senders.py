"""A process that sends answers, for the test of many at once: ``python -m tests.surveys.senders``.

Reads a line of JSON (``page``, and ``jobs``: answers and perhaps a code each), says «ready», waits for another line,
sends everything, and says how each fared."""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.utils import timezone

    from core.refusal import Refused
    from surveys import actions, queries
    from surveys.models import SurveyPage, Version

    given = json.loads(sys.stdin.readline())
    page = SurveyPage.objects.get(pk=given["page"])
    version = Version.objects.get(survey_key=page.translation_key)
    print("ready", flush=True)
    sys.stdin.readline()
    fared: list[str] = []
    for job in given["jobs"]:
        now = timezone.now()
        try:
            code = queries.code(page.translation_key, job["code"]) if "code" in job else None
            draft, _link = actions.begin(
                version=version, terms=page.terms, answers=job["answers"], language="fi", seed="s", now=now, code=code
            )
            actions.send(draft=draft, terms=page.terms, now=now)
        except Refused as refused:
            fared.append(refused.refusal.code)
        else:
            fared.append("sent")
    print(json.dumps(fared), flush=True)


if __name__ == "__main__":
    main()
