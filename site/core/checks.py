"""Project rules that `manage.py check` holds."""

from typing import Any

from django.core.checks import CheckMessage, Error, register


@register()
def templates_have_no_inline_code(**kwargs: Any) -> list[CheckMessage]:
    """The Content-Security-Policy forbids inline scripts and styles, so no public template may hold one. Mail and files
    that people take along are no pages of ours."""
    import re

    from django.conf import settings

    inline = re.compile(
        r"<style|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:json|ld\+json)\")|\sstyle=|\son[a-z]+=\"", re.I
    )
    found: list[CheckMessage] = []
    for path in sorted((settings.ROOT / "templates").rglob("*.html")):
        relative = path.relative_to(settings.ROOT / "templates")
        if relative.parts[0] in ("mail", "files") or "admin" in relative.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if inline.search(line):
                found.append(Error(f"inline code in {relative}:{number}", hint="Move it to static/.", id="raitti.E001"))
    return found
