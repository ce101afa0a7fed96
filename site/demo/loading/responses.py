"""What the municipality answered to the opinions of a consultation, and what they led to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.consultations.answering import actions
from participation.consultations.answering.rules import Outcome
from participation.consultations.models import ConsultationPage, Opinion

from .answers import PREPARER
from .desk import Desk


def add(desk: Desk, spec: dict[str, Any], page: ConsultationPage, opinions: Sequence[Opinion]) -> None:
    by, at, key = desk.users[PREPARER], desk.calendar.past(spec["answered"]), page.translation_key
    own: dict[str, Any] = {"site_id": desk.site.pk, "key": key, "user": by}
    themes = {name: actions.add_theme(names=names, **own) for name, names in spec["topics"].items()}
    responses = {name: actions.write_response(now=at, **words, **own) for name, words in spec["responses"].items()}
    for opinion, told in zip(opinions, spec["opinions"], strict=True):
        chosen = actions.Handling(
            theme=themes[told["topic"]],
            response=responses[told["response"]],
            outcome=Outcome(told["outcome"]),
            reason=told["reason"],
        )
        actions.handle(ids=[opinion.pk], chosen=chosen, user=by)
    actions.publish(page=page, site_id=desk.site.pk, user=by, now=at)
