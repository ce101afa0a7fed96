"""What is asked when areas are uploaded, and how the outline of one area is typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import shapely
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from municipality import actions
from municipality.forms import SiteOwnedForm
from municipality.models import Area
from municipality.outlines import simplifying
from municipality.outlines.document import MAX_BYTES, too_big
from municipality.outlines.plan import guess
from municipality.outlines.reading import Feature, read


class AreaFileForm(forms.Form):
    """A GeoJSON file and, for whoever has several, the municipality."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Municipality"), empty_label=None)
    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_(
            "All areas in one file, in WGS 84 or ETRS-TM35FIN, at most 10 MB. You see what changes before it does."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data_read = b""
        field: Any = self.fields["site"]
        field.queryset = Site.objects.filter(pk__in=[site.pk for site in sites])
        field.initial = sites[0]
        if len(sites) == 1:
            field.required, field.widget = False, forms.HiddenInput()

    def clean_site(self) -> Site:
        field: Any = self.fields["site"]
        chosen: Site = self.cleaned_data["site"] or field.initial
        return chosen

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(too_big())
        self.data_read = file.read()
        read(self.data_read)
        return file


class NamesForm(forms.Form):
    """Which property of the file holds the name in each language."""

    def __init__(self, data: Any, *, properties: Sequence[str]) -> None:
        super().__init__(data)
        self.codes = [code for code, _name in settings.LANGUAGES]
        for code, language in settings.LANGUAGES:
            self.fields[code] = forms.ChoiceField(
                label=_("Name (%(language)s)") % {"language": str(language).lower()},
                choices=[("", "–"), *((name, name) for name in properties)],
                required=False,
                initial=guess(properties, code),
            )

    def chosen(self) -> dict[str, str]:
        """The property by language: as sent, else as guessed."""
        if self.is_bound and self.is_valid():
            return {code: self.cleaned_data[code] for code in self.codes}
        return {code: self.fields[code].initial for code in self.codes}


class OutlineWidget(forms.Textarea):
    """The text, and the outline as it would be drawn."""

    template_name = "municipality/widgets/outline.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["drawn"] = _Drawn.of(value)
        return context


class _Drawn:
    """What is typed, for the map component."""

    names = ""

    def __init__(self, feature: Feature) -> None:
        self.outline = simplifying.geometry_of(simplifying.drawn([feature.form])[0])

    @classmethod
    def of(cls, value: Any) -> list[_Drawn]:
        try:
            return [cls(feature) for feature in read(str(value or "").encode()).features]
        except ValidationError:
            return []


class OutlineField(forms.CharField):
    """One area as GeoJSON text: a geometry, a feature or a file with one. Cleaned, it is its form, mended, or ``None``."""

    widget = OutlineWidget

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value) if isinstance(value, dict) and value else "" if value in ({}, None) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text.strip() in {"", "{}", "null"}:
            return None
        features = read(text.encode(errors="replace")).features
        if len(features) > 1:
            raise ValidationError(_("There are several areas here. Upload them as a file instead."))
        return features[0].form

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class AreaForm(SiteOwnedForm):
    """The outline that is typed becomes the boundary; what pages draw is made of it."""

    outline = OutlineField(
        label=_("Outline"),
        required=False,
        help_text=_(
            "A GeoJSON Polygon or MultiPolygon (WGS 84 or ETRS-TM35FIN). What can be mended is mended. May be left empty."
        ),
    )

    def clean_outline(self) -> dict[str, Any]:
        """As it is drawn; when it was not changed, as it was."""
        form: shapely.Geometry | None = self.cleaned_data["outline"]
        self.given = form
        if "outline" not in self.changed_data:
            kept: dict[str, Any] = self.initial.get("outline") or {}
            return kept
        return simplifying.geometry_of(simplifying.drawn([form])[0]) if form else {}

    def save(self, commit: bool = True) -> Area:
        area: Area = super().save(commit=False)
        if commit:
            changed = "outline" in self.changed_data
            actions.save_area(area=area, user=self.for_user, outline_given=changed, form=self.given)
            self.save_m2m()
        return area
