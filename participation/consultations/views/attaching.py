"""Files on the form of an opinion: kept before anything else of it is looked at, so that an error loses none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils import timezone

from core import guard

from .. import actions, files
from ..models import OpinionFile
from ..queries import Consultation
from ..rules import UNFINISHED_DAYS

WAIT = timedelta(days=1)  # of what was to be sent, and was not


@dataclass(frozen=True, kw_only=True)
class Attached:
    """``refused``: a sentence for each file that was not taken."""

    files: list[OpinionFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def limits(self) -> dict[str, object]:
        return {"most": files.most(), "largest": files.largest(), "accept": files.ACCEPT}


def uuid_of(value: object) -> UUID:
    """The form's own name for the opinion; a new one where it is none."""
    try:
        return UUID(str(value))
    except ValueError:
        return uuid4()


def waiting(found: Consultation, uuid: object) -> Attached:
    """What was kept for a form that is shown again later. One query."""
    rows = OpinionFile.objects.filter(consultation_key=found.key, uuid=uuid_of(uuid), opinion=None)
    return Attached(files=list(rows))


def attach(request: HttpRequest, found: Consultation, uuid: UUID, *, stays: bool) -> Attached:
    """Keep what the form brought beside what is still ticked. A form without the field changes nothing, nor does a machine.
    ``stays``: as long as what is saved to go on with later."""
    if "attaches" not in request.POST or request.POST.get(guard.TRAP, "").strip():
        return waiting(found, uuid)
    if request.FILES and (refusal := guard.why_not(request, "draft")):
        return Attached(files=waiting(found, uuid).files, refused=[str(refusal)])
    kept = request.POST.getlist("kept")
    there = sum(row.key in kept for row in waiting(found, uuid).files)
    brought = files.bring(request.FILES.getlist("files"), kept=there)
    rows = actions.keep_files(
        site=found.site,
        consultation_key=found.key,
        uuid=uuid,
        kept=kept,
        taken=brought.taken,
        until=timezone.now() + (timedelta(days=UNFINISHED_DAYS + 1) if stays else WAIT),
    )
    return Attached(files=rows, refused=brought.refused)
