"""One address for every kind of page and state that can be visited without an account: `python -m tests.e2e.kinds fi`.

Runs in the environment of a server (its database), prints JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache

from tests.e2e.server import ROOT, Server, environment

STATUS = {"page not found": 404, "search without hits": 200}


@cache
def addresses(server: Server, language: str) -> dict[str, str]:
    """Kind → path, in a language."""
    variables = {**environment(server.folder), "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    command = [sys.executable, "-m", "tests.e2e.kinds", language]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _find(language: str) -> dict[str, str]:
    from django.utils import translation

    with translation.override(language):
        return {**_pages(language), **_proposals(), **_others(language)}


def _pages(language: str) -> dict[str, str]:
    from wagtail.models import Page, get_page_models

    found = {}
    for model in get_page_models():
        live = model.objects.live().filter(locale__language_code=language, depth__gt=1)
        for kind, chosen in {"": live.filter(alias_of=None), " not translated": live.exclude(alias_of=None)}.items():
            page: Page | None = chosen.order_by("path").last()
            if page is not None and model is not Page:
                found[f"{model.__name__}{kind}"] = page.specific.get_url()
    return found


def _proposals() -> dict[str, str]:
    from participation.proposals.models import Proposal
    from participation.proposals.rules import Publication, State

    published = Proposal.objects.filter(publication=Publication.PUBLISHED)
    chosen = {f"proposal {state.value}": published.filter(state=state).first() for state in State}
    chosen["proposal withdrawn"] = Proposal.objects.filter(publication=Publication.WITHDRAWN).first()
    chosen["proposal discussed"] = published.order_by("-comment_count").first()
    chosen["proposal with place"] = published.exclude(lat=None).first()
    return {kind: proposal.get_absolute_url() for kind, proposal in chosen.items() if proposal is not None}


def _others(language: str) -> dict[str, str]:
    from django.urls import reverse

    from participation.proposals.models import Version

    listing, search = reverse("proposals:list"), reverse("search:search")
    found = {
        "proposals": listing,
        "proposals on a map": f"{listing}?view=map",
        "proposals filtered": f"{listing}?q=ranta&order=supported",
        "proposals without a match": f"{listing}?q=xyzzy",
        "write a proposal": reverse("proposals:write"),
        "councillors": reverse("council:people"),
        "sign in": reverse("account_login"),
        "search": search,
        "search with hits": f"{search}?q={'ranta' if language == 'fi' else 'strand'}",
        "search without hits": f"{search}?q=xyzzy",
        "gallery": reverse("core:gallery"),
        "mails": reverse("core:mails"),
        "page not found": f"/{language}/not-here/",
    }
    changed = Version.objects.order_by("pk").first()
    return {**found, "history": reverse("proposals:history", args=[changed.proposal_id])} if changed else found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_find(sys.argv[1])))
