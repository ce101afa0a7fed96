"""Where the links of the old site lead here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urljoin, urlsplit

OUTSIDE = ("http", "https", "mailto", "tel")


@dataclass(frozen=True, kw_only=True)
class Target:
    """``page`` is a page of ours; else ``href``, empty where the link must go. ``code`` says what needs a hand."""

    href: str = ""
    page: int | None = None
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Links:
    """``pages`` are ids of our pages by the old address, as `address` gives it; ``numbers`` by the old number."""

    base: str
    pages: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)

    def target(self, href: str) -> Target:
        href = href.strip()
        if not href or href.startswith("#"):
            return Target()
        try:
            href = urljoin(f"{self.base}/", href)
        except ValueError:
            return Target()
        parts = _split(href)
        if parts is None or parts.scheme.lower() not in OUTSIDE:
            return Target()
        if not self._is_own(parts.netloc):
            return Target(href=href)
        page = self.pages.get(address(href)) or self._by_number(parts.query)
        if page:
            return Target(page=page)
        is_file = "/wp-content/" in parts.path
        return Target(href=href, code="file_link" if is_file else "link_left")

    def _is_own(self, host: str) -> bool:
        own = urlsplit(self.base).netloc
        return bool(host) and host.lower().removeprefix("www.") == own.lower().removeprefix("www.")

    def _by_number(self, query: str) -> int | None:
        asked = parse_qs(query)
        number = (asked.get("page_id") or asked.get("p") or [""])[0]
        return self.numbers.get(int(number)) if number.isascii() and number.isdigit() else None


def _split(href: str) -> SplitResult | None:
    """The parts of an address that has a scheme; ``None`` for what is none."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    return parts if parts.scheme else None


def address(href: str) -> str:
    """Host and path, so that what differs only by scheme, «www.», slash or fragment is the same."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/').lower()}" if not parts.query else ""
