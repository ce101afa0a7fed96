"""``{% url %}`` that remembers (`core.addresses`)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as djangos
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from core.addresses import reverse

register = template.Library()


class AddressNode(URLNode):
    def render(self, context: Context) -> str:
        name = self.view_name.resolve(context)
        args = [arg.resolve(context) for arg in self.args]
        kwargs = {key: value.resolve(context) for key, value in self.kwargs.items()}
        try:
            address = reverse(name, args, kwargs, app=_current_app(context))
        except NoReverseMatch:
            if self.asvar is None:
                raise
            address = ""
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


def _current_app(context: Context) -> str | None:
    request: Any = getattr(context, "request", None)
    named: str | None = getattr(request, "current_app", None)
    return named or getattr(getattr(request, "resolver_match", None), "namespace", None)


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    """Django's, looked up once."""
    node = djangos(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
