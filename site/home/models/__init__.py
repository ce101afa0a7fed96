"""Page types of an ordinary site."""

from .contact import ContactIndexPage, ContactKind, ContactPage
from .content import ContentPage, SectionPage
from .home import HomePage
from .wordpress import WordPressFinding, WordPressImport, WordPressPage

__all__ = [
    "ContactIndexPage",
    "ContactKind",
    "ContactPage",
    "ContentPage",
    "HomePage",
    "SectionPage",
    "WordPressFinding",
    "WordPressImport",
    "WordPressPage",
]
