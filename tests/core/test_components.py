"""Components are strict, every template uses them rightly, and the gallery shows them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Engine, TemplateSyntaxError, engines
from django.template.base import Node, Template
from django.test import Client, RequestFactory
from django.utils import translation

from core.templatetags.ui import ArgsNode

TEMPLATES: Path = settings.ROOT / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))


def engine() -> Engine:
    return engines["django"].engine


def render(source: str, **context: object) -> str:
    with translation.override("fi"):
        return engine().from_string(source).render(Context({"LANGUAGE_CODE": "fi", **context}))


def nodes(parts: Iterable[Node]) -> Iterator[Node]:
    for node in parts:
        yield node
        for name in getattr(node, "child_nodelists", ()):
            yield from nodes(getattr(node, name, None) or ())


def declared(component: str) -> ArgsNode:
    found = [
        node
        for node in nodes(engine().get_template(f"components/{component}.html").nodelist)
        if isinstance(node, ArgsNode)
    ]
    assert len(found) == 1, f"{component} declares its arguments once"
    return found[0]


def uses(template: Template) -> Iterator[tuple[str, set[str]]]:
    for node in nodes(template.nodelist):
        tag = getattr(getattr(node, "func", None), "__name__", "")
        if tag in {"ui", "uiblock"}:
            yield node.args[0].resolve(Context()), {*node.kwargs, *(["content"] if tag == "uiblock" else [])}


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_components_are_given_what_they_declare(path: Path) -> None:
    template = engine().get_template(str(path.relative_to(TEMPLATES)))
    for component, given in uses(template):
        spec = declared(component)
        assert set(spec.required) - given == set(), f"{component} is not given"
        assert given - set(spec.required) - set(spec.optional) == set(), f"{component} does not know"


def test_a_missing_or_unknown_argument_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError, match="missing \\['text'\\]"):
        render('{% ui "state" kind="now" %}')
    with pytest.raises(TemplateSyntaxError, match="unknown \\['colour'\\]"):
        render('{% ui "tag" text="Liikenne" colour="red" %}')


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon «unicorn»"):
        render('{% ui "icon" name="unicorn" %}')


def test_what_is_given_is_escaped() -> None:
    assert render('{% ui "tag" text=text %}', text="<b>") == '<span class="tag">&lt;b&gt;</span>'


def test_every_component_is_documented() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)`", (settings.ROOT / "docs/face.md").read_text(), re.M))
    assert listed == set(COMPONENTS)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_gallery_shows_every_component(client: Client, language: str) -> None:
    response = client.get(f"/{language}/_gallery/")
    assert response.status_code == 200
    sources = "".join(path.read_text() for path in (TEMPLATES / "core/gallery").glob("*.html"))
    everywhere = sources + "".join((TEMPLATES / name).read_text() for name in ("base.html", "core/gallery.html"))
    within = {
        name for component in COMPONENTS for name, _given in uses(engine().get_template(f"components/{component}.html"))
    }
    shown = set(re.findall(r'{% ui(?:block)? "([a-z-]+)"', everywhere)) | within
    assert set(COMPONENTS) - shown == NOT_SHOWN
    assert '<meta name="robots" content="noindex">' in response.content.decode()


# Need an image of Wagtail's: shown on pages, and tested there
NOT_SHOWN = {"figure", "thumbnail"}


class Form(forms.Form):
    title = forms.CharField(label="Otsikko", max_length=80, help_text="Yksi lause.")
    theme = forms.ChoiceField(label="Teema", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_a_field_in_error_says_so_to_everybody() -> None:
    html = render('{% ui "field" field=form.title %}', form=Form({"title": "", "theme": "a"}))
    assert 'aria-describedby="id_title-hint id_title-count id_title-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title-error"' in html


def test_a_group_of_choices_is_a_fieldset_that_can_be_led_to() -> None:
    html = render('{% ui "field" field=form.theme %}{% ui "error-summary" form=form %}', form=Form({"title": "x"}))
    assert '<fieldset class="ds-fieldset" id="id_theme" tabindex="-1" aria-describedby="id_theme-error">' in html
    assert '<a href="#id_theme">' in html


def test_share_links_go_straight_to_the_service() -> None:
    class Town:
        share_services = ("email", "whatsapp", "gone")

    html = render(
        '{% ui "share" title="Penkkejä & valoja" url="https://k.example/fi/1/?a=1&b=2" %}',
        municipality=Town(),
        request=RequestFactory().get("/"),
    )
    assert re.findall(r'<li><a href="([^"]*)"', html) == [
        "mailto:?subject=Penkkej%C3%A4%20%26%20valoja&amp;body=https%3A%2F%2Fk.example%2Ffi%2F1%2F%3Fa%3D1%26b%3D2",
        "https://wa.me/?text=Penkkej%C3%A4%20%26%20valoja%20https%3A%2F%2Fk.example%2Ffi%2F1%2F%3Fa%3D1%26b%3D2",
    ]
