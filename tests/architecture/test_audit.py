"""Every action leaves a row in the audit trail, and every row is told in words. Read from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from core.audit import words
from tests.architecture.test_layers import MODULES, ROOT, SOURCES

WRITES = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "delete", "update", "bulk_update"}
RECORDS = {"record", "record_reading"}
# Actions that write and leave no row, each with its reason.
WITHOUT = {
    "accounts.actions.begin_sign_in": "an address that nobody has proved is nobody’s yet",
    "accounts.actions.follow_admin_language": "a person’s own setting, of no consequence to others",
    "accounts.actions.note_visit": "when a person looked at their own page is nobody else’s business",
    "accounts.actions.purge_unconfirmed": "accounts that nobody has proved go by the clock",
    "accounts.actions.set_language": "a person’s own setting, of no consequence to others",
    "accounts.security.actions.second.use_totp": "coming in leaves no row, as signing in leaves none",
    "accounts.security.actions.sessions.purge": "what has ended or expired goes by the clock",
    "accounts.security.actions.shared.take_away": "a part of actions that record themselves",
    "core.jobs.actions.purge": "files of finished work go by the clock",
    "core.jobs.actions.again": "goes on with work whose beginning is recorded",
    "core.jobs.actions.carry_out": "how far work has come; what it does is recorded by the actions it calls",
    "participation.consultations.actions.files.drop_files": "a part of actions that record themselves",
    "participation.consultations.actions.files.keep_files": "of a draft; what comes of it is recorded",
    "participation.consultations.actions.files.purge_files": "what nobody has sent goes by the clock",
    "participation.consultations.actions.files.settle_files": "a part of sending, which records itself",
    "participation.consultations.actions.publishing.announce": "a part of publishing, which Wagtail keeps in the page’s history",
    "participation.consultations.statements.actions.extending.follow_closing": "a part of giving more time, which is recorded",
    "participation.consultations.statements.actions.giving.keep_papers": "a draft; what comes of it is recorded",
    "participation.consultations.statements.actions.giving.keep_draft": "a draft; what comes of it is recorded",
    "participation.consultations.statements.actions.retaining.expire_parties": "retention records what it deletes",
    "participation.consultations.statements.actions.shared.put_letters": "a part of actions that record themselves",
    "participation.consultations.statements.actions.shared.put_letter": "a part of actions that record themselves",
    "participation.consultations.actions.sending.keep_contact": "a part of actions that record themselves",
    "participation.consultations.answering.actions.entering.enter": "recorded by `note`, which stands in another room",
    "search.actions.turn": "what opens and closes by the clock is nobody’s deed",
    "home.sharing.actions.note_opening": "who opens a link is nobody’s business; how often is counted",
    "home.sharing.actions.purge": "links that ended go by the clock",
    "home.wordpress.actions.purge": "files that nobody carried out go by the clock",
    "municipality.actions.discard_file": "a file that was only tried; taking its areas in is recorded",
    "municipality.actions.keep_file": "a file to be tried; taking its areas in is recorded",
    "participation.consultations.actions.leaving.expire_senders": "a part of applying retention, which is recorded",
    "participation.consultations.actions.unfinished.drop_unfinished": "what is not sent is its writer’s own",
    "participation.consultations.actions.unfinished.hand_over_unfinished": "what is not sent is its writer’s own",
    "participation.consultations.actions.unfinished.purge_unfinished": "what nobody goes on with goes by the clock",
    "participation.consultations.actions.unfinished.throw_away_unfinished": "a part of deleting an account, which is recorded",
    "participation.consultations.actions.unfinished.save_unfinished": "what is not sent is its writer’s own",
    "participation.consultations.actions.leaving.take_views": "a part of deleting an account, which is recorded",
    "participation.council.actions.note_visit": "when a councillor looked at the own desk is nobody else’s business",
    "participation.following.actions.carrying.carry": "followers follow a merge, which is recorded",
    "participation.following.actions.carrying.give_back": "followers follow a merge undone, which is recorded",
    "participation.following.actions.following.attach": "a part of actions that record themselves",
    "participation.following.actions.following.detach": "a part of actions that record themselves",
    "participation.following.actions.reaching.forget_refusals": "a part of actions that record themselves",
    "participation.following.actions.subscribing.purge_unconfirmed": "what nobody confirmed goes by the clock",
    "participation.moderation.actions.erasing.forget_prints": "marks of texts, of no person, that go by the clock",
    "participation.moderation.actions.holding.gone": "a case follows its thing, whose change is recorded",
    "participation.moderation.actions.holding.refresh": "a case follows its thing, whose change is recorded",
    "participation.moderation.actions.holding.relocate": "cases follow their thing, whose move or change is recorded",
    "participation.moderation.actions.holding.screen": "remembers a mark of the text; what it holds back is recorded",
    "participation.moderation.actions.shared.open_case": "a part of actions that record themselves",
    "participation.proposals.actions.drafting.add_picture": "a draft is its writer’s own until it is published",
    "participation.proposals.actions.drafting.adopt_draft": "a draft is its writer’s own until it is published",
    "participation.proposals.actions.drafting.describe_picture": "a draft is its writer’s own until it is published",
    "participation.proposals.actions.drafting.remove_picture": "a draft is its writer’s own until it is published",
    "participation.proposals.actions.importing.purge_imports": "files that nobody carried out go by the clock",
    "participation.proposals.actions.importing.take_in": "one batch; that the import began and ended is recorded",
    "participation.proposals.actions.leaving.part_from_supports": "a part of deleting an account, which is recorded",
    "participation.proposals.actions.repairing.close_quietly": "a part of actions that record themselves",
    "participation.proposals.actions.repairing.mark_repaired": "a part of actions that record themselves",
    "participation.proposals.actions.drafting.save_draft": "a draft is its writer’s own until it is published",
    "participation.proposals.actions.supporting.take_over": "a part of joining a person to an account, which is recorded",
    "participation.retention.actions.applying.warn_persons": "how far the telling has come; what is told of is recorded",
    "participation.searches.actions.ask": "what is new in a search is found by the clock",
    "participation.searches.actions.keep": "a part of following it, which is recorded",
    "participation.searches.actions.purge": "what nobody follows goes by the clock",
    "search.actions.entitle": "the index follows what other actions record",
    "search.actions.put": "the index follows what other actions record",
    "search.actions.put_many": "the index follows what other actions record",
    "search.actions.rebuild": "the index follows what other actions record",
    "search.actions.remove": "the index follows what other actions record",
    "search.actions.remove_many": "the index follows what other actions record",
    "surveys.actions.files.drop_files": "goes with answers whose order must not show; retention records what it deletes",
    "surveys.actions.files.expire_files": "retention records what it deletes",
    "surveys.actions.files.keep_files": "the order of rows would tell who answered what",
    "surveys.actions.files.purge_files": "files of nothing go by the clock",
    "surveys.actions.files.settle_files": "the order of rows would tell who answered what",
    "surveys.actions.answering.answer": "a row’s moment and order would tell who answered what",
    "surveys.actions.answering.begin": "a row’s moment and order would tell who answered what",
    "surveys.actions.answering.begin_paper": "a draft; what comes of it is recorded",
    "surveys.actions.answering.begin_trial": "a test, of which nothing stays",
    "surveys.actions.answering.change": "a row’s moment and order would tell who answered what",
    "surveys.actions.answering.discard": "a row’s moment and order would tell who answered what",
    "surveys.actions.answering.keep": "a row’s moment and order would tell who answered what",
    "surveys.actions.answering.purge_drafts": "what nobody goes on with goes by the clock",
    "surveys.actions.answering.send": "a row’s moment and order would tell who answered what",
    "surveys.actions.entry.is_first": "a row’s moment and order would tell who answered what",
    "surveys.actions.entry.let_in": "a row’s moment and order would tell who answered what",
    "surveys.actions.keeping.keep_on_own_page": "a row’s moment and order would tell who answered what",
    "surveys.actions.keeping.take_off_own_page": "a row’s moment and order would tell who answered what",
    "surveys.actions.limiting.take_places": "a row’s moment and order would tell who answered what",
    "surveys.actions.packing.drop": "says nothing that the responses do not",
    "surveys.actions.packing.drop_stale": "says nothing that the responses do not",
    "surveys.actions.packing.keep": "says nothing that the responses do not",
    "surveys.actions.packing.keep_crosses": "counts what is there, for whoever looks at public results",
    "surveys.actions.raffling.purge_raffles": "addresses go on the day that the rules of the raffle tell",
    "surveys.actions.mailing.purge_recipients": "addresses go on the day that was told in the mail",
    "surveys.actions.entry.purge_marks": "marks of having answered go by the clock",
    "surveys.actions.mixing.mix_rows": "the same rows, written anew by the clock",
}
ACTIONS = [path for path in MODULES if path.stem == "actions" or path.parent.name == "actions"]
ANY = r"[a-z_]+"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[1:] if parts[0] == "site" else parts)


def room(path: Path) -> list[Path]:
    """The modules of the nearest folder that has actions: an app, or a room of its own within one."""
    top = path.parent.parent if path.parent.name == "actions" else path.parent
    return [other for other in MODULES if other.is_relative_to(top)]


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree(path).body if isinstance(node, ast.FunctionDef)}


def called(function: ast.AST) -> tuple[set[str], set[str]]:
    """Names of the functions and of the methods that are called."""
    found = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {one.id for one in found if isinstance(one, ast.Name)}, {
        one.attr for one in found if isinstance(one, ast.Attribute)
    }


def reaches(path: Path, name: str, wanted: set[str]) -> bool:
    """Whether a function calls one of the wanted names, itself or through functions of its actions."""
    near = [other for other in ACTIONS if other.parent == path.parent] if path.parent.name == "actions" else [path]
    known = {key: node for other in near for key, node in functions(other).items()} | functions(path)
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in seen or one not in known:
            continue
        seen.add(one)
        names, methods = called(known[one])
        if (names | methods) & wanted:
            return True
        waiting += names
    return False


PUBLIC = sorted(
    (f"{dotted(path)}.{name}", path, name) for path in ACTIONS for name in functions(path) if not name.startswith("_")
)


@pytest.mark.parametrize(("full", "path", "name"), PUBLIC, ids=[full for full, _path, _name in PUBLIC])
def test_an_action_that_writes_records_it(full: str, path: Path, name: str) -> None:
    silent = reaches(path, name, WRITES) and not reaches(path, name, RECORDS)
    assert silent == (full in WITHOUT), "record it, or give the reason in WITHOUT"


def test_the_list_of_exceptions_is_not_stale() -> None:
    assert set(WITHOUT) - {full for full, _path, _name in PUBLIC} == set()


def patterns(path: Path, function: ast.FunctionDef | None, node: ast.expr | None, depth: int = 0) -> set[str]:
    """Regular expressions for what a text may be: constants as they are, parameters by what callers give."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {re.escape(node.value)}
    if isinstance(node, ast.IfExp):
        return patterns(path, function, node.body, depth) | patterns(path, function, node.orelse, depth)
    if isinstance(node, ast.JoinedStr):
        parts = [
            patterns(path, function, part.value if isinstance(part, ast.FormattedValue) else part, depth)
            for part in node.values
        ]
        return {"".join(chosen) for chosen in product(*parts)}
    if isinstance(node, ast.Name) and function is not None and depth < 4:
        names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]
        if node.id in {*names, *(arg.arg for arg in function.args.kwonlyargs)}:
            return given(path, function.name, node.id, names, depth) or {ANY}
        values = [
            one.value
            for one in ast.walk(function)
            if isinstance(one, ast.Assign) and any(getattr(target, "id", "") == node.id for target in one.targets)
        ]
        return {found for value in values for found in patterns(path, function, value, depth + 1)} or {ANY}
    return {ANY}


