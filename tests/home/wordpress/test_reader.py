"""Reading an export: as a stream, and only what is one."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.utils.translation import override

from home.wordpress.reader import MOST_BYTES_OF_A_POST, Export, ExportError

from .exports import KOIVURANTA, export, item, polylang, wpml

BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>"""


def read(content: bytes) -> Export:
    return Export(io.BytesIO(content))


def test_posts_are_read_with_what_belongs_to_them() -> None:
    found = read(KOIVURANTA.read_bytes())
    posts = {post.number: post for post in found.posts()}
    assert (found.blog.url, found.blog.language) == ("https://www.vanha-koivuranta.example", "fi")
    assert list(posts) == [21, 20, 22, 91, 95, 90, 99]
    news = posts[91]
    assert (news.kind, news.title, news.slug) == ("post", "Silta suljetaan viikoksi", "silta-suljetaan")
    assert (news.date, news.comments, news.language) == (datetime(2025, 4, 14, 8), 1, "fi")
    assert news.subjects == (("liikenne", "Liikenne"), ("silta", "silta"))
    assert (posts[20].group, posts[22].group, posts[22].language) == ("pll_5f9fd2", "pll_5f9fd2", "sv")
    assert (posts[95].date, posts[95].has_password, posts[21].parent) == (None, True, 20)
    assert posts[90].file.endswith("/silta.jpg")


def test_languages_of_both_plug_ins_are_read() -> None:
    found = read(export(item(1, more=polylang("sv", "g1")), item(2, more=wpml("fi", "77"))))
    assert [(post.language, post.group) for post in found.posts()] == [("sv", "g1"), ("fi", "77")]


def test_characters_that_xml_does_not_know_are_passed_over() -> None:
    content = export(item(1, title="Otsikko", content="a\x0bb\x08c\x00")).replace(b"\x00", b"\x00\x00")
    assert [(post.title, post.content) for post in read(content).posts()] == [("Otsikko", "abc")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xml"),
        (b"PK\x03\x04" + bytes(range(256)), "xml"),
        (b"<html><body>Sivu</body></html>", "not_wordpress"),
        (b"<rss><channel><item><title>x</title></item></channel></rss>", "not_wordpress"),
        (export(item(1))[:-40], "xml"),
        (export(item(1)).replace(b"<wp:status>", b"<wp:status><"), "xml"),
        (export(item(1)).decode().encode("utf-16"), "xml"),
        (export(item(1, title="Ääni")).replace("Ääni".encode(), b"\xc4\xe4ni"), "xml"),
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
    ],
)
def test_what_is_no_export_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(ExportError) as refused:
        list(read(content).posts())
    assert refused.value.code == code
    said = []
    for language in ("fi", "sv", "en"):
        with override(language):
            said.append(str(refused.value))
    assert len(set(said)) == 3


class Endless(io.RawIOBase):
    """A whole export made as it is read: ``middle`` repeated between a head and a tail."""

    def __init__(self, head: bytes, middle: bytes, times: int, tail: bytes) -> None:
        self.parts = (head, middle, times, tail)
        self.seek(0)

    def seek(self, offset: int, whence: int = 0) -> int:
        self.waiting, self.source = b"", self._all()
        return 0

    def _all(self) -> Iterator[bytes]:
        head, middle, times, tail = self.parts
        yield head
        for _time in range(times):
            yield middle
        yield tail

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "a file is never read whole"
        while len(self.waiting) < size and (part := next(self.source, b"")):
            self.waiting += part
        found, self.waiting = self.waiting[:size], self.waiting[size:]
        return found


def test_one_post_too_large_is_refused_in_bounded_memory() -> None:
    before, _sep, after = export(item(1, content="@")).partition(b"@")
    stream: Any = Endless(before, b"x" * 65536, 2 * MOST_BYTES_OF_A_POST // 65536, after)
    with pytest.raises(ExportError) as refused:
        list(Export(stream).posts())
    assert refused.value.code == "post_large"


@pytest.mark.slow
def test_many_posts_are_read_in_bounded_memory() -> None:
    one = item(1, content="<p>Teksti</p>" * 4000).encode()
    head, _sep, tail = export("@").partition(b"@")
    tracemalloc.start()
    stream: Any = Endless(head, one, 1000, tail)
    number = sum(1 for _post in Export(stream).posts())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 1000
    assert peak < 8 * 1024**2
