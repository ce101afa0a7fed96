"""What is done in the environment of a server, by its steward: given and returned as JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation


def grant_role(address: str, role: str) -> None:
    call_command("grant_role", address, role)


def run_out() -> None:
    """Acting for somebody ends now: as if half an hour had gone."""
    from accounts.acting.models import ActingSession

    past = timezone.now() - timedelta(seconds=1)
    ActingSession.objects.filter(ended_at=None).update(started_at=past - timedelta(minutes=30), ends_at=past)


def bring_forward(page: str) -> None:
    """What waits for its time, in any language of a page, has its time now."""
    from wagtail.models import Page

    now = timezone.now()
    for one in Page.objects.filter(translation_key=Page.objects.get(pk=page).translation_key):
        for revision in one.revisions.exclude(approved_go_live_at=None):
            revision.content["go_live_at"] = now.isoformat()
            revision.approved_go_live_at = now
            revision.save(update_fields=["content", "approved_go_live_at"])


def consultation_of(slug: str) -> str:
    """The key of a consultation by the end of its address."""
    from participation.consultations.models import ConsultationPage

    return str(ConsultationPage.objects.get(slug=slug).translation_key)


def survey_of(slug: str) -> str:
    """The key of a survey by the end of its address."""
    from surveys.models import SurveyPage

    return str(SurveyPage.objects.get(slug=slug).translation_key)


def key_of(page: str) -> str:
    from wagtail.models import Page

    return str(Page.objects.get(pk=page).translation_key)


def address_of(key: str, language: str) -> str:
    """Of a page in a language."""
    from wagtail.models import Page

    return str(Page.objects.get(translation_key=key, locale__language_code=language).get_url())


def home_of(language: str) -> int:
    """The number of the front page."""
    from home.models import HomePage

    return HomePage.objects.get(locale__language_code=language).pk


def number_of(slug: str) -> int:
    """Of a page, by the end of its address."""
    from wagtail.models import Page

    return Page.objects.get(slug=slug).pk


def close_consultation(key: str) -> None:
    """As if its time had passed."""
    from participation.consultations.models import ConsultationPage

    ConsultationPage.objects.filter(translation_key=key).update(closes_at=timezone.now() - timedelta(seconds=1))


def closing_of(key: str) -> str:
    from surveys.models import SurveyPage

    return SurveyPage.objects.filter(translation_key=key).earliest("pk").closes_at.isoformat()


def set_terms(key: str, **terms: Any) -> None:
    """Of a survey, in all its languages: as if an editor had published them."""
    from surveys.models import SurveyPage

    SurveyPage.objects.filter(translation_key=key).update(**terms)


def make_every_kind() -> str:
    """A survey with a question of each type; returns its key."""
    from tests.e2e import every_kind_page

    return every_kind_page.make()


def kept_of_every_kind(key: str, mark: str) -> dict[str, Any]:
    from tests.e2e import every_kind_page

    return every_kind_page.kept(key, mark)


def offer_identification(base: str) -> None:
    """In the demonstration's municipality, by the provider at ``base``."""
    from wagtail.models import Site

    from tests.accounts.strong.oidc_provider import Provider
    from tests.accounts.strong.walking import set_up

    set_up(Site.objects.get(is_default_site=True), Provider(base))


def end_identification() -> None:
    from accounts.strong.models import Provider

    Provider.objects.all().delete()


def make_identified_survey(language: str) -> str:
    """A survey for who is strongly identified, with a picture; returns its address."""
    from tests.e2e import survey_rooms

    return survey_rooms.identified(language)


def note_searches(query: str, language: str) -> None:
    """As if three people had looked for it today, and found nothing."""
    from wagtail.models import Site

    from search.tuning.models import Tally

    site = Site.objects.get(is_default_site=True)
    fields = {"site": site, "day": timezone.localdate(), "language": language, "query": query}
    Tally.objects.get_or_create(**fields, defaults={"searches": 3, "nothing": 3})


def find_survey_rooms(language: str) -> dict[str, str]:
    """What staff see of surveys, by the state it is in."""
    from tests.e2e import survey_rooms

    return survey_rooms.staff(language)


def find_survey_editor() -> str:
    from tests.e2e import survey_rooms

    return survey_rooms.editor()


def close_survey(key: str) -> None:
    """As if its time had passed."""
    set_terms(key, closes_at=timezone.now() - timedelta(minutes=1))


def find_addresses(language: str) -> dict[str, str]:
    """One address for every kind of page and state that can be visited without an account."""
    with translation.override(language):
        from tests.e2e import survey_rooms

        return {**_pages(language), **_proposals(), **_others(language), **survey_rooms.public(language)}


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
