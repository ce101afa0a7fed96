"""What the views have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from accounts.places import detour
from accounts.strong import asking
from accounts.strong import visit as identity
from accounts.strong.rules import why_not
from core.pages import Crumb, written_in
from core.refusal import Refusal

from .. import queries
from ..desk.reaching import reached
from ..engine.definition import Definition
from ..engine.flow import Answers, Walk, walk
from ..making import as_saved
from ..models import Draft, Version
from ..present import Teller
from ..queries import Survey
from ..quotas import FULL, WHOLE, Pair, judged
from ..rules import DRAFT_DAYS, Audience, Way, why_not_answer

P = ParamSpec("P")
NEXT, BACK, LATER = "next", "back", "later"
COOKIE_DAYS = 400  # that a browser remembers it has answered


def private(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For pages whose address is a key: it is told to no other site and kept in no cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(guarded)


@dataclass(frozen=True)
class Visit:
    """Somebody with a draft."""

    survey: Survey
    draft: Draft
    link: str
    definition: Definition

    @cached_property
    def full(self) -> frozenset[Pair]:
        """What takes no more answers on the web."""
        return queries.full(self.survey, self.draft.response) if self.draft.way == Way.WEB else frozenset()

    @property
    def why_not_send(self) -> Refusal | None:
        if self.draft.way != Way.WEB:
            return None
        if WHOLE in self.full:
            return FULL
        return why_not_answer(self.survey.terms, timezone.now())

    def walk(self, answers: Answers | None = None) -> Walk:
        walked = walk(self.definition, self.draft.answers if answers is None else answers)
        return judged(walked, self.definition, self.full)

    def teller(self, walked: Walk) -> Teller:
        return Teller(definition=self.definition, walked=walked, language=self.survey.language)

    def url(self, page_id: str) -> str:
        return reverse("surveys:step", args=[self.link, page_id])

    def waits_for_sign_in(self, request: HttpRequest) -> bool:
        """Whether the answers cannot be sent before somebody has signed in. Those that are changed come by their link."""
        asks = self.survey.terms.audience == Audience.ACCOUNT and not self.draft.response_id
        return asks and self.draft.way == Way.WEB and not request.user.is_authenticated

    def waits_for_identity(self, request: HttpRequest) -> bool:
        """Whether somebody has to identify strongly first."""
        return self._asks_identity and identity.fact(request) is None

    def why_not_person(self, request: HttpRequest) -> Refusal | None:
        """Why the survey is not for who is strongly identified now, if so."""
        fact = identity.fact(request) if self._asks_identity else None
        return why_not(fact, self.survey.terms.limits) if fact else None

    @property
    def _asks_identity(self) -> bool:
        asks = self.survey.terms.audience == Audience.STRONG and not self.draft.response_id
        return asks and self.draft.way == Way.WEB

    @property
    def review_url(self) -> str:
        return reverse("surveys:review", args=[self.link])


def answered_cookie(key: UUID) -> str:
    """The cookie that says that this browser has answered, and nothing else."""
    return f"answered-{key.hex[:12]}"


def remember(request: HttpRequest, response: HttpResponse, survey: Survey) -> None:
    """That this browser has answered, where each answers once."""
    if survey.terms.once_a_browser:
        age, secure = COOKIE_DAYS * 24 * 3600, request.is_secure()
        response.set_cookie(answered_cookie(survey.key), "1", max_age=age, httponly=True, samesite="Lax", secure=secure)


def sign_in(request: HttpRequest, url: str) -> HttpResponse:
    """To sign in, and from there to ``url``. What was answered waits in its draft."""
    messages.info(request, _("What you have answered is kept. Sign in, and you go on where you were."))
    return detour(request, url)


def identify(request: HttpRequest, url: str) -> HttpResponse:
    """To identify strongly, and from there to ``url``."""
    messages.info(request, _("What you have answered is kept. Identify yourself, and you go on where you were."))
    return HttpResponseRedirect(asking.url_of(url))


def first(request: HttpRequest, found: Visit, url: str) -> HttpResponse | None:
    """What has to be done before the answers can be sent, if anything, and from there on to ``url``."""
    if found.waits_for_sign_in(request):
        return sign_in(request, url)
    return identify(request, url) if found.waits_for_identity(request) else None


def site_of(request: HttpRequest) -> Site:
    """The municipality of this address. Raises Http404 where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def survey_or_404(request: HttpRequest, key: UUID) -> Survey:
    survey = queries.survey(site_of(request), key)
    if survey is None:
        raise Http404
    return survey


def visit(request: HttpRequest, link: str) -> Visit | None:
    """``None`` for a link that leads to nothing any more. Raises Http404 when the survey is not public; tests and papers
    are staff's own."""
    draft = queries.draft(link)
    if draft is None:
        return None
    if draft.way != Way.WEB:
        reached(request.user, draft.survey_key)
    survey = _tried(draft) if draft.way == Way.TEST else survey_or_404(request, draft.survey_key)
    return Visit(survey, draft, link, draft.definition)


def _tried(draft: Draft) -> Survey:
    """A survey as it was last saved, in the reader's language where there is one."""
    by_language = {page.locale.language_code: page for page in as_saved(draft.survey_key)}
    source = by_language[settings.LANGUAGE_CODE]
    version = Version(survey_key=draft.survey_key, definition=draft.trial)
    return Survey(page=by_language.get(get_language() or "", source), source=source, version=version)


def frame(survey: Survey, way: str = Way.WEB) -> dict[str, Any]:
    """What every page of answering shows around the questions. ``way``: a banner tells of a test and of a paper."""
    page = survey.page
    language = written_in(page)
    crumbs = [
        Crumb(title=_("Front page"), url=reverse("wagtail_serve", args=[""]), language=get_language() or ""),
        Crumb(title=page.title, url=page.url or "", language=language),
    ]
    return {
        "survey": survey,
        "way": way,
        "survey_page": page,
        "crumbs": crumbs,
        "draft_days": DRAFT_DAYS,
        "content_language": language,
        "is_fallback": language != get_language(),
    }
