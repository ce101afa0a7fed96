"""Remembered addresses are those that Django would build."""

from __future__ import annotations

import pytest
from django import urls
from django.template import engines
from django.urls import NoReverseMatch
from django.utils import translation

from core.addresses import _remembered, reverse


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_an_address_is_of_the_language_of_now(language: str) -> None:
    for _again in range(2):
        with translation.override(language):
            assert reverse("subjects:theme", args=["puistot"]) == urls.reverse("subjects:theme", args=["puistot"])
            assert reverse("subjects:theme", args=["puistot"]).startswith(f"/{language}/")


def test_an_address_is_built_once() -> None:
    _remembered.cache_clear()
    for _again in range(3):
        assert reverse("proposals:detail", args=[1, "a"]) == urls.reverse("proposals:detail", args=[1, "a"])
    assert reverse("proposals:detail", args=[2, "a"]) == urls.reverse("proposals:detail", args=[2, "a"])
    assert (_remembered.cache_info().misses, _remembered.cache_info().hits) == (2, 2)


def test_the_urls_of_the_moment_decide(settings) -> None:
    known = reverse("subjects:theme", args=["puistot"])
    settings.ROOT_URLCONF = "wagtail.admin.urls"
    with pytest.raises(NoReverseMatch):
        reverse("subjects:theme", args=["puistot"])
    settings.ROOT_URLCONF = "config.urls"
    assert reverse("subjects:theme", args=["puistot"]) == known


def test_the_tag_escapes_and_names() -> None:
    path = urls.reverse("subjects:theme", args=["puistot"])
    assert drawn("{% url 'subjects:theme' slug %}", slug="puistot") == path
    assert drawn("{% url 'subjects:theme' slug=slug as to %}[{{ to }}]", slug="puistot") == f"[{path}]"
    assert drawn("{% url 'no:where' as to %}[{{ to }}]") == "[]"
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'no:where' %}")
