"""The table of docs/personal-data.md, made of the registry."""

from __future__ import annotations

from django.utils.translation import override

from .registry import exempted, known


def table() -> str:
    """In English, as msgids are. `tests/architecture/test_personal.py` holds the document against it."""
    with override(None):
        lines = ["| model | what | on what grounds | kept | when the account is deleted |", "|-|-|-|-|-|"]
        for one in sorted(known().values(), key=lambda one: one.model):
            models = ", ".join(f"`{model}`" for model in (one.model, *one.parts))
            lines.append(f"| {models} | {one.title} | {one.basis.value} | {one.kept} | {one.gone} |")
        lines += ["", "| not in it | because |", "|-|-|"]
        lines += [f"| `{model}` | {reason} |" for model, reason in sorted(exempted().items())]
    return "\n".join(lines)
