"""How the index of the search is: what the last sending met, so that nothing is asked that hangs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.health import Finding, Step, longest_wait

from .engines.elasticsearch.building import ALIVE
from .engines.elasticsearch.client import is_chosen
from .models import Change, Replica

LATE = timedelta(minutes=2)  # that a change may wait: the clock sends every few seconds


def finding() -> Finding:
    if not is_chosen():
        return Finding(True, (_("The database answers searches."),))
    replica = Replica.objects.first()
    if replica is None or replica.built_at is None:
        return _without_index(replica)
    waiting = Change.objects.filter(refused="")
    number, refused = waiting.count(), Change.objects.exclude(refused="").count()
    oldest = waiting.order_by("pk").values_list("made_at", flat=True).first()
    is_late = oldest is not None and timezone.now() - oldest > LATE
    facts = [
        *(_away(replica) if replica.problem else [_("Elasticsearch answers searches.")]),
        ngettext("%(number)s change waits to be sent.", "%(number)s changes wait to be sent.", number)
        % {"number": number},
        *longest_wait(oldest),
    ]
    if refused:
        facts.append(
            ngettext(
                "%(number)s change is refused by Elasticsearch.",
                "%(number)s changes are refused by Elasticsearch.",
                refused,
            )
            % {"number": refused}
        )
    steps = _when_away(replica.problem) if replica.problem else [*_when_late(is_late), *_when_refused(refused)]
    return Finding(not steps, tuple(facts), tuple(steps))


def _without_index(replica: Replica | None) -> Finding:
    answers = _("The database answers searches.")
    if replica and replica.building_at and timezone.now() - replica.building_at < ALIVE:
        return Finding(True, (answers, _("The index of Elasticsearch is being built.")))
    told = _away(replica) if replica and replica.problem else [answers]
    own = Step(
        _("The index is made by itself in a few minutes. Otherwise make it:"), "manage.py rebuild_search --index"
    )
    steps = _when_away(replica.problem) if replica and replica.problem else []
    return Finding(False, (*told, _("Elasticsearch has no index yet.")), (*steps, own))


def _away(replica: Replica) -> list[str]:
    since = replica.problem_since
    answers = _("The database answers searches instead of Elasticsearch.")
    if since:
        local = timezone.localtime(since)
        answers = _("The database has answered searches instead of Elasticsearch since %(day)s at %(time)s.") % {
            "day": date_format(local, "j.n.Y"),
            "time": date_format(local, "H.i"),
        }
    return [answers, _("What was met: %(problem)s.") % {"problem": replica.problem}]


def _when_away(problem: str) -> list[Step]:
    """The cause is told by the beginning of what was met: the code of an answer, or the name of a fault."""
    if problem.startswith(("401", "403")):
        cause = _("Elasticsearch does not let us in: see that the key is valid and may write to the index.")
    elif problem.startswith("429"):
        cause = _("Elasticsearch has too much to do. If it does not pass by itself, give it more nodes or memory.")
    elif problem.startswith("Tls"):
        cause = _("The certificate of Elasticsearch is not trusted: see which authority has signed it, and until when.")
    else:
        cause = _("See that the nodes of Elasticsearch run and that this server reaches them.")
    return [
        Step(cause),
        Step(_("Nothing is lost: what waits is sent by itself, in order, once Elasticsearch answers again.")),
        Step(_("If the search then finds something wrongly, mend the index:"), "manage.py search_check --mend"),
    ]


def _when_late(is_late: bool) -> Iterator[Step]:
    if is_late:
        yield Step(
            _("Nothing has been sent for minutes. See that the server runs whole, or send the changes:"),
            "manage.py send_search",
        )


def _when_refused(refused: int) -> Iterator[Step]:
    if refused:
        yield Step(
            _("The database answers for what is refused. Send it again, with all that differs:"),
            "manage.py search_check --mend",
        )
        yield Step(_("If it is refused again, make the index anew:"), "manage.py rebuild_search --index")
