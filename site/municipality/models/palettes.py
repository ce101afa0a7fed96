"""A town's two palettes, light and dark, that are refused when they cannot be read."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from municipality import colours


def colour(mode: str, name: str) -> models.CharField[str, str]:
    """One colour of a palette, ``#rrggbb``."""
    label = format_lazy(
        "{name} ({mode})", name=colours.LABELS[name], mode=_("light screen") if mode == "light" else _("dark screen")
    )
    return models.CharField(label, max_length=7, default=colours.DEFAULTS[mode][name])


class Palettes(models.Model):
    light_brand = colour("light", "brand")
    light_brand_soft = colour("light", "brand_soft")
    light_on_brand = colour("light", "on_brand")
    light_now = colour("light", "now")
    light_now_deep = colour("light", "now_deep")
    light_now_soft = colour("light", "now_soft")
    light_paper = colour("light", "paper")
    dark_brand = colour("dark", "brand")
    dark_brand_soft = colour("dark", "brand_soft")
    dark_on_brand = colour("dark", "on_brand")
    dark_now = colour("dark", "now")
    dark_now_deep = colour("dark", "now_deep")
    dark_now_soft = colour("dark", "now_soft")
    dark_paper = colour("dark", "paper")

    class Meta:
        abstract = True

    @property
    def palettes(self) -> dict[str, dict[str, str]]:
        return {
            mode: {name: getattr(self, f"{mode}_{name}").lower() for name in colours.NAMES} for mode in colours.MODES
        }

    def clean(self) -> None:
        """Raises ValidationError at each colour that is none, or that cannot be read with another."""
        super().clean()
        errors: dict[str, list[ValidationError]] = {}
        for mode, palette in self.palettes.items():
            broken = [name for name, value in palette.items() if not colours.HEX.match(value)]
            for name in broken:
                errors[f"{mode}_{name}"] = [
                    ValidationError(_now("Write a colour as # and six digits or letters a–f, for example #0f3a44."))
                ]
            for weak in [] if broken else colours.weak_pairs(mode, palette):
                errors.setdefault(f"{mode}_{weak.field}", []).append(_weak_error(weak))
        if errors:
            raise ValidationError(errors)


def _weak_error(weak: colours.Weak) -> ValidationError:
    return ValidationError(
        _now("Too little contrast between “%(front)s” and “%(back)s”: %(ratio)s:1, at least %(least)s:1 is needed."),
        params={
            "front": colours.LABELS[weak.front],
            "back": colours.LABELS[weak.back],
            "ratio": f"{int(weak.ratio * 10) / 10:.1f}".replace(".", ","),
            "least": f"{colours.TEXT:.1f}".replace(".", ","),
        },
        code="contrast",
    )
