"""Which figures are kept back so that nobody can be picked out: pure.

A cell below the least size is hidden, and as many others that it cannot be computed from the total (primary and
secondary suppression: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4)."""

from __future__ import annotations

from collections.abc import Mapping

UNANSWERED = ""  # the cell of those who were asked and did not answer


def small(number: int, least: int) -> bool:
    """Nobody at all tells nothing of anybody."""
    return 0 < number < least


def hidden(cells: Mapping[str, int], least: int) -> frozenset[str]:
    """Of cells that add up to a total that is known. Where one is too small, those of nobody are hidden too, and
    cells of one size are hidden together: otherwise what is shown would tell which sizes are not."""
    if not any(small(number, least) for number in cells.values()):
        return frozenset()
    kept = sorted((number, cell) for cell, number in cells.items())
    chosen = [one for one in kept if one[0] < least]
    following = kept[len(chosen) :]
    while following and not _safe([number for number, _cell in chosen], least):
        largest = following[0][0]
        chosen += [one for one in following if one[0] == largest]
        following = [one for one in following if one[0] > largest]
    return frozenset(cell for _number, cell in chosen)


def hidden_apart(cells: Mapping[str, int], total: int, least: int) -> frozenset[str]:
    """Of cells that do not add up to anything, such as those of a question with several choices: what nearly everybody
    chose tells as much as what hardly anybody did."""
    return frozenset(cell for cell, number in cells.items() if small(number, least) or small(total - number, least))


def _safe(numbers: list[int], least: int) -> bool:
    """Whether their sum leaves open what each of them is."""
    total, count = sum(numbers), len(numbers)
    if count < 2 or total < least:
        return False
    return any(number >= least for number in numbers) or total < count * (least - 1)
