"""The mails to authors, each in the author's own language."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Site

from accounts.models import User
from municipality import mails
from municipality.queries import of_site

from . import things
from .models import Case, Decision, Sanction
from .rules import NEEDS_RULE, Standing, Verb

QUOTED = 300  # characters of the author's own words, to know which text it is


def tell_author(decision: Decision, case: Case, look: things.Look | None, *, appealed: bool) -> None:
    """What was decided of one's text: measures, publishing, restoring, and how an appeal ended. Leaving a reported
    text as it is concerns nobody."""
    if decision.verb == Verb.KEEP and not appealed:
        return
    author = case.author
    if author is None or not author.is_active or look is None:
        return
    with override(author.language):
        fresh = things.look(decision.kind, decision.thing_id) or look
        url, button = fresh.url, _("See it on the site")
        if decision.verb in NEEDS_RULE or fresh.standing != Standing.PUBLIC:
            url, button = _decision_url(decision), _("See the decision")
        context = {
            "decision": decision,
            "title": fresh.title or fresh.about,
            "is_comment": not fresh.title,
            "quote": look.text[:QUOTED],
            "appealed": appealed,
            "rejected": decision.after == Standing.REJECTED,
            "rule": decision.get_rule_display() if decision.rule else "",
        }
    if decision.verb in NEEDS_RULE:
        template = "moderation_measure"
    elif decision.verb == Verb.KEEP:
        template = "moderation_upheld"
    else:
        template = "moderation_published"
    _send(template, author, decision.site, url=url, button=button, **context)


def tell_of_sanction(sanction: Sanction) -> None:
    _of_sanction("moderation_sanction", sanction)


def tell_of_lifting(sanction: Sanction) -> None:
    _of_sanction("moderation_lifted", sanction)


def _of_sanction(template: str, sanction: Sanction) -> None:
    person = sanction.person
    if not person.is_active:
        return
    with override(person.language):
        words = {"kind": sanction.get_kind_display(), "rule": sanction.get_rule_display()}
    _send(template, person, sanction.site, sanction=sanction, **words)


def _decision_url(decision: Decision) -> str:
    measure = decision if decision.verb in NEEDS_RULE else _measure_before(decision)
    return reverse("moderation:decision", args=[measure.uuid])


def _measure_before(decision: Decision) -> Decision:
    """The measure that a later decision left in force."""
    measures = Decision.objects.filter(kind=decision.kind, thing_id=decision.thing_id, verb__in=list(NEEDS_RULE))
    return measures.order_by("-at", "-id").first() or decision


def _send(template: str, to: User, site: Site, *, url: str = "", button: str = "", **context: object) -> None:
    with override(to.language):
        municipality = of_site(site, to.language)
    home = site.root_url + municipality.home_url
    if url:
        context |= {"url": site.root_url + url, "button": button}
    mails.send(
        municipality=municipality,
        to=to.email,
        template=template,
        language=to.language,
        context={"home": home, **context},
    )