def given(path: Path, called_name: str, parameter: str, names: list[str], depth: int) -> set[str]:
    """What the callers in the room give for a parameter."""
    found: set[str] = set()
    for other in room(path):
        for function, call in calls(other):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if renamed(other).get(name, name) != called_name:
                continue
            by_name = {keyword.arg: keyword.value for keyword in call.keywords}
            at = names.index(parameter) if parameter in names else len(call.args)
            value = by_name.get(parameter) or (call.args[at] if at < len(call.args) else None)
            if value is not None:
                found |= patterns(other, function, value, depth + 1)
    return found


@cache
def renamed(path: Path) -> dict[str, str]:
    """What a module calls by another name."""
    imports = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)]
    return {alias.asname: alias.name for node in imports for alias in node.names if alias.asname}


@cache
def calls(path: Path) -> list[tuple[ast.FunctionDef | None, ast.Call]]:
    found: list[tuple[ast.FunctionDef | None, ast.Call]] = []

    def walk(node: ast.AST, function: ast.FunctionDef | None) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                found.append((function, child))
            walk(child, child if isinstance(child, ast.FunctionDef) else function)

    walk(tree(path), None)
    return found


def recorded() -> Iterator[tuple[str, str]]:
    """Where a row is written, and the pattern of its verb."""
    for path in MODULES:
        for function, call in calls(path):
            name = ast.unparse(call.func)
            arguments = {keyword.arg: keyword.value for keyword in call.keywords}
            if name.split(".")[-1] in RECORDS and ("verb" in arguments or "what" in arguments):
                verb = "verb" in arguments
                for pattern in patterns(path, function, arguments["verb" if verb else "what"]):
                    yield f"{dotted(path)}:{call.lineno}", pattern if verb else rf"read\.{pattern}"
            if name == "AuditRow.objects.create" and "verb" in arguments:
                for pattern in patterns(path, function, arguments["verb"]):
                    yield f"{dotted(path)}:{call.lineno}", pattern


RECORDED = sorted(set(recorded()))


@pytest.mark.parametrize(("place", "pattern"), RECORDED, ids=[f"{place} {pattern}" for place, pattern in RECORDED])
def test_a_verb_has_words(place: str, pattern: str) -> None:
    assert "\\." in pattern, "write the verb so that it can be read here"
    assert [verb for verb in words.verbs() if re.fullmatch(pattern, verb)], "register its words: core.audit.words"


def test_the_source_is_read_right() -> None:
    found = {pattern for _place, pattern in RECORDED}
    assert {
        r"role\.limit",
        r"role\.grant",
        r"proposal\.publish",
        r"proposal\.assign",
        r"comment\.remove",
        r"read\.people",
    } <= found
    assert SOURCES
