"""What the tests of pages have in common."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from participation.proposals.models import Proposal
from tests.guard import stamped


def url(name: str, *args: object, language: str = "fi") -> str:
    with override(language):
        return reverse(f"proposals:{name}", args=args)


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def author_of(proposal: Proposal) -> User:
    assert proposal.author is not None
    return proposal.author


def sign_in_again(client, user) -> str:
    """As the sign-in does: the session goes on with a person in it. Returns where it leads."""
    kept = client.session["pending"]
    client.force_login(user)
    session = client.session
    session["pending"] = kept
    session.save()
    return client.get("/fi/tili/jatka/").url


def fields_of(response) -> dict[str, str]:
    """What a browser would send of the form on the page, as it stands: fields that are not on it are not sent."""
    form = response.context["form"]
    html = response.content.decode()
    values = {name: form[name].value() for name in form.fields if f'name="{name}"' in html}
    sent = {name: str(value) for name, value in values.items() if value not in (None, False)}
    return {**sent, **stamped("draft")}  # a minute later
