"""Reading surveys. Each call costs a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.images.models import Image
from wagtail.models import Site

from core.pages import open_to_all, written_in
from municipality.models import Area

from .codes import tidy
from .engine.definition import Definition, Question
from .engine.serial import from_json
from .kept import Kept, asked, kept
from .links import hash_of, hash_of_code, mark_of, mark_of_person
from .models import (
    Code,
    CodeBatch,
    CodeLetter,
    Contact,
    Draft,
    Draw,
    Mailing,
    OwnDraft,
    Quota,
    Raffle,
    Response,
    SurveyPage,
    TookPart,
    Version,
)
from .quotas import Pair, pairs_of
from .rules import CodeState, Terms


@dataclass(frozen=True)
class Survey:
    """A public survey: ``page`` to show the reader, ``source`` whose terms rule, ``version`` that is asked now."""

    page: SurveyPage
    source: SurveyPage
    version: Version

    @property
    def key(self) -> UUID:
        return self.source.translation_key

    @property
    def terms(self) -> Terms:
        return self.source.terms

    @property
    def language(self) -> str:
        """The language that its questions are shown in."""
        return written_in(self.page)

    @cached_property
    def definition(self) -> Definition:
        return from_json(self.version.definition)

    @property
    def takes_files(self) -> bool:
        return any(question.kind == "file" for question in self.definition.questions())

    @cached_property
    def areas(self) -> list[Area]:
        """The ground of its maps. One query, for whoever asks."""
        return list(Area.objects.filter(site_id=self.version.site_id))

    @cached_property
    def kept(self) -> Kept:
        """Some queries, where addresses or files are asked for."""
        kinds = asked(self.definition, raffled=self.raffle.question if self.raffle else "")
        site = self.source.get_site() if kinds else None
        return kept(kinds, site=site, project_key=self.source.project_key, now=timezone.now()) if site else Kept()

    @cached_property
    def is_mailed(self) -> bool:
        """One query, of surveys with codes."""
        return is_mailed(self.key)

    @cached_property
    def raffle(self) -> Raffle | None:
        """One query."""
        return raffle(self.key)


def survey(site: Site, key: UUID) -> Survey | None:
    """Two queries; ``None`` for one that is not public in this municipality."""
    found = list(_versions(open_to_all(SurveyPage.objects.live().filter(translation_key=key))))
    version = Version.objects.filter(survey_key=key, site=site).order_by("-number").first()
    return _survey(found, version)


def survey_of(page: SurveyPage) -> Survey | None:
    """Of a page that is being shown. Two queries at most."""
    version = Version.objects.filter(survey_key=page.translation_key).order_by("-number").first()
    source = page
    if page.locale.language_code != settings.LANGUAGE_CODE:
        source = (
            _versions(SurveyPage.objects.filter(translation_key=page.translation_key)).filter(_SOURCE).first() or page
        )
    return _survey([page, source], version)


_SOURCE = Q(locale__language_code=settings.LANGUAGE_CODE)


def _versions(pages: Any) -> Any:
    return pages.select_related("locale", "alias_of__locale")


def _survey(pages: Sequence[SurveyPage], version: Version | None) -> Survey | None:
    by_language = {page.locale.language_code: page for page in pages}
    source = by_language.get(settings.LANGUAGE_CODE)
    if source is None or version is None:
        return None
    return Survey(page=by_language.get(get_language() or "", source), source=source, version=version)


def open_in(projects: Collection[UUID], now: datetime, site_id: int | None = None) -> list[SurveyPage]:
    """Public surveys of projects that can be answered now, in the reader's language; with ``site_id`` also those of a
    municipality that belong to no project. One query."""
    wanted = Q(project_key__in=projects)
    if site_id is not None:
        own = Version.objects.filter(site_id=site_id).values("survey_key")
        wanted |= Q(project_key=None, translation_key__in=own)
    pages = SurveyPage.objects.live().filter(wanted, locale__language_code=get_language())
    pages = pages.filter(Q(opens_at=None) | Q(opens_at__lte=now), Q(closes_at=None) | Q(closes_at__gt=now))
    return _versions(open_to_all(pages)).defer_streamfields().order_by("closes_at", "pk")


def of_project(key: UUID) -> list[SurveyPage]:
    """Public surveys of a project, the newest first, in the reader's language. One query."""
    pages = SurveyPage.objects.live().filter(project_key=key, locale__language_code=get_language())
    return list(_versions(open_to_all(pages)).defer_streamfields().order_by("-first_published_at", "-pk"))


def version_that_asked(keys: Collection[UUID], questions: Collection[str]) -> Version | None:
    """The newest version of any of the surveys that asks all these questions, whether or not it is public. One query."""
    versions = Version.objects.filter(survey_key__in=keys).order_by("-made_at", "-pk")
    wanted = set(questions)
    return next((one for one in versions if wanted <= from_json(one.definition).by_id.keys()), None)


