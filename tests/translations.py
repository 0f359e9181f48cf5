"""Collect every sentence of console/ and keep the Korean translation file in step: `python -m tests.translations`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "console"
KOREAN = ROOT / "resources" / "translations" / "gwanje_ko.ts"
ERRORS = SOURCES / "core" / "errors.py"
CONTEXT = "gwanje"
CALLS = frozenset({"tr", "text"})
PASSED_ON = frozenset({"template", "sentence"})
"""Parameters by which `tr`, `text` and the errors hand a template on; whoever called them wrote the literal."""


@dataclass
class Collected:
    """Hold the sentences found, each with its place, and the calls whose sentence cannot be read from the source."""

    sources: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def error_names(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Return the names of WorldError and every class made from it."""
    bases = {
        node.name: {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"WorldError"}
    while True:
        more = {name for name, parents in bases.items() if parents & found} - found
        if not more:
            return frozenset(found)
        found |= more


def collect(folder: Path = SOURCES) -> Collected:
    """Read every module of a folder for sentences."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))}
    return collect_from({str(path.relative_to(folder.parent)): tree for path, tree in trees.items()})


def collect_from(trees: dict[str, ast.Module]) -> Collected:
    """Collect from parsed modules, each under the name it is reported by."""
    names = CALLS | error_names(trees.values())
    found = Collected()
    for place, tree in trees.items():
        module = _Module(tree)
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not call.args or _called(call) not in names:
                continue
            if _called(call) in CALLS and not isinstance(call.func, ast.Name):
                continue  # a method that happens to have the name
            literals = module.literals(call.args[0], call)
            if literals is None:
                found.unreadable.append(f"{place}:{call.lineno}")
                continue
            for literal in literals:
                found.sources.setdefault(literal, f"{place}:{call.lineno}")
    return found


def _called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


class _Module:
    """Find what a first argument can be, within its module: literals, choices, tables, functions of literals."""

    def __init__(self, tree: ast.Module) -> None:
        self._assigned: dict[str, list[ast.expr]] = {}
        self._returns: dict[str, list[ast.expr]] = {}
        self._params: dict[ast.AST, set[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._returns[node.name] = [r.value for r in ast.walk(node) if isinstance(r, ast.Return) and r.value]
                params = {a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
                for inner in ast.walk(node):
                    self._params.setdefault(inner, set()).update(params)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._assigned.setdefault(target.id, []).append(node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                self._assigned.setdefault(node.target.id, []).append(node.value)

    def literals(self, value: ast.expr, call: ast.AST, depth: int = 0) -> list[str] | None:
        """Return every string the value can be, none for one that is handed on, None where it cannot be told."""
        if isinstance(value, ast.Constant):
            return [value.value] if isinstance(value.value, str) else []
        if depth > 4:
            return None
        if isinstance(value, ast.IfExp):
            return self._all((value.body, value.orelse), call, depth)
        if isinstance(value, ast.BoolOp):
            return self._all(value.values, call, depth)
        if isinstance(value, ast.Dict):
            return self._all(value.values, call, depth)
        if isinstance(value, ast.Subscript):
            return self.literals(value.value, call, depth + 1)
        if isinstance(value, ast.Attribute) and value.attr == "template":
            return []
        if isinstance(value, ast.Call):
            return self._of_call(value, call, depth)
        if isinstance(value, ast.Name):
            if value.id in self._params.get(call, set()) and value.id in PASSED_ON:
                return []
            return self._all(self._assigned.get(value.id, ()), call, depth) if value.id in self._assigned else None
        return None

    def _of_call(self, value: ast.Call, call: ast.AST, depth: int) -> list[str] | None:
        name = _called(value)
        if name in ("get", "MappingProxyType"):
            table = value.func.value if isinstance(value.func, ast.Attribute) and name == "get" else value.args[0]
            rest = value.args[1:] if name == "get" else []
            return self._all((table, *rest), call, depth)
        return self._all(self._returns[name], call, depth) if self._returns.get(name) else None

    def _all(self, values: Iterable[ast.expr], call: ast.AST, depth: int) -> list[str] | None:
        found: list[str] = []
        for value in values:
            literals = self.literals(value, call, depth + 1)
            if literals is None:
                return None
            found += literals
        return found


def read(ts_file: Path) -> dict[str, str]:
    """Read a .ts file into {source: translation}; the translation of an unfinished message is empty."""
    return dict(_messages(ts_file)) if ts_file.exists() else {}


def _messages(ts_file: Path) -> Iterator[tuple[str, str]]:
    for message in ElementTree.parse(ts_file).getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        done = translation.get("type") is None
        yield message.findtext("source") or "", (translation.text or "") if done else ""


def write(ts_file: Path, table: dict[str, str]) -> None:
    """Write a .ts file: one context, sorted by source, what is not translated marked as unfinished."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
        '<TS version="2.1" language="ko_KR" sourcelanguage="en">', "<context>", f"    <name>{CONTEXT}</name>",
    ]  # fmt: skip
    for source, translation in sorted(table.items()):
        lines += ["    <message>", f"        <source>{escape(source)}</source>"]
        lines.append(
            f"        <translation>{escape(translation)}</translation>"
            if translation
            else '        <translation type="unfinished"></translation>'
        )
        lines.append("    </message>")
    ts_file.parent.mkdir(parents=True, exist_ok=True)
    ts_file.write_text("\n".join([*lines, "</context>", "</TS>", ""]), encoding="utf-8")


def main() -> int:
    """Bring the Korean file up to date; exit status 1 when something is left to translate or cannot be collected."""
    collected, known = collect(), read(KOREAN)
    table = {source: known.get(source, "") for source in collected.sources}
    write(KOREAN, table)
    for place in collected.unreadable:
        print(f"{place}: the sentence is not a literal")
    for source in sorted(source for source, translation in table.items() if not translation):
        print(f"{collected.sources[source]}: {source}")
    missing = sum(not translation for translation in table.values())
    print(f"{len(table)} sentences, {missing} to translate, {len(known.keys() - table.keys())} dropped")
    return 1 if missing or collected.unreadable else 0


if __name__ == "__main__":
    sys.exit(main())
