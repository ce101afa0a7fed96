"""Pictures that residents send: judged by what they are, not by their name, and drawn anew without what hides in them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
LARGE, SMALL = 1600, 640  # pixels, the longer side
QUALITY = 80


@dataclass(frozen=True)
class CleanPicture:
    """WebP bytes in two sizes, without metadata (no place, no camera), and the larger one's size in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


def clean_picture(file: IO[bytes], size: int) -> CleanPicture:
    """Decode and re-encode. Raises ValidationError, in the reader's language, for what is too large or no picture."""
    if size > MAX_BYTES:
        raise ValidationError(
            _("The picture is larger than %(limit)s. Choose a smaller one."),
            "too_large",
            {"limit": filesizeformat(MAX_BYTES)},
        )
    try:
        with Image.open(file, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Choose a smaller one."), "too_many_pixels")
            picture = ImageOps.exif_transpose(opened).convert("RGB" if opened.mode != "RGBA" else "RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            _("This file is not a picture we can read. Choose a JPEG, PNG or WebP file."), "not_a_picture"
        ) from error
    large = _fit(picture, LARGE)
    return CleanPicture(_webp(large), _webp(_fit(picture, SMALL)), large.width, large.height)


def _fit(picture: Image.Image, longer_side: int) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail((longer_side, longer_side), Image.Resampling.LANCZOS)
    return copy


def _webp(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=None)
    return out.getvalue()
