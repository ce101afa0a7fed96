"""The municipality's own pages in other languages, offered after what is found in the reader's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from . import registry
from .forms import Asked
from .narrowing import Narrowing
from .queries import Hit, find

MOST = 3


@dataclass(frozen=True, kw_only=True)
class Others:
    """``total``: how many there are in all, and ``url`` leads to them."""

    code: str
    hits: Sequence[Hit]
    total: int
    url: str


def other_languages(text: str, narrowing: Narrowing, shown: Sequence[Hit] = ()) -> list[Others]:
    """The best in each other language, as a reader of that language would have them, but for translations of what is
    ``shown`` already; none where the reader has chosen languages. Three queries for each."""
    if narrowing.languages:
        return []
    own = frozenset(kind for kind, source in registry.sources().items() if source.by_language)
    kinds = narrowing.kinds & own if narrowing.kinds else own
    known = {_thing(hit) for hit in shown}
    found = []
    for code, _name in settings.LANGUAGES:
        if code == narrowing.reader or not kinds:
            continue
        asked = replace(narrowing, reader=code, languages=frozenset({code}), kinds=kinds)
        results = find(text=text, narrowing=asked, limit=MOST + len(shown), exactly=True, counted=False)
        hits = [hit for hit in results.hits if _thing(hit) not in known][:MOST]
        if hits:
            url = Asked.link(q=text, language=code)
            found.append(Others(code=code, hits=hits, total=results.total, url=url))
    return found


def _thing(hit: Hit) -> tuple[str, str]:
    """The same in each language."""
    return hit.kind, hit.key or str(hit.object_id)
