"""Exports to test with: one like a small municipality's, and small ones made on the spot."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.core.management import call_command

KOIVURANTA = Path(__file__).with_name("koivuranta.xml")
OLD = "https://vanha.example"
_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Vanha</title><link>{old}</link><language>{language}</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>{old}</wp:base_blog_url>
"""
_ITEM = """<item><title><![CDATA[{title}]]></title><link>{link}</link>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date><![CDATA[{date}]]></wp:post_date>
<wp:post_name><![CDATA[{slug}]]></wp:post_name><wp:status>{status}</wp:status><wp:post_parent>{parent}</wp:post_parent>
<wp:post_type>{kind}</wp:post_type>{more}</item>
"""


def item(number: int, **fields: Any) -> str:
    slug = fields.get("slug", f"sivu-{number}")
    values: dict[str, Any] = {
        "title": f"Sivu {number}",
        "link": f"{OLD}/{slug}/",
        "content": "<p>Teksti.</p>",
        "excerpt": "",
        "date": "2024-05-01 12:30:00",
        "slug": slug,
        "status": "publish",
        "parent": 0,
        "kind": "page",
        "more": "",
    }
    return _ITEM.format(number=number, **{**values, **fields})


def export(*items: str, language: str = "fi") -> bytes:
    return (_HEAD.format(old=OLD, language=language) + "".join(items) + "</channel></rss>").encode()


def polylang(language: str, group: str = "") -> str:
    tied = f'<category domain="post_translations" nicename="{group}">x</category>' if group else ""
    return f'<category domain="language" nicename="{language}">x</category>{tied}'


def wpml(language: str, group: str) -> str:
    pairs = {"_wpml_import_language_code": language, "_wpml_import_translation_group": group}
    return "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in pairs.items()
    )


def bring_in(file: Path, *arguments: str) -> str:
    said = io.StringIO()
    call_command("import_wordpress", str(file), *arguments, stdout=said, no_color=True)
    return said.getvalue()
