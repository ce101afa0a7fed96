"""Components: one template a component, its arguments declared in its first line and checked at every use.

    templates/components/state.html:   {% args kind text href="" %}<span class="state" data-state="{{ kind }}">…
    anywhere:                          {% ui "state" kind="now" text=_("Open now") %}
    with content:                      {% uiblock "card" tone="soft" %}…{% enduiblock %}   →  {{ content }}

An argument that the component does not declare, or a required one that is missing, is a TemplateSyntaxError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django import template
from django.template.base import FilterExpression, Parser, Template, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core import text as plain

register = template.Library()
AMBIENT = ("request", "user", "csrf_token", "municipality", "site", "perms", "LANGUAGE_CODE")


class ArgsNode(template.Node):
    """Checks what the component was given, and fills in defaults."""

    def __init__(self, required: list[str], optional: dict[str, FilterExpression]) -> None:
        self.required, self.optional = required, optional
        self.pure = False

    def render(self, context: Context) -> str:
        name = context.get("_component")
        if name is None:
            raise TemplateSyntaxError("A component is used through {% ui %} or {% uiblock %}.")
        given = set(context["_given"])
        missing = [arg for arg in self.required if arg not in given]
        unknown = sorted(given - set(self.required) - set(self.optional))
        if missing or unknown:
            raise TemplateSyntaxError(
                f"Component «{name}»: missing {missing or 'nothing'}, unknown {unknown or 'nothing'}."
            )
        for arg, default in self.optional.items():
            if arg not in given:
                context[arg] = default.resolve(context)
        return ""


@register.tag
def args(parser: Parser, token: Token) -> ArgsNode:
    """Declare a component's arguments: ``{% args required other=default %}``."""
    bits = token.split_contents()[1:]
    required = [bit for bit in bits if "=" not in bit]
    optional = token_kwargs([bit for bit in bits if "=" in bit], parser)
    return ArgsNode(required, optional)


@register.tag
def pure_args(parser: Parser, token: Token) -> ArgsNode:
    """`args` for a small component that depends on nothing but its arguments and the language: each is drawn once."""
    node = args(parser, token)
    node.pure = True
    return node


_drawn: dict[tuple[object, ...], SafeString] = {}
DRAWN_AT_MOST = 2000


def _render(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    chosen = context.template.engine.get_template(f"components/{name}.html")  # type: ignore[union-attr]
    declared = chosen.nodelist[0]
    if not (isinstance(declared, ArgsNode) and declared.pure):
        return _draw(chosen, context, name, values)
    key = (name, get_language(), *((arg, str(value)) for arg, value in values.items()))
    if key not in _drawn:
        if len(_drawn) >= DRAWN_AT_MOST:
            _drawn.clear()
        _drawn[key] = _draw(chosen, context, name, values)
    return _drawn[key]


def _draw(chosen: Template, context: Context, name: str, values: dict[str, Any]) -> SafeString:
    inner = {**_ambient(context), **values, "_component": name, "_given": tuple(values)}
    return mark_safe(chosen.render(context.new(inner)).strip())  # noqa: S308  the template escaped it


def _ambient(context: Context) -> dict[str, Any]:
    """What every component sees of the page, gathered once a page."""
    known: dict[str, Any] | None = context.get("_ambient")
    if known is None:
        known = {key: context[key] for key in AMBIENT if key in context}
        known["_ambient"] = known
        context.dicts[0]["_ambient"] = known
    return known


@register.simple_tag(takes_context=True)
def ui(context: Context, component: str, **values: Any) -> SafeString:
    """Render a component."""
    return _render(context, component, values)


@register.simple_block_tag(takes_context=True)
def uiblock(context: Context, content: str, component: str, **values: Any) -> SafeString:
    """Render a component around a block, which it gets as ``content``."""
    return _render(context, component, {**values, "content": content})


@register.filter
def paragraphs(value: str) -> SafeString:
    """A resident's plain text as safe paragraphs with links."""
    return plain.paragraphs(value)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's query string with some parameters changed; ``None`` drops one; the page number goes unless named."""
    params = context["request"].GET.copy()
    params.pop("page", None)
    for key, value in changes.items():
        if value is None or value == "" or (key, value) == ("page", 1):
            params.pop(key, None)
        else:
            params[key] = str(value)
    encoded = params.urlencode()
    return f"?{encoded}" if encoded else context["request"].path


class Part(Protocol):
    """What another app shows on this page."""

    template: str
    context: Mapping[str, Any]


@register.simple_tag(takes_context=True)
def part(context: Context, shown: Part) -> SafeString:
    """Render a part with its own context and the request's, nothing else of the page."""
    html = get_template(shown.template).render(dict(shown.context), context["request"])
    return mark_safe(html)  # noqa: S308  the template escaped it
