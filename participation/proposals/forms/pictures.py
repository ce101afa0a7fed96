"""Pictures within the proposal form: a file and its words belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.pictures import CleanPicture, clean_picture

from ..models import Picture
from ..rules import PICTURES

ALT_MISSING = _("Tell in words what the picture shows, for those who do not see it.")
ALT_LONG = _("Shorten the description to %(limit_value)s characters.")
ALT_LENGTH = 200


@dataclass(frozen=True)
class NewPicture:
    """What came in a slot."""

    slot: int
    picture: CleanPicture
    alt: str


class PictureFields(forms.Form):
    """Slots ``picture_1…`` with ``alt_1…`` for new pictures; ``alt_of_ID`` and ``remove_ID`` for those kept."""

    kept_pictures: list[Picture]
    new_pictures: list[NewPicture]

    def add_picture_fields(self, kept: Sequence[Picture]) -> None:
        self.kept_pictures, self.new_pictures = [], []
        for picture in kept:
            self._keep(picture, picture.alt)
        for slot in range(1, PICTURES - len(kept) + 1):
            self.fields[f"picture_{slot}"] = forms.FileField(
                required=False,
                label=_("Picture"),
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
                error_messages={"empty": _("The file is empty. Choose another.")},
            )
            self.fields[f"alt_{slot}"] = _alt_field()

    def clean_pictures(self) -> None:
        """Decode what came; put errors where they belong. A good picture whose words are missing is kept all the
        same, so that it need not be chosen again."""
        for name in [name for name in self.fields if name.startswith("picture_")]:
            file, alt_name = self.cleaned_data.get(name), name.replace("picture_", "alt_")
            if not file:
                continue
            try:
                picture = clean_picture(file, file.size)
            except ValidationError as error:
                self.add_error(name, error)
                continue
            alt = self.cleaned_data.get(alt_name, "")
            self.new_pictures.append(NewPicture(int(name.removeprefix("picture_")), picture, alt))
            if not alt and alt_name not in self.errors:
                self.add_error(alt_name, ALT_MISSING)
        for picture_row in self.kept_pictures:
            name = f"alt_of_{picture_row.pk}"
            if (
                not self.cleaned_data.get(f"remove_{picture_row.pk}")
                and not self.cleaned_data.get(name)
                and name not in self.errors
            ):
                self.add_error(name, ALT_MISSING)

    def show_as_saved(self, added: Sequence[Picture]) -> None:
        """For showing the form again once its pictures are saved: what was removed is gone; what came stands among
        the kept, with its words and what is wrong in them. ``added``: the rows of `new_pictures`, in their order."""
        self.kept_pictures = [picture for picture in self.kept_pictures if picture.pk is not None]
        for new, row in zip(self.new_pictures, added, strict=True):
            slot_alt = f"alt_{new.slot}"
            self._keep(row, self.data.get(slot_alt, ""))
            if faults := self.errors.pop(slot_alt, None):
                self.add_error(f"alt_of_{row.pk}", list(faults))
            del self.fields[f"picture_{new.slot}"], self.fields[slot_alt]

    def _keep(self, picture: Picture, words: str) -> None:
        """Fields for a kept picture. A form that was opened before the picture was kept sends no words for it."""
        name = f"alt_of_{picture.pk}"
        self.kept_pictures.append(picture)
        self.fields[name] = _alt_field(picture.alt)
        self.fields[f"remove_{picture.pk}"] = forms.BooleanField(required=False, label=_("Remove this picture"))
        if self.is_bound and name not in self.data:
            data: Any = self.data
            data = data.copy()
            data[name] = words
            self.data = data

    @property
    def kept(self) -> list[dict[str, Any]]:
        """Each kept picture with its fields, to be shown together."""
        return [
            {"picture": picture, "alt": self[f"alt_of_{picture.pk}"], "remove": self[f"remove_{picture.pk}"]}
            for picture in self.kept_pictures
        ]

    @property
    def slots(self) -> list[dict[str, Any]]:
        """The fields of each new picture; ``open`` when something is wrong there."""
        numbers = [name.removeprefix("picture_") for name in self.fields if name.startswith("picture_")]
        slots = [(self[f"picture_{number}"], self[f"alt_{number}"]) for number in numbers]
        return [{"picture": file, "alt": alt, "open": bool(file.errors or alt.errors)} for file, alt in slots]

    def removed_pictures(self) -> list[Picture]:
        return [picture for picture in self.kept_pictures if self.cleaned_data.get(f"remove_{picture.pk}")]

    def described_pictures(self) -> list[tuple[Picture, str]]:
        """Kept pictures whose words changed."""
        changed: list[tuple[Picture, Any]] = [
            (p, self.cleaned_data.get(f"alt_of_{p.pk}", p.alt)) for p in self.kept_pictures
        ]
        return [(picture, alt) for picture, alt in changed if alt and alt != picture.alt]


def _alt_field(initial: str = "") -> forms.CharField:
    return forms.CharField(
        required=False,
        initial=initial,
        label=_("What does the picture show?"),
        help_text=_("Needed with every picture, for those who do not see it."),
        max_length=ALT_LENGTH,
        error_messages={"max_length": ALT_LONG},
    )
