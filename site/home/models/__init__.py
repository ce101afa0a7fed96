"""Page types of an ordinary site."""

from .contact import ContactIndexPage, ContactKind, ContactPage
from .content import ContentPage, SectionPage
from .home import HomePage

__all__ = ["ContactIndexPage", "ContactKind", "ContactPage", "ContentPage", "HomePage", "SectionPage"]
