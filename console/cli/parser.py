"""What can be asked for on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

EXAMPLES = """\
examples:
  main.py --demo                                   open the console on the demo site
  main.py cameras add --id C1 --name "Gate" --main rtsp://10.0.0.5/main --user admin --password-stdin
  main.py journal search intrusion
  main.py bench wall --url 'rtsp://127.0.0.1:8554/sub/{i}' --tiles 16 --seconds 20 --json

exit status: 0 done, 1 a finding (a broken journal, a camera that does not answer), 2 bad use or input
"""


def make_parser() -> argparse.ArgumentParser:
    """Build the parser; --data, --config and --lang stand before or after a command."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", type=Path, metavar="DIR", help="folder of everything the console writes")
    common.add_argument("--config", type=Path, metavar="FILE", help="configuration (default: console.toml in --data)")
    common.add_argument("--lang", choices=("ko", "en"), help="language (default: the configuration's, or the locale's)")
    parser = argparse.ArgumentParser(
        prog="main.py", parents=[common], description="Gwanje (관제): the console of a CCTV control room.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--operator", metavar="NAME", default="", help="who is on duty at this workstation")
    parser.add_argument("--demo", action="store_true", help="open the demo site: drawn scenes, real analytics")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="play recorded events (JSON lines), for drills")
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="how many times as fast (default 1)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _cameras(commands.add_parser("cameras", help="register, list and probe cameras"), common)
    _feeds(commands.add_parser("feeds", help="keep the passwords of event sources"), common)
    _journal(commands.add_parser("journal", help="verify, search and export the journal"), common)
    _bench(commands.add_parser("bench", help="measure what this machine can show"), common)
    commands.add_parser("doctor", parents=[common], help="say what is installed and what is wrong")
    return parser


def _sub(parser: argparse.ArgumentParser) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    return parser.add_subparsers(dest="verb", metavar="VERB", required=True)


def _cameras(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = _sub(parser)
    add = verbs.add_parser("add", parents=[common], help="register a camera")
    add.add_argument("--id", required=True, help="a short number or code, unique in the room")
    add.add_argument("--name", required=True, help="what operators call it")
    add.add_argument("--main", required=True, metavar="URL", help="rtsp:// address of the full picture")
    add.add_argument("--sub", default="", metavar="URL", help="rtsp:// address of the small picture, for the wall")
    add.add_argument("--onvif", default="", metavar="URL", help="http:// address of the ONVIF device service")
    add.add_argument("--site", default="", help="the place it belongs to")
    add.add_argument("--user", default="", help="user name at the camera")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.add_argument("--rotating", action="store_true", help="it pans, tilts and zooms")
    verbs.add_parser("list", parents=[common], help="list the registered cameras")
    remove = verbs.add_parser("remove", parents=[common], help="take a camera out of the register")
    remove.add_argument("id", metavar="ID")
    probe = verbs.add_parser("probe", parents=[common], help="open a camera's streams and ONVIF, say what it can do")
    probe.add_argument("id", metavar="ID")


def _feeds(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = _sub(parser)
    password = verbs.add_parser("password", parents=[common], help="keep a feed's password, read from standard input")
    password.add_argument("name", metavar="NAME", help="the feed's name in the configuration")


def _journal(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = _sub(parser)
    verbs.add_parser("verify", parents=[common], help="check the chain and say how far it is intact")
    search = verbs.add_parser("search", parents=[common], help="find entries by a word")
    search.add_argument("words", metavar="TEXT")
    search.add_argument("--limit", type=int, default=200, help="how many at the most (default 200)")
    export = verbs.add_parser("export", parents=[common], help="write entries to a file")
    export.add_argument("--format", choices=("csv", "jsonl"), required=True)
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    verbs.add_parser("rebuild", parents=[common], help="make all that is derived from the entries anew")


def _bench(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = _sub(parser)
    wall = verbs.add_parser("wall", parents=[common], help="open the real wall and measure it")
    wall.add_argument("--url", required=True, help="address of the streams; {i} becomes 0, 1, 2 …")
    wall.add_argument("--tiles", type=int, default=16, metavar="N", help="how many streams, 1 to 36 (default 16)")
    wall.add_argument("--seconds", type=float, default=20.0, help="how long to measure (default 20)")
    wall.add_argument("--user", default="", help="user name at the streams")
    wall.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    wall.add_argument("--json", action="store_true", help="print one JSON object")
