"""A small reader and writer of CSS: enough to leave out what no page uses, and to write the rest short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^)\"']*\)|[(){};,]|[^(){};,\"'/u]+|.", re.S
)
_CUSTOM = re.compile(r"(--[\w-]+)\s*:")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass
class Rule:
    """``prelude { children }``; a declaration is a plain string among the children."""

    prelude: str
    children: list[Rule | str] = field(default_factory=list)


def parse(text: str) -> list[Rule | str]:
    """The rules and declarations of a stylesheet. Raises ValueError when the braces do not match."""
    root = Rule("")
    stack, part, depth = [root], "", 0
    for token in _TOKEN.findall(text):
        if token.startswith("/*"):
            continue
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth or token not in "{};":
            part += token
        elif token == "{":
            rule = Rule(_short(part))
            stack[-1].children.append(rule)
            stack.append(rule)
            part = ""
        else:
            if part.strip():
                stack[-1].children.append(_short(part))
            part = ""
            if token == "}":
                stack.pop()
    if len(stack) != 1:
        raise ValueError("unbalanced braces")
    return root.children


def _short(text: str) -> str:
    """White space as a browser needs it."""
    text = re.sub(r"\s+", " ", text.strip())
    text = re.sub(r"\s*([,{}])\s*", r"\1", text)
    return re.sub(r"^([\w-]+)\s*:\s*", r"\1:", text)


def write(nodes: list[Rule | str]) -> str:
    return ";".join(_pieces(nodes)).replace("};", "}")


def _pieces(nodes: list[Rule | str]) -> Iterator[str]:
    for node in nodes:
        yield node if isinstance(node, str) else f"{node.prelude}{{{write(node.children)}}}"


def selectors(prelude: str) -> list[str]:
    """A selector list in its parts; commas within parentheses and brackets do not count."""
    parts, depth = [""], 0
    for letter in prelude:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def keep_selectors(nodes: list[Rule | str], wanted: Callable[[str], bool]) -> list[Rule | str]:
    """Leave out the selectors that nobody wants, and rules that are left with none or are empty."""
    kept: list[Rule | str] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
            continue
        prelude = node.prelude
        if not prelude.startswith("@"):
            prelude = ",".join(part for part in selectors(prelude) if wanted(part))
        children = keep_selectors(node.children, wanted)
        if prelude and children:
            kept.append(Rule(prelude, children))
    return kept


def drop_unused_properties(nodes: list[Rule | str], keep: frozenset[str] = frozenset()) -> list[Rule | str]:
    """Leave out custom properties that no ``var()`` reads; again until none is left. ``keep``: read elsewhere."""
    while True:
        text = write(nodes)
        used = set(_USED.findall(text)) | keep
        if set(_CUSTOM.findall(text)) <= used:
            return nodes
        nodes = _without(nodes, used)


def _without(nodes: list[Rule | str], used: set[str]) -> list[Rule | str]:
    kept: list[Rule | str] = []
    for node in nodes:
        if isinstance(node, Rule):
            children = _without(node.children, used)
            if children:
                kept.append(Rule(node.prelude, children))
        elif not (match := _CUSTOM.match(node)) or match[1] in used:
            kept.append(node)
    return kept
