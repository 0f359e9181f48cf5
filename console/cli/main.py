"""Read the command line, do the job, say in one sentence what went wrong."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs

from console.cli.parser import make_parser
from console.core.errors import ConfigError, WorldError
from console.core.text import Text, load_translations, text

FINDING, BAD_USE = 1, 2
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command or open the console; return the exit status."""
    options = make_parser().parse_args(argv)
    say = _speaker(getattr(options, "lang", ""))
    try:
        data = data_folder(options)
        if options.command is None:
            from console.app.run import open_console

            return open_console(options, data, RESOURCES)
        return _command(options)(options, data, say)
    except WorldError as fault:
        print(say(fault.text), file=sys.stderr)
        return BAD_USE
    except PermissionError as fault:
        refused = text("The folder {folder} cannot be used: {reason}.", folder=fault.filename, reason=fault.strerror)
        print(say(refused), file=sys.stderr)
        return BAD_USE
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain once more while closing standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def data_folder(options: argparse.Namespace) -> Path:
    """Return the folder that everything is written to; the demo has one of its own beside the room's.

    Raises ConfigError for a path that the system does not take.
    """
    given: Path | None = getattr(options, "data", None)
    if given is not None:
        return _expanded(given)
    room = Path(platformdirs.user_data_dir("gwanje", appauthor=False))
    return room / "demo" if options.demo else room


def _expanded(folder: Path) -> Path:
    try:
        folder = folder.expanduser()
        folder.exists()
    except (OSError, RuntimeError) as fault:
        reason = (isinstance(fault, OSError) and fault.strerror) or str(fault)
        raise ConfigError("The folder {folder} cannot be used: {reason}.", folder=str(folder), reason=reason) from fault
    return folder


Job = Callable[[argparse.Namespace, Path, Callable[[Text], str]], int]


def _command(options: argparse.Namespace) -> Job:
    # Imported when asked for: listing cameras must not wait for Qt, nor the console for what only commands use.
    module = importlib.import_module(f"console.cli.{options.command}")
    job: Job = module.run
    return job


def _speaker(language: str) -> Callable[[Text], str]:
    """Return what turns sentences into words on a terminal: English unless Korean was asked for or is the locale's."""
    wanted = language or ("ko" if os.environ.get("LANG", "").startswith("ko") else "en")
    table = load_translations(RESOURCES / "translations" / "gwanje_ko.ts") if wanted == "ko" else {}
    return lambda sentence: sentence.render(lambda template: table.get(template, template))
