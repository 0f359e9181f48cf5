"""What the console and a decoding child say to one another: JSON, a line each, over the child's stdin and stdout."""

from __future__ import annotations

import json
from typing import Any

from console.core.stream import StreamSource
from console.core.text import Text

Line = dict[str, Any]


def encode(line: Line) -> bytes:
    """Write one line."""
    return json.dumps(line, ensure_ascii=True).encode() + b"\n"


def decode(line: bytes) -> Line:
    """Read one line. Raises ValueError when it is not an object."""
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("a line is not an object")
    return value


def source_line(source: StreamSource) -> Line:
    """Write a source, the password included: it goes through a pipe and nowhere else."""
    return {
        "camera_id": source.camera_id,
        "url": source.url,
        "username": source.username,
        "password": source.password,
        "loop": source.loop,
        "pannable": source.pannable,
    }


def text_line(text: Text) -> Line:
    """Write a sentence with its fields; a field that is no number becomes a string."""
    args = {name: value if isinstance(value, int | float) else str(value) for name, value in text.args.items()}
    return {"template": text.template, "args": args}


def read_text(line: Line) -> Text:
    """Read what `text_line` wrote."""
    return Text(str(line["template"]), dict(line["args"]))
