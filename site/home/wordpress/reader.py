"""A WordPress export, read as a stream: one post in memory at a time, however large the file.

Entities and document types are refused (defusedxml), and so is a single post too large to be one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .words import reason

MOST_BYTES_OF_A_POST = 32 * 1024 * 1024
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))  # WordPress lets them through, XML does not
_WP = "http://wordpress.org/export/"
_LANGUAGE_META = ("_wpml_import_language_code", "_wpml_language")
_GROUP_META = ("_wpml_import_translation_group", "_wpml_trid")
_KEPT_META = frozenset((*_LANGUAGE_META, *_GROUP_META))


class ExportError(ValueError):
    """The file cannot be read. ``str()`` says why, in the language of now."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    def __str__(self) -> str:
        return str(reason(self.code, self.params))


@dataclass(frozen=True, kw_only=True)
class Blog:
    """The site the export is of. ``language`` as WordPress writes it («fi», «sv-SE»)."""

    url: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Post:
    """``kind`` is WordPress's post type. ``language`` and ``group`` are those of Polylang or WPML: translations of each
    other share a group. ``comments``: how many there are; nothing else of them is read."""

    number: int
    kind: str
    title: str
    link: str
    slug: str
    parent: int = 0
    status: str = "publish"
    has_password: bool = False
    date: datetime | None = None
    language: str = ""
    group: str = ""
    subjects: tuple[tuple[str, str], ...] = ()  # slug and name of categories and tags
    content: str = ""
    excerpt: str = ""
    comments: int = 0
    file: str = ""


@dataclass
class Export:
    """Reads a file that can be sought in, as often as asked."""

    stream: IO[bytes]
    blog: Blog = field(default_factory=Blog)

    def posts(self) -> Iterator[Post]:
        """Every item. Raises ExportError. `blog` is known once the first has been given."""
        self.stream.seek(0)
        watched = _Watched(self.stream)
        channel: Element | None = None
        is_export = False
        try:
            for event, element in iterparse(watched, ("start", "end"), forbid_dtd=True):
                name = _name(element.tag)
                if event == "start":
                    channel = element if name == "channel" and channel is None else channel
                    continue
                is_export = is_export or name == "wp:wxr_version"
                if name == "item" and channel is not None:
                    if not is_export:
                        raise ExportError("not_wordpress")
                    self.blog = _blog(channel)
                    yield _post(element)
                    channel.remove(element)
                    watched.since = 0
        except DefusedXmlException as error:
            raise ExportError("entities") from error
        except ParseError as error:
            raise ExportError("xml", line=error.position[0]) from error
        except (UnicodeDecodeError, LookupError, ValueError) as error:
            if isinstance(error, ExportError):
                raise
            raise ExportError("xml", line=1) from error
        if not is_export:
            raise ExportError("not_wordpress")

    @property
    def read(self) -> int:
        """Bytes read so far of this round."""
        return self.stream.tell()


class _Watched:
    """Passes bytes on without control characters; gives up when one post takes too many."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.since = stream, 0

    def read(self, size: int) -> bytes:
        found = self.stream.read(size)
        self.since += len(found)
        if self.since > MOST_BYTES_OF_A_POST:
            raise ExportError("post_large", limit=MOST_BYTES_OF_A_POST // 1024**2)
        return found.translate(None, _CONTROL)


def _name(tag: str) -> str:
    """«wp:post_id», «content:encoded», «title»: the version of the format does not matter."""
    if not tag.startswith("{"):
        return tag
    space, _sep, local = tag[1:].partition("}")
    if space.startswith(_WP):
        return f"excerpt:{local}" if space.rstrip("/").endswith("excerpt") else f"wp:{local}"
    return f"content:{local}" if "content" in space else local if space == "" else f"other:{local}"


def _blog(channel: Element) -> Blog:
    found = {_name(child.tag): (child.text or "").strip() for child in channel if child.tag != "item"}
    url = found.get("wp:base_blog_url") or found.get("link", "")
    return Blog(url=url.rstrip("/"), language=found.get("language", ""))


def _post(item: Element) -> Post:
    text: dict[str, str] = {}
    meta: dict[str, str] = {}
    terms: list[tuple[str, str, str]] = []
    comments = 0
    for child in item:
        name = _name(child.tag)
        if name == "category":
            terms.append((child.get("domain", ""), child.get("nicename", ""), unescape(child.text or "").strip()))
        elif name == "wp:postmeta":
            pair = {_name(part.tag): part.text or "" for part in child}
            if pair.get("wp:meta_key") in _KEPT_META:
                meta[pair["wp:meta_key"]] = pair.get("wp:meta_value", "").strip()
        elif name == "wp:comment":
            comments += 1
        else:
            text.setdefault(name, child.text or "")
    return Post(
        number=_number(text.get("wp:post_id", "")),
        kind=text.get("wp:post_type", "").strip(),
        title=text.get("title", ""),
        link=text.get("link", "").strip(),
        slug=text.get("wp:post_name", "").strip(),
        parent=_number(text.get("wp:post_parent", "")),
        status=text.get("wp:status", "").strip(),
        has_password=bool(text.get("wp:post_password", "").strip()),
        date=_date(text.get("wp:post_date", "")),
        language=_first(meta, _LANGUAGE_META) or _term(terms, "language"),
        group=_first(meta, _GROUP_META) or _term(terms, "post_translations"),
        subjects=tuple((slug, name) for domain, slug, name in terms if domain in ("category", "post_tag")),
        content=text.get("content:encoded", ""),
        excerpt=text.get("excerpt:encoded", ""),
        comments=comments,
        file=text.get("wp:attachment_url", "").strip(),
    )


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _date(text: str) -> datetime | None:
    """The old site's own time, without a zone. WordPress writes zeros for a draft that never had one."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((meta[key] for key in keys if meta.get(key)), "")


def _term(terms: list[tuple[str, str, str]], domain: str) -> str:
    return next((slug or name for found, slug, name in terms if found == domain), "")
