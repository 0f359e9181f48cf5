"""The look: quiet greys (ISA-101), saturated colour for alarms alone, priority as shape + number + colour + order."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

TEXT_PX, SECOND_PX, HEADING_PX, FIGURE_PX = 15, 13, 17, 24
ROW_PX, BUTTON_PX, SMALL_BUTTON_PX = 56, 38, 30
FAMILIES = ("Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", "sans-serif")

SHAPES = {1: "▲", 2: "◆", 3: "■", 4: "●"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Name the colours of one theme; contrasts on `panel` are at least 4.5 to 1 for every text colour."""

    ground: str
    panel: str
    caption: str
    chosen: str
    raised: str
    selection: str
    line: str
    strong_line: str
    text: str
    second: str
    faint: str
    warning: str
    main_button: str
    main_button_text: str
    danger: str
    priority: dict[int, str]
    frame: dict[int, str]
    priority_text: str = "#ffffff"


DARK = Tokens(
    ground="#1b1d20", panel="#2a2d32", caption="#24272b", chosen="#ffffff",
    raised="#2d3136", selection="#3a4149", line="#34393f", strong_line="#454b52",
    text="#d9dde2", second="#a7afb8", faint="#8f98a2", warning="#f0c674", main_button="#e8edf2",
    main_button_text="#15181b", danger="#ff8d8d",
    priority={1: "#c62a2f", 2: "#a86200", 3: "#5d6a1f", 4: "#4a525b"},
    frame={1: "#e5484d", 2: "#f0a030", 3: "#9aaa3a", 4: "#8f98a2"},
)  # fmt: skip
LIGHT = Tokens(
    ground="#c9cdd2", panel="#eceef0", caption="#eceef0", chosen="#10131a",
    raised="#e2e5e8", selection="#c8d2de", line="#d2d6da", strong_line="#aab1b8",
    text="#1c2024", second="#3f474f", faint="#59626b", warning="#7a4b00", main_button="#20262c",
    main_button_text="#ffffff", danger="#a11319",
    priority={1: "#c62a2f", 2: "#a86200", 3: "#5d6a1f", 4: "#4a525b"},
    frame={1: "#e5484d", 2: "#f0a030", 3: "#9aaa3a", 4: "#8f98a2"},
)  # fmt: skip
THEMES = {"dark": DARK, "light": LIGHT}


def ui_font(pixels: int = TEXT_PX, bold: bool = False) -> QFont:
    """Return the platform's sans with Hangul; figures keep one width, so that times do not dance."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@functools.lru_cache(maxsize=256)
def color(value: str, alpha: int = 255) -> QColor:
    """Return a token's QColor, the same one each time: not to be changed."""
    made = QColor(value)
    made.setAlpha(alpha)
    return made


def apply_theme(app: QApplication, style_dir: Path, name: str = "dark") -> Tokens:
    """Dress the whole application; return the tokens for those who paint by themselves."""
    tokens = THEMES[name]
    app.setStyle("Fusion")
    app.setFont(ui_font())
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, value in (
        (roles.Window, tokens.panel), (roles.Base, tokens.ground), (roles.AlternateBase, tokens.panel),
        (roles.Button, tokens.raised), (roles.WindowText, tokens.text), (roles.Text, tokens.text),
        (roles.ButtonText, tokens.text), (roles.Highlight, tokens.selection), (roles.HighlightedText, tokens.text),
        (roles.ToolTipBase, tokens.raised), (roles.ToolTipText, tokens.text), (roles.PlaceholderText, tokens.faint),
        (roles.Link, tokens.text), (roles.Mid, tokens.line), (roles.Dark, tokens.ground),
    ):  # fmt: skip
        palette.setColor(role, QColor(value))
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(disabled, role, QColor(tokens.faint))
    app.setPalette(palette)
    app.setStyleSheet(style_sheet(style_dir / "console.qss", tokens))
    return tokens


def style_sheet(qss: Path, tokens: Tokens) -> str:
    """Fill the `@token` names of the style sheet; longer names first, so that none is cut by a shorter one."""
    sheet = qss.read_text(encoding="utf-8")
    values = {name: getattr(tokens, name) for name in Tokens.__dataclass_fields__ if name not in ("priority", "frame")}
    values |= {f"priority{n}": c for n, c in tokens.priority.items()}
    values |= {"text_px": f"{TEXT_PX}px", "second_px": f"{SECOND_PX}px", "heading_px": f"{HEADING_PX}px"}
    values |= {"figure_px": f"{FIGURE_PX}px", "button_px": f"{BUTTON_PX}px", "small_button_px": f"{SMALL_BUTTON_PX}px"}
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    return sheet


def has_hangul() -> bool:
    """Tell whether this machine has any font for Korean; without one the screen would be boxes."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.Korean))
