"""Which posts become which pages, in which language and below what. Pure: posts without their texts go in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from .reader import Blog, Post

BROUGHT = {"page", "post"}
PASSED_OVER = {"trash", "auto-draft", "inherit"}  # states of posts that are none
NOTED = {"draft": "not_published", "pending": "not_published", "private": "private"}

Note = tuple[str, dict[str, Any]]


@dataclass
class Planned:
    """A page to be. ``above`` is the number of the post of the page above, 0 for the front page or the list of news;
    ``translates`` that of the post in the main language, 0 for none."""

    post: Post
    language: str
    above: int = 0
    translates: int = 0
    notes: list[Note] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        return self.post.kind == "post"


@dataclass
class Plan:
    """``pages``: the main language first, pages above before those below. ``beside``: titles and notes of what becomes
    no page. ``left_out``: how many items of other kinds there are."""

    pages: list[Planned] = field(default_factory=list)
    beside: list[tuple[str, Note]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def outline(post: Post) -> Post:
    """What planning needs of a post."""
    return replace(post, content="", excerpt="")


def plan(posts: Iterable[Post], blog: Blog, *, languages: Sequence[str], main: str, news: Sequence[str]) -> Plan:
    """``languages`` are those the municipality has a front page in, ``news`` those it has a list of news in."""
    made = Plan()
    by_number: dict[int, Planned] = {}
    fallback = _code(blog.language) if _code(blog.language) in languages else main
    for post in posts:
        if post.kind == "attachment":
            made.beside.append((post.title, ("attachment", {"url": (post.file or post.link)[:400]})))
        elif post.kind not in BROUGHT or post.status in PASSED_OVER:
            made.left_out[post.kind if post.kind not in BROUGHT else f"{post.kind}: {post.status}"] += 1
        elif note := _unfit(post, by_number, languages, news, fallback):
            made.beside.append((post.title, note))
        else:
            by_number[post.number] = Planned(post=post, language=_language(post, languages, fallback))
    _tie(by_number.values(), main, languages)
    for planned in by_number.values():
        _hang(planned, by_number)
        planned.notes += _notes(planned.post)
    depths = {number: _depth(number, by_number) for number in by_number}
    made.pages = sorted(by_number.values(), key=lambda one: (one.language != main, depths[one.post.number]))
    return made


def _unfit(
    post: Post, known: Mapping[int, Planned], languages: Sequence[str], news: Sequence[str], fallback: str
) -> Note | None:
    if not post.number or post.number in known:
        return "number_missing", {}
    if post.language and _code(post.language) not in languages:
        return "language_unknown", {"language": post.language[:20]}
    if post.kind == "post" and _language(post, languages, fallback) not in news:
        return "no_news_index", {}
    return None


def _language(post: Post, languages: Sequence[str], fallback: str) -> str:
    """What the plug-in says, else what the address begins with, else the site's own."""
    if post.language:
        return _code(post.language)
    first = urlsplit(post.link).path.strip("/").partition("/")[0] if "[" not in post.link else ""
    return first if first in languages else fallback


def _code(language: str) -> str:
    return re.split("[-_]", language.strip().lower())[0]


def _tie(pages: Iterable[Planned], main: str, languages: Sequence[str]) -> None:
    """Posts of one group are translations of the one in the main language."""
    groups: dict[tuple[str, str], list[Planned]] = {}
    for one in pages:
        if one.post.group:
            groups.setdefault((one.post.kind, one.post.group), []).append(one)
        elif one.language != main:
            one.notes.append(("alone", {"language": main}))
    for group in groups.values():
        source = next((one for one in group if one.language == main), None)
        taken = {main}
        for one in group:
            if one is source:
                continue
            if source is None:
                one.notes.append(("alone", {"language": main}))
            elif one.language in taken:
                one.notes.append(("pair_twice", {}))
            else:
                one.translates = source.post.number
                taken.add(one.language)


def _hang(planned: Planned, by_number: Mapping[int, Planned]) -> None:
    """Below the page it was below, when that is brought in the same language and is not below this one itself."""
    number = planned.post.parent
    if not number or planned.is_news:
        return
    above = by_number.get(number)
    if above is None or above.is_news or above.language != planned.language or _loops(planned.post.number, by_number):
        planned.notes.append(("parent_missing", {}))
    else:
        planned.above = number


def _loops(number: int, by_number: Mapping[int, Planned]) -> bool:
    seen: set[int] = set()
    at: int = number
    while at and at in by_number:
        if at in seen:
            return True
        seen.add(at)
        at = by_number[at].post.parent
    return False


def _depth(number: int, by_number: Mapping[int, Planned]) -> int:
    depth, at = 0, by_number[number].above
    while at:
        depth, at = depth + 1, by_number[at].above
    return depth


def _notes(post: Post) -> list[Note]:
    notes: list[Note] = []
    if code := NOTED.get(post.status):
        notes.append((code, {"status": post.status} if code == "not_published" else {}))
    if post.status == "future":
        notes.append(("scheduled", {"date": f"{post.date:%d.%m.%Y %H:%M}" if post.date else "–"}))
    if post.has_password:
        notes.append(("password", {}))
    if post.comments:
        notes.append(("comments", {"number": post.comments}))
    return notes
