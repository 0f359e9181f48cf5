"""`feeds password NAME`: keep the password of an event source."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from console.app.folder import make_data_folder
from console.cli.cameras import read_password
from console.core.text import Text, text
from console.register.secrets import Secrets


def run(options: argparse.Namespace, data: Path, say: Callable[[Text], str]) -> int:
    """Keep the password; return the exit status."""
    make_data_folder(data)
    notice = Secrets(data).put(f"feed:{options.name}", read_password())
    if notice is not None:
        print(say(notice), file=sys.stderr)
    print(say(text("The password of the feed {name} is kept.", name=options.name)))
    return 0
