"""What the package and the deletion of somebody with 10 000 supports and 1 000 comments cost: `python -m benchmarks.own_data`
in a database made for it (RAITTI_VAR)."""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

SUPPORTS, COMMENTS = 10_000, 1_000


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone
    from wagtail.models import Site

    from accounts.models import User
    from accounts.personal.actions import finish, leave
    from accounts.personal.package import JOB, run
    from core.jobs.models import Job
    from core.jobs.running import Work
    from participation.comments.models import Comment
    from participation.proposals.models import Proposal, Support

    site = Site.objects.get(is_default_site=True)
    person = User.objects.create_user(f"mittaaja{time.time_ns()}@koivuranta.example", display_name="Mittaaja")
    template = Proposal.objects.filter(publication="published").first()
    assert template
    now = timezone.now()
    same = {"site": site, "project_key": template.project_key, "language": "fi", "theme": template.theme}
    made = Proposal.objects.bulk_create(
        (
            Proposal(
                title=f"Mitta {n}",
                body="x" * 400,
                publication="published",
                published_at=now,
                support_count=1,
                comment_count=1,
                **same,
            )
            for n in range(SUPPORTS)
        ),
        batch_size=500,
    )
    Support.objects.bulk_create((Support(proposal=one, user=person) for one in made), batch_size=500)
    Comment.objects.bulk_create(
        Comment(
            site=site,
            target_kind="proposal",
            target_id=one.pk,
            author=person,
            language="fi",
            body="Hyvä.",
            created_at=now,
        )
        for one in made[:COMMENTS]
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    begun = time.perf_counter()
    run(Work(Job.objects.create(kind=JOB, title="Mitta", user=person, site=site, language="fi")))
    packed = time.perf_counter() - begun
    departure = leave(user=person, site=site, supports="stay", texts=sys.argv[1] if sys.argv[1:] else "go", now=now)
    begun = time.perf_counter()
    assert finish(departure_id=departure.pk, now=now)
    gone = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"package {packed:.1f} s, deletion {gone:.1f} s, memory {before} → {after} MB")


if __name__ == "__main__":
    main()
