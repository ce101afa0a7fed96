"""Measures the councillor's desk: `python -m benchmarks.council`, in the environment of a database.

The councillor follows every theme, area and project, and single proposals up to 1 000 follows in all: nearly every
proposal is on the desk. Prints what `benchmarks.pages` does.
"""

from __future__ import annotations

import json

import django

from benchmarks.pages import measure

COUNCILLOR = "councillor@koivuranta.example"
FOLLOWS = 1_000


def follow_much() -> None:
    """Up to the number, in bulk."""
    from django.utils import timezone, translation

    from accounts.models import User
    from demo.loading import find
    from municipality.models import Area, Theme
    from participation import registry
    from participation.following.models import Follow
    from participation.proposals.models import Proposal

    user, site, now = User.objects.get(email=COUNCILLOR), find(), timezone.now()
    assert site is not None
    with translation.override("fi"):
        keys = [("project", str(project.key)) for project in registry.projects(site.pk)]
    keys += [("theme", str(theme.pk)) for theme in Theme.objects.filter(site=site)]
    keys += [("area", str(area.pk)) for area in Area.objects.filter(site=site)]
    single = Proposal.objects.of_site(site.pk).public().order_by("pk").values_list("uuid", flat=True)
    keys += [("proposal", str(uuid)) for uuid in single[: FOLLOWS - len(keys)]]
    Follow.objects.bulk_create(
        (
            Follow(site=site, kind=kind, key=key, user=user, reason="chosen", created_at=now, confirmed_at=now)
            for kind, key in keys
        ),
        ignore_conflicts=True,
    )


def addresses() -> dict[str, str]:
    from django.urls import reverse
    from django.utils import translation

    from participation.proposals.models import Proposal

    with translation.override("fi"):
        listing, paper = reverse("council:list"), reverse("council:paper")
        largest = Proposal.objects.public().order_by("-comment_count", "pk").first()
        assert largest is not None
        return {
            "councillor's desk": reverse("council:desk"),
            "councillor's list": listing,
            "councillor's list, unanswered, longest first": f"{listing}?only=unanswered&order=waited",
            "councillor's list, new, by words": f"{listing}?only=new&q=ranta",
            "councillor's list, page 1000": f"{listing}?page=1000&order=supported",
            "paper for a meeting": f"{paper}?project={largest.project_key}",
            "public page of councillors": reverse("council:people"),
        }


if __name__ == "__main__":
    django.setup()
    follow_much()
    print(json.dumps({name: measure(path, user=COUNCILLOR) for name, path in addresses().items()}))
