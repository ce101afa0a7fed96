"""Pages for what went wrong. They say what happened and what to do, in the reader's language."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

WORTH_COPYING = 4  # characters
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[-+.,\d\s]*")
PLAIN_ERROR = "Palvelussa on häiriö. Yritä hetken päästä uudelleen.\n\nDet har uppstått ett fel i tjänsten. Försök igen om en stund.\n"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off: what was typed is shown for copying, so that it is not lost."""
    typed = [text for name, text in request.POST.items() if isinstance(text, str) and _is_typed(name, text)]
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)


def _is_typed(name: str, text: str) -> bool:
    """Whether it is worth copying: words of a person, not what the form carries along (tokens, keys, places)."""
    carried = name in {"csrfmiddlewaretoken", "code", "next"} or _KEY.fullmatch(text)
    return not carried and len(text.strip()) >= WORTH_COPYING


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses no database and no context: whatever broke may be either. When not even the page can be drawn, plain words."""
    try:
        html = render_to_string("errors/500.html")
    except Exception:
        return HttpResponse(PLAIN_ERROR, status=500, content_type="text/plain; charset=utf-8")
    return HttpResponse(html, status=500)
