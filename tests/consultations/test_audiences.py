"""Who may write about each section, whatever is said of the whole: parts, and paragraphs of a draft text."""

from __future__ import annotations

from itertools import product

import pytest

from core.refusal import Refused
from participation.consultations.models import ConsultationPage, Opinion
from tests import factories

from .pages import STREET, consultation_page, section, send
from .test_drafts import TEXT, V1, rows
from .test_pages import typed, write_url
from .test_strong import identify, once_provided, provided

pytestmark = pytest.mark.django_db

# What is refused, by who may write and who does: nobody known, signed in, strongly identified.
EXPECTED = {
    "none": ("none", "none", "none"),
    "open": ("", "", ""),
    "account": ("sign_in", "", "sign_in"),  # an identification makes no account
    "strong": ("strong", "strong", ""),
}
SENDERS = ("nobody", "account", "strong")
CASES = [(whole, own, sender) for whole, own, sender in product(("none", "open", "strong"), ("", *EXPECTED), range(3))]


def hearing(site, audience: str, *, whole: str) -> ConsultationPage:
    draft = {"title": "Luonnos", "audience": audience, "body": [], "text": V1, "changes": ""}
    sections = [
        section("part", STREET, "Kylänraitti", audience=audience),
        {"type": "draft", "id": TEXT, "value": draft},
    ]
    with once_provided(site):
        page = consultation_page(site, kind="open", stage="", audience=whole, sections=sections)
        page.save_revision().publish()
    return page


def outcome(page: ConsultationPage, user, **about) -> str:
    """The reason of a refusal; empty when it is sent."""
    try:
        send(page, user, full_name="", email="", **about)
    except Refused as refused:
        return refused.refusal.code
    return ""


@pytest.mark.parametrize(("whole", "own", "sender"), CASES)
def test_who_sends(site, whole, own, sender):
    page = hearing(site, own, whole=whole)
    user = factories.resident() if SENDERS[sender] == "account" else None
    expected = EXPECTED[own or whole][sender]
    anchor = rows(page)[1].anchor
    said = {
        outcome(page, user, strong=SENDERS[sender] == "strong", **about)
        for about in ({"section": STREET}, {"section": TEXT}, {"section": TEXT, "anchor": str(anchor)})
    }
    assert said == {expected}
    assert Opinion.objects.count() == (0 if expected else 3)


@pytest.mark.parametrize("audience", list(EXPECTED))
def test_the_text_offers_the_form_to_whom_it_may(client, site, audience):
    page = hearing(site, audience, whole="open")
    paragraph = rows(page)[1].anchor
    address = f"{page.url}luonnos/{TEXT}/?paragraph={paragraph}"
    first = client.get(address).context
    offered = {"none": False, "open": True, "account": True, "strong": False}  # no provider
    assert (first["form"] is not None) == offered[audience]
    asks = {"account": "sign_in"}.get(audience)
    assert (first["asks"].code if first["asks"] else None) == asks
    content = client.get(page.url).content.decode()
    assert (f"{write_url(page)}?section={STREET}" in content) == (audience != "none")
    sent = client.post(write_url(page), typed(section=TEXT, anchor=paragraph, body="Kirjastoauto säilytettävä."))
    assert Opinion.objects.count() == (1 if audience == "open" else 0)
    if audience in ("none", "strong"):
        assert "Kirjastoauto säilytettävä." in sent.content.decode()  # given back
    if audience == "account":
        assert sent.url.startswith("/fi/tili/kirjaudu")


def test_a_paragraph_is_commented_strongly_identified(client, site):
    page = hearing(site, "strong", whole="none")
    provided(site)
    row = rows(page)[1]
    written = typed(section=TEXT, anchor=row.anchor, body="Kirjastoauto säilytettävä.")
    assert client.get(f"{page.url}luonnos/{TEXT}/?paragraph={row.anchor}").context["asks"].code == "strong"
    assert client.post(write_url(page), written).url.startswith("/fi/tunnistautuminen/")
    assert Opinion.objects.count() == 0
    identify(client, site)
    client.post(write_url(page), written)
    assert [(one.anchor, one.author) for one in Opinion.objects.all()] == [(str(row.anchor), None)]
