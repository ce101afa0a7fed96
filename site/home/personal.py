"""Pages and imports of pages in the table of personal data."""

from __future__ import annotations

from accounts.personal import exempt


def register_home() -> None:
    exempt("home.ContactPage", "how to reach an office or who works there, published by the municipality")
    exempt("news.NewsPage", "the byline of who wrote the news in office")
    exempt(
        "home.PreviewLink",
        "work in office; who made it is a link that goes with the account; goes 30 days after its end",
    )
    exempt("home.WordPressImport", "work in office; who did it is a link that goes with the account")
    exempt("home.WordPressFinding", "what could not be brought in of a page: a code and its values")
    exempt("home.WordPressPage", "where an imported page came from")
