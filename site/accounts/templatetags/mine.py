"""The parts of the own page, each drawn by the app it comes from."""

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from accounts.mine import Section

register = template.Library()


@register.simple_tag(takes_context=True)
def section_of(context: Context, section: Section) -> SafeString:
    """Render a section's template with its own context and the request's, nothing else of the page."""
    return get_template(section.template).render(dict(section.context), context["request"])
