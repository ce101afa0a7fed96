"""Pages for what went wrong. They say what happened and what to do, in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

PLAIN_ERROR = (
    "Palvelussa on häiriö. Yritä hetken päästä uudelleen.\n\nDet har uppstått ett fel i tjänsten. Försök igen om en stund.\n"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off: what was typed is shown for copying, so that it is not lost."""
    hidden = {"csrfmiddlewaretoken", "code"}
    typed = [(name, str(value)) for name, value in request.POST.items() if name not in hidden and str(value).strip()]
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses no database and no context: whatever broke may be either. When not even the page can be drawn, plain words."""
    try:
        html = render_to_string("errors/500.html")
    except Exception:
        return HttpResponse(PLAIN_ERROR, status=500, content_type="text/plain; charset=utf-8")
    return HttpResponse(html, status=500)
