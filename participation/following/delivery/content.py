"""What letters say: what is public at the moment of sending, in each follower's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site

from municipality.queries import Municipality, of_site

from .. import events, tokens, topics
from ..models import Delivery, Letter
from ..tokens import Claim
from ..topics import PERSON, Topic

ORDER = (PERSON, "proposal", "project", "theme", "area")
LISTED = 10  # lines of one topic


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a letter tells of one followed topic, the oldest first; ``more`` lines are not listed. Addresses are whole."""

    title: str
    url: str
    note: str
    lines: Sequence[events.Line]
    stop_url: str
    more: int = 0


@dataclass(kw_only=True)
class Content:
    """What a letter says. ``stop_url`` stops everything, ``manage_url`` shows what is followed."""

    letter: Letter
    language: str
    municipality: Municipality
    parts: list[Part] = field(default_factory=list)
    stop_url: str = ""
    one_click_url: str = ""
    manage_url: str = ""

    @property
    def number(self) -> int:
        return sum(len(part.lines) + part.more for part in self.parts)


def contents(letters: Sequence[Letter]) -> list[Content]:
    """The content of each letter, in their order; without parts where nothing is left to tell. The number of queries
    does not grow with the letters."""
    found: dict[int, list[Delivery]] = {letter.pk: [] for letter in letters}
    rows = Delivery.objects.filter(letter__in=list(found)).select_related("event", "topic")
    for row in rows.order_by("event__at", "event_id"):
        found[row.letter_id or 0].append(row)
    made: dict[int, Content] = {}
    for site, language in {(letter.site, language_of(letter)) for letter in letters}:
        lot = [letter for letter in letters if (letter.site, language_of(letter)) == (site, language)]
        with override(language):
            made |= _in_language(site, language, lot, found)
    return [made[letter.pk] for letter in letters]


def language_of(letter: Letter) -> str:
    reader = letter.user or letter.subscriber
    return reader.language if reader is not None else ""


def _in_language(
    site: Site, language: str, letters: Iterable[Letter], found: dict[int, list[Delivery]]
) -> dict[int, Content]:
    letters = list(letters)
    rows = [row for letter in letters for row in found[letter.pk]]
    lines = events.lines({row.event_id: row.event for row in rows}.values())
    shown = topics.shown(site.pk, {row.topic.topic for row in rows})
    municipality, made = of_site(site, language), {}
    for letter in letters:
        by_topic: dict[Topic, list[events.Line]] = {}
        for row in found[letter.pk]:
            if row.event_id in lines and row.topic.topic in shown:
                by_topic.setdefault(row.topic.topic, []).append(_whole(site, lines[row.event_id]))
        made[letter.pk] = _content(letter, language, municipality, by_topic, shown)
    return made


def _content(
    letter: Letter,
    language: str,
    municipality: Municipality,
    by_topic: dict[Topic, list[events.Line]],
    shown: dict[Topic, topics.Shown],
) -> Content:
    site, everything = letter.site, _stop(letter, None)
    order = sorted(by_topic, key=lambda topic: (ORDER.index(topic.kind), shown[topic].title.casefold()))
    parts = [
        Part(
            title=shown[topic].title,
            url=urljoin(site.root_url, shown[topic].url),
            note=shown[topic].note,
            lines=by_topic[topic][-LISTED:],
            more=max(0, len(by_topic[topic]) - LISTED),
            stop_url=_stop(letter, topic),
        )
        for topic in order
    ]
    return Content(
        letter=letter,
        language=language,
        municipality=municipality,
        parts=parts,
        stop_url=everything,
        one_click_url=parts[0].stop_url if len(parts) == 1 else everything,
        manage_url=_manage(letter),
    )


def _whole(site: Site, line: events.Line) -> events.Line:
    return events.Line(text=line.text, url=urljoin(site.root_url, line.url), quote=line.quote, when=line.when)


def _claim(letter: Letter, topic: Topic | None) -> Claim:
    return Claim(site_id=letter.site_id, user_id=letter.user_id, subscriber_id=letter.subscriber_id, topic=topic)


def _stop(letter: Letter, topic: Topic | None) -> str:
    token = tokens.make(tokens.STOP, _claim(letter, topic))
    return letter.site.root_url + reverse("following:stop", args=[token])


def _manage(letter: Letter) -> str:
    if letter.user_id:
        return letter.site.root_url + reverse("accounts:settings")
    return letter.site.root_url + reverse("following:manage", args=[tokens.make(tokens.MANAGE, _claim(letter, None))])
