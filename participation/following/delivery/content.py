"""What letters say: what is public at the moment of sending, in each follower's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site

from municipality.queries import Municipality, of_site

from .. import events, tokens, topics
from ..models import Delivery, Letter
from ..tokens import Claim
from ..topics import PERSON, Topic

ORDER = (PERSON, "proposal", "project", "theme", "area", "news", "search")
LISTED = 10  # lines of one topic


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a letter tells of one followed topic, answers first, else the oldest first; ``more`` lines, the oldest, are
    not listed. Addresses are whole."""

    title: str
    url: str
    note: str
    lines: Sequence[events.Line]
    stop_url: str
    more: int = 0
    is_own: bool = False  # what was said to the reader alone


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
                by_topic.setdefault(row.topic.topic, []).append(whole(site, lines[row.event_id]))
        made[letter.pk] = write(letter, language, municipality, by_topic, shown)
    return made


def write(
    letter: Letter,
    language: str,
    municipality: Municipality,
    by_topic: dict[Topic, list[events.Line]],
    shown: dict[Topic, topics.Shown],
) -> Content:
    """What has an answer comes first."""

    def place(topic: Topic) -> tuple[bool, int, str]:
        answered = any(line.is_answer for line in by_topic[topic])
        return not answered, ORDER.index(topic.kind), shown[topic].title.casefold()

    everything = _stop(letter, None)
    parts = [_part(letter, topic, shown[topic], by_topic[topic]) for topic in sorted(by_topic, key=place)]
    return Content(
        letter=letter,
        language=language,
        municipality=municipality,
        parts=parts,
        stop_url=everything,
        one_click_url=parts[0].stop_url if len(parts) == 1 else everything,
        manage_url=_manage(letter),
    )


def _part(letter: Letter, topic: Topic, shown: topics.Shown, lines: Sequence[events.Line]) -> Part:
    answers = [line for line in lines if line.is_answer][-LISTED:]
    others = [line for line in lines if not line.is_answer]
    listed = answers + others[max(0, len(others) - LISTED + len(answers)) :]
    return Part(
        title=shown.title,
        url=urljoin(letter.site.root_url, shown.url),
        note=shown.note,
        lines=listed,
        more=len(lines) - len(listed),
        stop_url=_stop(letter, topic),
        is_own=topic.kind == PERSON,
    )


def whole(site: Site, line: events.Line) -> events.Line:
    return replace(line, url=urljoin(site.root_url, line.url))


def _claim(letter: Letter, topic: Topic | None) -> Claim:
    return Claim(site_id=letter.site_id, user_id=letter.user_id, subscriber_id=letter.subscriber_id, topic=topic)


def _stop(letter: Letter, topic: Topic | None) -> str:
    token = tokens.make(tokens.STOP, _claim(letter, topic))
    return letter.site.root_url + reverse("following:stop", args=[token])


def _manage(letter: Letter) -> str:
    if letter.user_id:
        return letter.site.root_url + reverse("following:settings")
    return letter.site.root_url + reverse("following:manage", args=[tokens.make(tokens.MANAGE, _claim(letter, None))])
