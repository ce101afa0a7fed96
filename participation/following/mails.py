"""The mail that asks a follower by e-mail to confirm."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from municipality import mails
from municipality.queries import of_site

from . import tokens, topics
from .models import Subscriber
from .tokens import Claim
from .topics import Shown, Topic


def ask_to_confirm(subscriber: Subscriber, topic: Topic, language: str, *, known: bool) -> None:
    """In the language of the page where it was asked for. ``known``: it is followed already, which the mail says."""
    with override(language):
        shown = topics.shown(subscriber.site_id, [topic])[topic]
    ask(subscriber, topic, shown, language, known=known)


def ask(subscriber: Subscriber, topic: Topic, shown: Shown, language: str, *, known: bool) -> None:
    """The mail itself, about a topic that is shown so."""
    site = subscriber.site
    claim = Claim(site_id=site.pk, subscriber_id=subscriber.pk, topic=topic)
    everything = Claim(site_id=site.pk, subscriber_id=subscriber.pk)
    with override(language):
        municipality = of_site(site, language)
        path = reverse("following:confirm", args=[tokens.make(tokens.CONFIRM, claim)])
        if known:
            path = reverse("following:manage", args=[tokens.make(tokens.MANAGE, everything)])
        context = {
            "topic": shown,
            "known": known,
            "url": site.root_url + path,
            "button": _("See what you follow") if known else _("Confirm"),
            "home": site.root_url + municipality.home_url,
        }
    mails.send(
        municipality=municipality,
        to=subscriber.email,
        template="following_confirm",
        language=language,
        context=context,
    )
