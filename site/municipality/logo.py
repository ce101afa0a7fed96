"""A town's logo: an SVG, kept as markup and drawn inline so that it can take the town's colours, or a PNG."""

from __future__ import annotations

import io
import re
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image

MAX_BYTES = 200 * 1024
MAX_SIDE = 2000  # pixels
SHOWN_HEIGHT = 34  # pixels
KEPT_HEIGHT = 160  # pixels: twice the height it is shown at
ELEMENTS = frozenset({"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_PLACE = {"viewBox", "width", "height", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "points"}
_PAINT = {"fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "opacity"}
_LINE = {"stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "transform", "preserveAspectRatio"}
ATTRIBUTES = frozenset(_PLACE | _PAINT | _LINE)
_LINK = re.compile(r"(?i)javascript|data:|https?:|//|url\(")
_NEEDS_IDS = re.compile(rb"(?i)url\(\s*['\"]?#|<(?:\w+:)?use\b")


def read(upload: File[bytes]) -> tuple[str, ContentFile[bytes] | None]:
    """Return ``(svg markup, None)`` or ``("", png file)``. The kind is told by the content, not by the name.
    Raises ValidationError for anything else, and for what is too big."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The logo is too big: at most %(most)s kilobytes."), params={"most": MAX_BYTES // 1024})
    content = upload.read()
    upload.seek(0)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "", ContentFile(_repaint(content), name="logo.png")
    return clean_svg(content), None


def width_of(png: File[bytes]) -> int:
    """The width in pixels that a picture has when it is shown 34 pixels high."""
    with Image.open(png) as image:
        width = round(image.width * SHOWN_HEIGHT / image.height)
    png.seek(0)
    return width


def clean_svg(content: bytes) -> str:
    """Markup with only shapes and their attributes: no scripts, styles, links or foreign content, and no ids, as the
    logo stands on a page twice. Raises ValidationError for what is no SVG or would be crippled by that."""
    if _NEEDS_IDS.search(content):
        raise ValidationError(
            _("The SVG uses gradients, clipping or references. Save it with plain shapes, or as a PNG.")
        )
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ValidationError(_("The logo must be an SVG or a PNG file.")) from error
    if _local(root.tag) != "svg":
        raise ValidationError(_("The logo must be an SVG or a PNG file."))
    if "viewBox" not in root.attrib:
        raise ValidationError(_("The SVG needs a viewBox, so that it can be scaled."))
    clean = _copy(root)
    for name in ("width", "height"):
        clean.attrib.pop(name, None)
    clean.attrib.update({"aria-hidden": "true", "focusable": "false"})
    return tostring(clean, encoding="unicode", short_empty_elements=True)


def _copy(source: Element) -> Element:
    copied = Element(_local(source.tag), {key: value for key, value in source.attrib.items() if _is_kept(key, value)})
    copied.extend(_copy(child) for child in source if isinstance(child.tag, str) and _local(child.tag) in ELEMENTS)
    return copied


def _is_kept(name: str, value: str) -> bool:
    return name in ATTRIBUTES and not _LINK.search(value)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _repaint(content: bytes) -> bytes:
    """Decode and encode anew, so that nothing but the picture is kept."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if max(image.size) > MAX_SIDE:
                raise ValidationError(
                    _("The logo has too many pixels: at most %(most)s a side."), params={"most": MAX_SIDE}
                )
            picture = image.convert("RGBA")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("The PNG file is broken.")) from error
    picture.thumbnail((KEPT_HEIGHT * 4, KEPT_HEIGHT))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