def pictures(questions: Iterable[Question]) -> Mapping[int, Image]:
    """The pictures of questions by id, with their renditions. Two queries, none without pictures."""
    wanted = {question.picture for question in questions if question.picture}
    return Image.objects.prefetch_renditions().in_bulk(wanted) if wanted else {}


def newest(survey_key: UUID) -> Version | None:
    """What is asked now. One query."""
    return Version.objects.filter(survey_key=survey_key).order_by("-number").first()


def draft(link: str) -> Draft | None:
    """The unfinished response under a link. One query."""
    hashed = hash_of(link)
    drafts = Draft.objects.select_related("version", "response", "code")
    return drafts.filter(Q(link_hash=hashed) | Q(own__link_hash=hashed)).first()


def own_drafts(user_id: int) -> QuerySet[OwnDraft]:
    """Unfinished responses that an account keeps on its page."""
    return OwnDraft.objects.filter(user=user_id).select_related("draft__version").order_by("draft__saved_on", "pk")


def response(link: str) -> Response | None:
    """The response that a link changes. One query."""
    return Response.objects.select_related("version").filter(edit_hash=hash_of(link)).first()


def code(survey_key: UUID, typed: str) -> Code | None:
    """The code that was typed for a survey. One query."""
    return Code.objects.filter(hash=hash_of_code(survey_key, tidy(typed))).first()


def took_part(survey_key: UUID, user_id: int | None) -> bool:
    """Whether an account has answered. One query; none without an account."""
    return user_id is not None and TookPart.objects.filter(mark=mark_of(survey_key, user_id)).exists()


def person_took_part(survey_key: UUID, person: str) -> bool:
    """Whether who is strongly identified has answered. One query."""
    return TookPart.objects.filter(mark=mark_of_person(survey_key, person)).exists()


def parts_of(user_id: int) -> QuerySet[TookPart]:
    """The marks of an account, found by trying each survey that has any."""
    keys = TookPart.objects.order_by("survey_key").values_list("survey_key", flat=True).distinct()
    return TookPart.objects.filter(mark__in=[mark_of(key, user_id) for key in keys])


def batches(survey_key: UUID) -> QuerySet[CodeBatch]:
    """With how many of the codes are ``used`` and ``unused``."""
    return (
        CodeBatch.objects.filter(survey_key=survey_key)
        .select_related("mailing")
        .annotate(
            used=Count("codes", filter=Q(codes__state=CodeState.USED)),
            unused=Count("codes", filter=Q(codes__state=CodeState.UNUSED)),
        )
    )


def numbers(survey_key: UUID) -> dict[str, int]:
    """How many responses came each way. One query."""
    rows = Response.objects.filter(survey_key=survey_key).values_list("way").order_by("way").annotate(Count("pk"))
    return dict(rows)


def quotas(survey_key: UUID) -> QuerySet[Quota]:
    return Quota.objects.filter(survey_key=survey_key)


def is_mailed(survey_key: UUID) -> bool:
    """Whether codes of a survey were sent by mail. One query."""
    return Mailing.objects.filter(batch__survey_key=survey_key).exists()


def mail_numbers(mailing: Mailing) -> dict[str, int]:
    """How the invitations of a mailing fare. Two queries."""
    state = CodeLetter.State
    letters = CodeLetter.objects.filter(recipient__mailing=mailing, number=0)
    people = mailing.recipients.aggregate(recipients=Count("pk"), stopped=Count("pk", filter=Q(stopped=True)))
    return people | letters.aggregate(
        sent=Count("pk", filter=Q(state=state.SENT)),
        waiting=Count("pk", filter=Q(state=state.WAITING)),
        refused=Count("pk", filter=Q(state__in=[state.REFUSED, state.GIVEN_UP])),
    )


def refused_letters(mailing: Mailing) -> list[CodeLetter]:
    """Those that their receivers' servers did not take, with the addresses. One query."""
    unsent = [CodeLetter.State.REFUSED, CodeLetter.State.GIVEN_UP]
    rows = CodeLetter.objects.filter(recipient__mailing=mailing, number=0, state__in=unsent)
    return list(rows.select_related("recipient").order_by("recipient__email"))


def raffle(survey_key: UUID) -> Raffle | None:
    """One query."""
    return Raffle.objects.filter(survey_key=survey_key).first()


def draws(raffle: Raffle) -> list[Draw]:
    """The newest first, with their places and addresses. Three queries."""
    return list(raffle.draws.prefetch_related("prizes__contact"))


def given_addresses(survey_key: UUID, question: str) -> int:
    """How many contacts a question has gathered. One query."""
    return Contact.objects.filter(survey_key=survey_key, question=question).count()


def full(survey: Survey, response: Response | None = None) -> frozenset[Pair]:
    """What takes no more answers; what a response has a place in already takes it again. One query."""
    found = {quota.pair for quota in quotas(survey.key) if quota.is_full}
    return frozenset(found - pairs_of(survey.definition, response.answers) if found and response else found)
