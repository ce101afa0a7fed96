"""A process that sends opinions until it is refused, for the test of closing: ``python -m tests.consultations.senders``.

Reads the id of a page, says «ready», waits for another line, and tells of each opinion how it fared: its uuid, the moment
of sending, and «sent» or why not."""

from __future__ import annotations

import json
import sys
from uuid import uuid4

import django

AFTER = 3  # how many refusals end it
MOST = 2000


def main() -> None:
    django.setup()
    from django.utils import timezone

    from core.refusal import Refused
    from participation.consultations import actions
    from participation.consultations.models import ConsultationPage
    from participation.consultations.queries import consultation

    page = ConsultationPage.objects.get(pk=json.loads(sys.stdin.readline()))
    found = consultation(page.get_site(), page.translation_key)
    assert found is not None
    written = actions.Written(body="Puutalot säilytettävä.")
    print("ready", flush=True)
    sys.stdin.readline()
    fared: list[tuple[str, str, str]] = []
    while len(fared) < MOST and sum(how != "sent" for _uuid, _when, how in fared) < AFTER:
        uuid, now = uuid4(), timezone.now()
        try:
            actions.send(consultation=found, uuid=uuid, written=written, user=None, now=now, language="fi")
        except Refused as refused:
            fared.append((str(uuid), now.isoformat(), refused.refusal.code))
        else:
            fared.append((str(uuid), now.isoformat(), "sent"))
    print(json.dumps(fared), flush=True)


if __name__ == "__main__":
    main()
