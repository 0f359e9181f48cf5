"""Where a key stands in a TOML text."""

from __future__ import annotations

import tomllib

from console.config.lines import key_lines, line_of

SOURCE = '''# first = "not a key"
name = "a"
[wall]  # [not.a.table]
layout = 4
text = """
layout = 9
[ptz]
""""
list = [
  "a]", # "]
  { x = 1, y = [2] },
]
"quoted key".'b.c' = 'raw # "'

[[feeds]]
host = "h"
[[feeds]]
host = "i"
[feeds.extra]
deep = 1
[alarms.priorities]
fire = 1
'''


def test_every_key_and_table_has_its_line() -> None:
    assert tomllib.loads(SOURCE)
    assert key_lines(SOURCE) == {
        ("name",): 2,
        ("wall",): 3,
        ("wall", "layout"): 4,
        ("wall", "text"): 5,
        ("wall", "list"): 9,
        ("wall", "quoted key"): 13,
        ("wall", "quoted key", "b.c"): 13,
        ("feeds", 0): 15,
        ("feeds", 0, "host"): 16,
        ("feeds", 1): 17,
        ("feeds", 1, "host"): 18,
        ("feeds", 1, "extra"): 19,
        ("feeds", 1, "extra", "deep"): 20,
        ("alarms", "priorities"): 21,
        ("alarms", "priorities", "fire"): 22,
    }


def test_a_key_inside_an_inline_table_has_the_line_of_what_holds_it() -> None:
    lines = key_lines('a = 1\nfeeds = [{ host = "h" }]\n')
    assert line_of(("feeds", 0, "host"), lines) == 2
    assert line_of(("nowhere",), lines) == 1
