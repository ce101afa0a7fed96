"""Surveys in the admin."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_editor_js")
def logic() -> SafeString:
    """Conditions are chosen from the questions in the form."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin/surveys.js"))
