"""Keys are data: key → command name. Menus, keys, tooltips and the help sheet are all made from this one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.core.text import Text, text


class Group(StrEnum):
    """Order the help sheet."""

    QUEUE = "queue"
    WALL = "wall"
    PTZ = "ptz"
    FIND = "find"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Command:
    """Name something a person can do. `keys`: portable key names, `Num+` for the numeric keypad.

    held: it begins when the key goes down and ends when it goes up. in_text: works while a text field has the focus.
    repeats: a key that is kept down does it again and again; all others are done once a press.
    """

    name: str
    label: Text
    keys: tuple[str, ...]
    group: Group
    held: bool = False
    in_text: bool = False
    repeats: bool = False


GROUP_LABELS = {
    Group.QUEUE: text("Alarm queue"),
    Group.WALL: text("Wall"),
    Group.PTZ: text("Rotating camera"),
    Group.FIND: text("Find"),
    Group.VIEW: text("Window"),
}

COMMANDS: tuple[Command, ...] = (
    Command("queue.next", text("Next alarm"), ("Down",), Group.QUEUE, repeats=True),
    Command("queue.previous", text("Previous alarm"), ("Up",), Group.QUEUE, repeats=True),
    Command("queue.most_urgent", text("Most urgent alarm"), ("N",), Group.QUEUE),
    Command("alarm.claim", text("Claim, and show its camera"), ("Return", "Enter"), Group.QUEUE),
    Command("alarm.release", text("Give the alarm back"), ("Shift+Return",), Group.QUEUE),
    Command("alarm.acknowledge", text("Acknowledge"), ("A",), Group.QUEUE),
    Command("alarm.close.true", text("Close: true"), ("1",), Group.QUEUE),
    Command("alarm.close.false", text("Close: false"), ("2",), Group.QUEUE),
    Command("alarm.close.nuisance", text("Close: nuisance"), ("3",), Group.QUEUE),
    Command("alarm.close.duplicate", text("Close: duplicate"), ("4",), Group.QUEUE),
    Command("alarm.close.handed_over", text("Close: handed over"), ("5",), Group.QUEUE),
    Command("alarm.close.test", text("Close: test"), ("6",), Group.QUEUE),
    Command("alarm.shelve", text("Shelve"), ("S",), Group.QUEUE),
    Command("alarm.comment", text("Comment"), ("C",), Group.QUEUE),
    Command("alarm.reopen", text("Take the last closing back"), ("Ctrl+Z",), Group.QUEUE),
    Command("wall.layout.1", text("1 tile"), ("Ctrl+1",), Group.WALL, in_text=True),
    Command("wall.layout.4", text("4 tiles"), ("Ctrl+2",), Group.WALL, in_text=True),
    Command("wall.layout.9", text("9 tiles"), ("Ctrl+3",), Group.WALL, in_text=True),
    Command("wall.layout.16", text("16 tiles"), ("Ctrl+4",), Group.WALL, in_text=True),
    Command("wall.layout.25", text("25 tiles"), ("Ctrl+5",), Group.WALL, in_text=True),
    Command("wall.layout.36", text("36 tiles"), ("Ctrl+6",), Group.WALL, in_text=True),
    Command("wall.left", text("Tile to the left"), ("Ctrl+Left",), Group.WALL, repeats=True),
    Command("wall.right", text("Tile to the right"), ("Ctrl+Right",), Group.WALL, repeats=True),
    Command("wall.up", text("Tile above"), ("Ctrl+Up",), Group.WALL, repeats=True),
    Command("wall.down", text("Tile below"), ("Ctrl+Down",), Group.WALL, repeats=True),
    Command("wall.enlarge", text("Enlarge the tile, and back"), ("E",), Group.WALL),
    Command("wall.clear", text("Empty the tile"), ("Del",), Group.WALL),
    Command("ptz.up_left", text("Up and left"), ("Num+7",), Group.PTZ, held=True),
    Command("ptz.up", text("Up"), ("Num+8", "Shift+Up"), Group.PTZ, held=True),
    Command("ptz.up_right", text("Up and right"), ("Num+9",), Group.PTZ, held=True),
    Command("ptz.left", text("Left"), ("Num+4", "Shift+Left"), Group.PTZ, held=True),
    Command("ptz.stop", text("Stop"), ("Num+5",), Group.PTZ),
    Command("ptz.right", text("Right"), ("Num+6", "Shift+Right"), Group.PTZ, held=True),
    Command("ptz.down_left", text("Down and left"), ("Num+1",), Group.PTZ, held=True),
    Command("ptz.down", text("Down"), ("Num+2", "Shift+Down"), Group.PTZ, held=True),
    Command("ptz.down_right", text("Down and right"), ("Num+3",), Group.PTZ, held=True),
    Command("ptz.zoom_in", text("Zoom in"), ("Num++", "+", "Shift++", "="), Group.PTZ, held=True),
    Command("ptz.zoom_out", text("Zoom out"), ("Num+-", "-"), Group.PTZ, held=True),
    Command("ptz.home", text("Home position"), ("Home",), Group.PTZ),
    Command("ptz.preset", text("P, then a digit: go to that preset"), ("P",), Group.PTZ),
    Command("find.camera", text("Find a camera"), ("Ctrl+F", "/"), Group.FIND, in_text=True),
    Command("find.journal", text("Search the journal"), ("Ctrl+Shift+F",), Group.FIND, in_text=True),
    Command("view.help", text("Keys"), ("F1",), Group.VIEW, in_text=True),
    Command("view.messages", text("Messages so far"), ("F4",), Group.VIEW, in_text=True),
    Command("view.full_screen", text("Full screen"), ("F11",), Group.VIEW, in_text=True),
    Command("view.language", text("한국어 / English"), ("F2",), Group.VIEW, in_text=True),
    Command("view.theme", text("Dark / light"), ("F3",), Group.VIEW, in_text=True),
    Command("view.back", text("Back"), ("Esc",), Group.VIEW, in_text=True),
)

BY_NAME = {command.name: command for command in COMMANDS}
KEYMAP = {key: command for command in COMMANDS for key in command.keys}


def shown_key(name: str) -> str:
    """Return the first key of a command, as it is written on buttons and in tooltips."""
    keys = BY_NAME[name].keys
    return written_key(keys[0]) if keys else ""


def written_key(key: str) -> str:
    """Write a key of the table as it stands on the keyboard."""
    if key.startswith("Num+"):
        return "⌨ " + key.removeprefix("Num+")
    return key.replace("Return", "Enter").replace("Del", "Delete").replace("Shift+", "⇧")
