"""A post's text as a tree, with paragraphs where WordPress would have made them.

Two ways of writing are met: blocks (Gutenberg), which stand in comments around ready HTML, and the classic editor, which
leaves paragraphs as empty lines. Shortcodes of plug-ins are taken out, and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe", "li"),
        *("main", "menu", "nav", "noscript", "object", "ol", "p", "pre", "script", "section", "style", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio"),
    }
)
CONTAINERS = frozenset(["address", "article", "aside", "center", "div", "footer", "header", "main", "nav", "section"])
_BLOCK_COMMENT = re.compile(r"\s*(/)?wp:([a-z][a-z0-9/-]*)\s*(\{.*\}\s*)?(/)?\s*", re.S)
_SHORTCODE = re.compile(r"\[(?P<end>/)?(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:\s+[^\[\]]*|\s*=[^\[\]]*)?)/?\](?!\()")
_CAPTION = re.compile(r"\[(wp_)?caption[^\]]*\](.*?)\[/(wp_)?caption\]", re.S)
_EMBED = re.compile(r"\[embed[^\]]*\](.*?)\[/embed\]", re.S)
_LONE_ADDRESS = re.compile(r"^[ \t]*(https?://\S+)[ \t]*$", re.M)
_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")
_FORMS = re.compile(r"form|gravity|ninja|wpforms", re.I)
# Addresses alone on a line that WordPress shows as what they lead to
_EMBEDDING = (
    "youtube.",
    "youtu.be",
    "vimeo.",
    "twitter.",
    "x.com/",
    "facebook.",
    "instagram.",
    "soundcloud.",
    "spotify.",
)


@dataclass
class Text:
    """``root`` holds the tree; ``left_out`` tells what was taken out before there was one: pairs of code and params."""

    root: Tag
    left_out: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def parse(content: str) -> Text:
    """Raises RecursionError for markup nested too deeply."""
    left_out: list[tuple[str, dict[str, Any]]] = []
    is_blocks = "<!-- wp:" in content
    content = _without_shortcodes(content.replace("\r\n", "\n").replace("\r", "\n"), left_out)
    soup = BeautifulSoup(content, "html.parser")
    for comment in soup.find_all(string=lambda found: isinstance(found, PreformattedString)):
        _note_block(comment, left_out)
        comment.extract()
    if not is_blocks:
        _lines_to_paragraphs(soup, soup)
    return Text(root=soup, left_out=left_out)


def _note_block(comment: Any, left_out: list[tuple[str, dict[str, Any]]]) -> None:
    """Blocks that close at once have no HTML: their content is made when the page is shown."""
    found = _BLOCK_COMMENT.fullmatch(comment) if isinstance(comment, Comment) else None
    if found and found[4] and found[2] not in ("separator", "spacer", "more", "nextpage"):
        left_out.append(("form", {}) if _FORMS.search(found[2]) else ("block", {"name": found[2]}))


def _without_shortcodes(content: str, left_out: list[tuple[str, dict[str, Any]]]) -> str:
    """Captions become figures and embeds links; of other shortcodes the text between them stays."""
    content = _CAPTION.sub(_figure, content)
    content = _EMBED.sub(lambda found: _embedded(found[1].strip()), content)
    content = _LONE_ADDRESS.sub(
        lambda found: _embedded(found[1]) if any(host in found[1] for host in _EMBEDDING) else found[0], content
    )
    ends = {found["name"] for found in _SHORTCODE.finditer(content) if found["end"]}
    named: set[str] = set()

    def replace(found: re.Match[str]) -> str:
        name = found["name"]
        is_code = name in ends or "=" in found["rest"] or "_" in name or "-" in name or name == "gallery"
        if not is_code:
            return found[0]
        if name == "gallery":
            left_out.append(("gallery", {"number": len(re.findall(r"\d+", found["rest"]))}))
        elif not found["end"] and name not in named:
            named.add(name)
            left_out.append(("form", {}) if _FORMS.search(name) else ("shortcode", {"name": name[:60]}))
        return ""

    return _SHORTCODE.sub(replace, content)


def _figure(found: re.Match[str]) -> str:
    inner = found[2]
    picture, _sep, words = inner.rpartition(">")
    return f"<figure>{picture}><figcaption>{words}</figcaption></figure>" if picture else inner


def _embedded(url: str) -> str:
    return f'<iframe src="{url.replace(chr(34), "")}"></iframe>'


def _lines_to_paragraphs(parent: Tag, soup: BeautifulSoup) -> None:
    """What WordPress's wpautop does: empty lines part paragraphs, single ones break lines."""
    runs: list[list[Any]] = [[]]
    children: list[Any] = []
    for child in list(parent.children):
        child.extract()
        if isinstance(child, Tag) and child.name in BLOCKS:
            if child.name in CONTAINERS or child.name == "blockquote":
                _lines_to_paragraphs(child, soup)
            children += [*_as_paragraphs(runs, soup), child]
            runs = [[]]
        elif isinstance(child, NavigableString):
            first, *rest = _PARAGRAPHS.split(str(child))
            runs[-1].append(first)
            runs += [[part] for part in rest]
        else:
            runs[-1].append(child)
    for child in [*children, *_as_paragraphs(runs, soup)]:
        parent.append(child)


def _as_paragraphs(runs: list[list[Any]], soup: BeautifulSoup) -> Iterator[Tag]:
    for run in runs:
        if not any(isinstance(part, Tag) or part.strip() for part in run):
            continue
        paragraph = soup.new_tag("p")
        for part in _with_breaks(run, soup):
            paragraph.append(part)
        yield paragraph


def _with_breaks(run: list[Any], soup: BeautifulSoup) -> Iterator[Any]:
    for position, part in enumerate(run):
        if isinstance(part, Tag):
            yield part
            continue
        text = part.lstrip("\n") if position == 0 else part
        text = text.rstrip("\n") if position == len(run) - 1 else text
        for number, line in enumerate(text.split("\n")):
            if number:
                yield soup.new_tag("br")
            if line:
                yield NavigableString(line)
