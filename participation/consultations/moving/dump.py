"""Reading a dump thing by thing, so that memory does not grow with it. Pure.

A dump is a JSON object of lists: ``{"hearings": […], "sections": […], "comments": […]}``. Each may also be what the API
answers, ``{"count": …, "results": […]}``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any, TextIO

CHUNK = 1 << 16  # characters
LARGEST = 50_000_000  # characters of one thing


class DumpError(Exception):
    """The file is no dump: ``str()`` says what is wrong."""


def things(stream: TextIO, wanted: Collection[str]) -> Iterator[tuple[str, Any]]:
    """The name of a list and one thing of it, for the lists that are wanted. Raises DumpError where the file breaks off
    or is no JSON; what was before that has been given."""
    text = _Text(stream)
    text.expect("{")
    while text.peek() != "}":
        name = str(text.value())
        text.expect(":")
        yield from _of(text, name, wanted)
        if text.peek() == ",":
            text.expect(",")
    text.expect("}")


def _of(text: _Text, name: str, wanted: Collection[str]) -> Iterator[tuple[str, Any]]:
    if text.peek() == "[":
        for thing in _list(text):
            if name in wanted:
                yield name, thing
    elif text.peek() == "{":
        text.expect("{")
        while text.peek() != "}":
            inner = text.value()
            text.expect(":")
            yield from _of(text, name if inner == "results" else "", wanted)
            if text.peek() == ",":
                text.expect(",")
        text.expect("}")
    else:
        text.value()


def _list(text: _Text) -> Iterator[Any]:
    text.expect("[")
    while text.peek() != "]":
        yield text.value()
        if text.peek() == ",":
            text.expect(",")
    text.expect("]")


class _Text:
    """A window on the file: what has been read is let go of."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._text, self._at = stream, "", 0
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is no space."""
        while True:
            while self._at < len(self._text) and self._text[self._at].isspace():
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                raise DumpError("The file breaks off in the middle.")

    def expect(self, character: str) -> None:
        if self.peek() != character:
            raise DumpError(f"The file is no dump: «{character}» was expected, «{self.peek()}» found.")
        self._at += 1

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if len(self._text) - self._at > LARGEST or not self._more():
                    raise DumpError(f"The file is no JSON, or breaks off: {error.msg}.") from error
            except RecursionError as error:
                raise DumpError("The file is nested too deeply.") from error
            else:
                if end < len(self._text) or not self._more():  # a number at the edge may go on
                    self._at = end
                    return found

    def _more(self) -> bool:
        """Twice as much each time that one thing goes on, so that reading a long one stays linear."""
        rest = self._text[self._at :]
        fresh = self._stream.read(max(CHUNK, len(rest)))
        self._text, self._at = rest + fresh, 0
        return bool(fresh)
