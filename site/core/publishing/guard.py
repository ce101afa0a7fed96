"""Pages that are published only when they are ready."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from ..pages import BasePage

BY_THE_CLOCK = "wagtail.publish.scheduled"  # what Wagtail's command logs
HELD = "raitti.publish.held"  # in the history of the page


class NotReadyError(Exception):
    """A page was not published: ``reasons`` in words, which say what is missing and where it is mended."""

    def __init__(self, page: Page, reasons: list[str]) -> None:
        super().__init__(" ".join(map(str, reasons)))
        self.page, self.reasons = page, [str(reason) for reason in reasons]


class GuardedPage(BasePage):
    """A page type that judges itself before it is published: by hand, in bulk, by a workflow, a translator, a command or
    the clock."""

    class Meta:
        abstract = True

    def why_not_publish(self) -> list[str]:
        """Reasons in words, none when it may be published with the content that it holds. A draft of a page that has a
        row: what is public is read from there."""
        raise NotImplementedError

    def why_not_stand_in(self) -> list[str]:
        """Why this public translation may not be given up for an alias of its source; none when it may."""
        return []

    def waits_for_languages(self) -> bool:
        """Whether translators get what was last saved, because it is not public before their words are there."""
        return False

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Raises NotReadyError. What has its time by the clock waits instead, until it is ready."""
        with transaction.atomic():
            Page.objects.select_for_update().get(pk=self.pk)  # what is judged stays until it is published
            reasons = revision.as_object().why_not_publish()
            if not reasons:
                return super().publish(revision, *args, **kwargs)
            if kwargs.get("log_action") != BY_THE_CLOCK:
                raise NotReadyError(self, reasons)
            _note(self, revision, reasons)
            return None


def _note(page: Page, revision: Revision, reasons: list[str]) -> None:
    """Once for each revision: the clock comes every minute."""
    if not PageLogEntry.objects.filter(page=page.pk, action=HELD, revision=revision).exists():
        log(instance=page, action=HELD, revision=revision, data={"reasons": [str(reason) for reason in reasons]})
