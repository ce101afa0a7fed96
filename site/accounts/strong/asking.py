"""Leading to the page where one identifies, and from there back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def url_of(back: str, *, problem: str = "") -> str:
    """``back``: where to go on; ``problem``: a code of `problems.WORDS` to tell of."""
    query = {name: value for name, value in {"next": back, "problem": problem}.items() if value}
    return reverse("identification:offer") + (f"?{urlencode(query)}" if query else "")
