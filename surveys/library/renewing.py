"""Questions as an editor's form saves them, made anew for another survey: pure."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

Raw = dict[str, Any]
ByLanguage = Mapping[str, Sequence[Raw]]  # the same blocks, with the same ids, in each language


def renewed(blocks: ByLanguage, *, codes: Collection[str]) -> dict[str, list[Raw]]:
    """The blocks with ids of their own, in every language the same. Conditions follow their questions; those about
    questions that do not come along are left out, and so are jumps. Short names among ``codes`` get a number."""
    every = [block for found in blocks.values() for block in found]
    ids = {old: str(uuid.uuid4()) for old in _ids(every)}
    names = _names([block["value"].get("code") or "" for block in next(iter(blocks.values()), [])], codes)
    return {language: [_block(block, ids, names) for block in found] for language, found in blocks.items()}


def _ids(part: Any) -> Iterator[str]:
    """Of blocks and of items of lists."""
    if isinstance(part, dict):
        if "id" in part and "value" in part:
            yield part["id"]
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _ids(one)


def _names(own: Sequence[str], taken: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in filter(None, own):
        fresh, number = name, 2
        while fresh in taken or fresh in found.values():
            fresh, number = f"{name[:36]}_{number}", number + 1
        found[name] = fresh
    return found


def _block(block: Raw, ids: Mapping[str, str], names: Mapping[str, str]) -> Raw:
    value = _anew(block["value"], ids, names)
    if "code" in value:
        value["code"] = names.get(value["code"] or "", value["code"])
    return {"type": block["type"], "id": ids[block["id"]], "value": value}


def _anew(part: Any, ids: Mapping[str, str], names: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        return re.sub(r"\{(\w+)\}", lambda found: "{" + names.get(found[1], found[1]) + "}", part)
    if isinstance(part, list):
        return [_anew(one, ids, names) for one in part]
    if not isinstance(part, dict):
        return part
    found = {name: _anew(one, ids, names) for name, one in part.items()}
    if "id" in found and "value" in found:
        found["id"] = ids[part["id"]]
    if "clauses" in found:
        found["clauses"] = [one for clause in part["clauses"] if (one := _clause(clause, ids))]
    return {**found, "jumps": []} if "jumps" in found else found


def _clause(clause: Raw, ids: Mapping[str, str]) -> Raw | None:
    value = clause["value"]
    if value["question"] not in ids:
        return None
    chosen = [":".join(ids.get(part, part) for part in one.split(":")) for one in (value["values"] or "").split()]
    fresh = {**value, "question": ids[value["question"]], "values": " ".join(chosen)}
    return {**clause, "id": ids[clause["id"]], "value": fresh}
