"""Page types of an ordinary site."""

from .contact import ContactIndexPage, ContactKind, ContactPage
from .content import ContentPage, SectionPage
from .home import HomePage
from .sharing import PreviewLink
from .wordpress import WordPressFinding, WordPressImport, WordPressPage

__all__ = [
    "ContactIndexPage",
    "ContactKind",
    "ContactPage",
    "ContentPage",
    "HomePage",
    "PreviewLink",
    "SectionPage",
    "WordPressFinding",
    "WordPressImport",
    "WordPressPage",
]
