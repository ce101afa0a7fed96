"""Somebody at the keyboard alone: goes by Tab, chooses by arrows and the space bar, never by the mouse."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.e2e.visitor import Visitor

STOPS = 150  # places on a page where Tab stops, at most
ALTERNATIVES = 40
LONG = 60  # characters from which on a text is pasted
# A group of radio buttons is one stop: its chosen one, else its first.
IS_THERE = """here => here === document.activeElement || (here.type === "radio" &&
    document.activeElement.type === "radio" && document.activeElement.name === here.name)"""
IS_SEEN = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    if (here.type === "file" || !box.width) return true;
    const above = document.elementFromPoint(box.x + Math.min(box.width / 2, innerWidth - 1), box.y + box.height / 2);
    return !above || here.contains(above) || above.contains(here) || (here.labels && [...here.labels].some(one => one.contains(above)));
}"""
CHOSEN = "here => here.selectedOptions[0].textContent.trim()"


class Keys:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.board = visitor, visitor.page, visitor.page.keyboard
        # Asked for from the beginning: what is asked for at the last moment can come after the key.
        self.page.on("filechooser", lambda _chooser: None)

    def reach(self, target: Locator, *, backwards: bool = False) -> None:
        """By Tab from where one is. Fails where it does not lead, or where something lies over what has the focus."""
        handle = target.element_handle()
        for _ in range(STOPS):
            if handle.evaluate(IS_THERE):
                break
            self.board.press("Shift+Tab" if backwards else "Tab")
        else:
            raise AssertionError(f"Tab does not lead to {target}")
        assert self.page.evaluate(IS_SEEN), f"Something lies over {target}"

    def write(self, field: Locator, text: str) -> None:
        """In place of what stands there."""
        self.reach(field)
        self.board.press("Control+A")
        self.board.press("Delete")
        if len(text) < LONG:
            self.board.type(text)
        else:
            self.board.insert_text(text)

    def pick(self, radio: Locator) -> None:
        self.reach(radio)
        if radio.evaluate("here => here === document.activeElement"):
            self.board.press("Space")
        for _ in range(ALTERNATIVES):
            if radio.is_checked():
                return
            self.board.press("ArrowDown")
        raise AssertionError(f"The arrows do not lead to {radio}")

    def tick(self, box: Locator, on: bool = True) -> None:
        self.reach(box)
        if box.is_checked() != on:
            self.board.press("Space")
        assert box.is_checked() == on

    def select(self, field: Locator, label: str) -> None:
        self.reach(field)
        self.board.press("Home")
        for _ in range(ALTERNATIVES):
            if field.evaluate(CHOSEN) == label:
                return
            self.board.press("ArrowDown")
        raise AssertionError(f"The arrows do not lead to {label} in {field}")

    def press(self, target: Locator) -> None:
        """What leads to another page, or to this one anew; then look at what comes of it."""
        self.reach(target)
        with self.page.expect_navigation():
            self.board.press("Enter")
        self.visitor.look()

    def give_file(self, field: Locator, name: str, content: bytes) -> None:
        self.reach(field)
        with self.page.expect_file_chooser() as waiting:
            self.board.press("Space")
        waiting.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
