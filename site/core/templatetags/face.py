"""What the frame around every page needs: languages, addresses, telephone links, icons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, get_language_info, gettext

from core.fields import LocalizedText
from core.icons import ICONS

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class Version:
    """This page in one language. ``url`` always leads somewhere; ``available``: whether to this very page."""

    code: str
    name: str
    url: str
    available: bool
    current: bool


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """A ``hreflang`` value and a whole address."""

    code: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Versions:
    switch: tuple[Version, ...]
    alternates: tuple[Alternate, ...]
    canonical: str


@register.simple_tag(takes_context=True)
def language_versions(context: Context) -> Versions | None:
    """This page in every language: for the switch, for ``hreflang`` and for the canonical address. A page says its own
    versions (``translations`` in the context); a view has the same address in every language. ``None`` without a
    request (a preview or an error page made without one)."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    made: Versions | None = request.__dict__.get("_language_versions")
    if made is None:
        made = request.__dict__["_language_versions"] = _versions(request, context.get("translations"))
    return made


def _versions(request: HttpRequest, translations: Any) -> Versions:
    switch = _of_page(translations) if translations else _of_view(request)
    known = [version for version in switch if version.available]
    alternates = [Alternate(code=version.code, url=request.build_absolute_uri(version.url)) for version in known]
    default = next((item for item in alternates if item.code == settings.LANGUAGE_CODE), None)
    own = next((version for version in known if version.current), known[0] if known else None)
    if default:
        alternates.append(Alternate(code="x-default", url=default.url))
    return Versions(
        switch=switch,
        alternates=tuple(alternates) if len(known) > 1 else (),
        canonical=request.build_absolute_uri(own.url.partition("?")[0]) if own else "",
    )


def _of_page(translations: Any) -> tuple[Version, ...]:
    current = get_language()
    return tuple(
        Version(
            code=item.code,
            name=item.name,
            url=item.url or f"/{item.code}/",
            available=item.available and item.url is not None,
            current=item.code == current,
        )
        for item in translations
    )


def _of_view(request: HttpRequest) -> tuple[Version, ...]:
    current = get_language()
    found = _resolves(request)
    return tuple(
        Version(
            code=code,
            name=get_language_info(code)["name_local"],
            url=_translated(request, code) if found else f"/{code}/",
            available=found,
            current=code == current,
        )
        for code, _name in settings.LANGUAGES
    )


def _translated(request: HttpRequest, code: str) -> str:
    """This address in another language, and so is the one to go on to (``next``)."""
    params = request.GET.copy()
    if "next" in params:
        params["next"] = translate_url(str(params["next"]), code)
    query = params.urlencode()
    return translate_url(request.path, code) + (f"?{query}" if query else "")


def _resolves(request: HttpRequest) -> bool:
    """Whether the address belongs to a view of ours, so that it can be said in another language."""
    try:
        return resolve(request.path_info).url_name != "wagtail_serve"
    except Resolver404:
        return False


@register.simple_tag(takes_context=True)
def login_link(context: Context) -> str:
    """The address of sign-in that leads back here afterwards."""
    request: HttpRequest = context["request"]
    here = request.get_full_path()
    login = reverse("account_login")
    return login if here.startswith(login) else f"{login}?{urlencode({'next': here})}"


@register.simple_tag
def sprite(name: str) -> str:
    """The address of an icon in the sprite. An unknown name is an error."""
    if name not in ICONS:
        raise TemplateSyntaxError(f"There is no icon «{name}»: core/icons.py lists them.")
    return f"{static('build/icons.svg')}#{name}"


@register.filter
def phone_link(value: str) -> str:
    """«014 555 0100» → «+358145550100», for ``tel:``. A number that has its country code keeps it."""
    digits = re.sub(r"[^\d+]", "", str(value).replace("(0)", ""))
    return f"+358{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else digits


@register.filter
def page_range(page: Page[Any]) -> Iterator[int | str]:
    """The page numbers to show: the ends, the neighbours, and an ellipsis for the rest."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def share_links(url: str, title: str, services: Iterable[str]) -> list[dict[str, str]]:
    """Plain links to the services that the municipality has chosen: nobody is followed before they choose to share."""
    both = f"{title} {url}"
    known = {
        "email": (gettext("E-mail"), "mailto:", {"subject": title, "body": url}),
        "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php", {"u": url}),
        "linkedin": ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", {"url": url}),
        "whatsapp": ("WhatsApp", "https://wa.me/", {"text": both}),
        "bluesky": ("Bluesky", "https://bsky.app/intent/compose", {"text": both}),
    }
    chosen = (known[service] for service in services if service in known)
    return [{"name": name, "url": f"{base}?{urlencode(params, quote_via=quote)}"} for name, base, params in chosen]


@register.filter
def absolute(url: str, request: HttpRequest) -> str:
    """A whole address, as feeds and social media want it."""
    return request.build_absolute_uri(url)


@register.filter
def other_languages(text: LocalizedText | None) -> list[tuple[str, str]]:
    """``(language, text)`` of a text in the languages that are not shown now, where it reads differently."""
    shown, language = text.shown() if text else ("", "")
    return [(code, other) for code, other in (text or {}).items() if code != language and other and other != shown]
