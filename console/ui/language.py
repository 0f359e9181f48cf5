"""Korean and English on screen: Qt Linguist files behind Qt's own translator, switchable while running."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from console.core.text import Text, load_translations, text

CONTEXT = "gwanje"
LANGUAGES = ("ko", "en")


class TableTranslator(QTranslator):
    """Translate from a .ts file read at start, so that no compiled copy of it can be out of date."""

    def __init__(self, table: dict[str, str], parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._table = table

    def isEmpty(self) -> bool:
        """Tell Qt whether there is anything to ask for."""
        return not self._table

    def translate(self, context: str, source: str, _disambiguation: str | bytes | None = None, _n: int = -1) -> str:
        """Return the translation; None where there is none, for which Qt shows the source."""
        return self._table.get(source) if context == CONTEXT else None  # type: ignore[return-value]


def choose_language(wanted: str) -> str:
    """Return `ko` or `en`: the one asked for, else the machine's; the room's own tongue where that is neither."""
    if wanted in LANGUAGES:
        return wanted
    return "en" if QLocale.system().language() == QLocale.Language.English else "ko"


def install_language(app: QCoreApplication, translations: Path, language: str) -> None:
    """Put a language in force for all that is translated from now on; views are built anew after it."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(language))
    ts_file = translations / f"gwanje_{language}.ts"
    table = TableTranslator(load_translations(ts_file) if ts_file.exists() else {}, app)
    app.installTranslator(table)
    qt = QTranslator(app)
    if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)


def translate(template: str) -> str:
    """Translate one template by the language in force."""
    return QCoreApplication.translate(CONTEXT, template)


def tr(template: str, **args: object) -> str:
    """Translate a sentence and fill its fields; the template is a literal, so that the translations' test finds it."""
    return text(template, **args).render(translate)


def say(sentence: Text) -> str:
    """Translate a sentence that a service made."""
    return sentence.render(translate)
