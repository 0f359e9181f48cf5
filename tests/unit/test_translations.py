"""Every sentence of the console is there in Korean, with the same fields; the collector itself can be trusted."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from console.core.text import load_translations
from tests.translations import KOREAN, Collected, collect, collect_from, read, write


def fields(template: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name is not None)


def sources(code: str) -> list[str]:
    return sorted(collect_from({"module.py": ast.parse(code)}).sources)


def unreadable(code: str) -> list[str]:
    return collect_from({"module.py": ast.parse(code)}).unreadable


@pytest.fixture(scope="module")
def collected() -> Collected:
    return collect()


def test_no_sentence_is_missing_and_none_is_left_over(collected: Collected) -> None:
    wanted, there = set(collected.sources), set(read(KOREAN))
    assert wanted - there == set(), "run `python -m tests.translations`"
    assert there - wanted == set(), "run `python -m tests.translations`"


def test_nothing_is_unfinished() -> None:
    assert [source for source, translation in read(KOREAN).items() if not translation.strip()] == []


def test_fields_are_the_same_on_both_sides() -> None:
    different = {s: t for s, t in read(KOREAN).items() if t and fields(s) != fields(t)}
    assert different == {}


def test_every_sentence_is_a_literal(collected: Collected) -> None:
    assert collected.unreadable == []


def test_no_field_is_positional(collected: Collected) -> None:
    for source in collected.sources:
        assert all(name.isidentifier() for name in fields(source)), source


def test_english_is_the_source_and_needs_no_file() -> None:
    assert not KOREAN.with_name("gwanje_en.ts").exists()


def test_the_console_reads_what_the_tool_writes(tmp_path: Path) -> None:
    table = {"a < b & {c}": "가 < 나 & {c}", " spaced ": " 띄움 ", "two\nlines": "두\n줄", "later": ""}
    write(tmp_path / "x.ts", table)
    assert read(tmp_path / "x.ts") == table
    assert load_translations(tmp_path / "x.ts") == {s: t for s, t in table.items() if t}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('tr("one")', ["one"]),
        ('text("a " "b", x=1)', ["a b"]),
        ('table.text("a_key")', []),
        ('raise Refused("no {x}", x=1)', []),
        ('class Refused(WorldError): ...\nraise Refused("no {x}", x=1)', ["no {x}"]),
        ('class A(WorldError): ...\nclass B(A): ...\nB("deep")', ["deep"]),
        ('raise ValueError("ours")', []),
        ('tr("yes" if x else "no")', ["no", "yes"]),
        ('T = {1: "one", 2: "two"}\ntr(T[n])', ["one", "two"]),
        ('T: dict[int, str] = {1: "one"}\ntext(T.get(n, "other"))', ["one", "other"]),
        ('def why(x):\n    if x:\n        return "a"\n    return "b"\ntext(why(1))', ["a", "b"]),
        ("def tr(template):\n    return text(template)", []),
    ],
)
def test_the_collector_finds(code: str, found: list[str]) -> None:
    assert sources(code) == found
    assert unreadable(code) == []


@pytest.mark.parametrize("code", ["tr(words)", 'tr(f"no {x}")', 'tr("a" + b)', "def f(x):\n    tr(x)"])
def test_the_collector_reports_what_it_cannot_read(code: str) -> None:
    assert unreadable(code) != []
