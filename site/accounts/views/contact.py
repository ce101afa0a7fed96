"""In the admin: a reason is given, and an author's contact is shown."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from accounts import actions, contact
from accounts.places import signed_in


@require_POST
def show_contact(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Leaves the row and leads back to the thing's screen, which then shows the contact. Raises Http404 for what is
    not there for this person."""
    thing = contact.find(request.user, kind, key)
    if thing is None or not (thing.author or thing.given):
        raise Http404
    try:
        actions.read_contact(
            thing=thing, kind=kind, key=key, user=signed_in(request), reason=request.POST.get("reason", "")
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        contact.open_for(request, kind, key)
    return redirect(f"{thing.url}#contact")
