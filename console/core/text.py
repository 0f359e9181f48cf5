"""Sentences for people: an English template with named fields, translated only where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

_NO_ARGS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a sentence whose fields may be untrusted: they are filled in after translation, as plain text."""

    template: str
    args: Mapping[str, object] = field(default_factory=lambda: _NO_ARGS)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Translate the template, then fill its fields; a field that is itself a Text is rendered too."""
        args = {name: v.render(translate) if isinstance(v, Text) else v for name, v in self.args.items()}
        return translate(self.template).format_map(args)

    def __str__(self) -> str:
        return self.render()


def text(template: str, **args: object) -> Text:
    """Make a Text; the template is a literal, so that the translations' test finds it."""
    return Text(template, MappingProxyType(args))


def recorded(sentence: Text) -> dict[str, object]:
    """Return a reason as the journal keeps it: in English for its readers, in parts for its translators."""
    fields = {name: str(value) for name, value in sentence.args.items()}
    return {"reason": str(sentence), "reason_template": sentence.template, "reason_fields": fields}


def as_recorded(body: Mapping[str, object]) -> Text | str:
    """Return the reason in an entry's body, translatable where its parts really make up its words; never raises."""
    words, template, fields = (body.get(name) for name in ("reason", "reason_template", "reason_fields"))
    if not isinstance(words, str):
        return ""
    if isinstance(template, str) and isinstance(fields, dict) and all(isinstance(v, str) for v in fields.values()):
        sentence = Text(template, fields)
        try:
            if str(sentence) == words:
                return sentence
        except (LookupError, ValueError, AttributeError):
            return words
    return Text(words) if "{" not in words and "}" not in words else words


def load_translations(ts_file: Path) -> dict[str, str]:
    """Read a Qt Linguist .ts file of the product's own into {source: translation}; unfinished entries are left out."""
    root = ElementTree.parse(ts_file).getroot()  # noqa: S314 - shipped with the product, not input
    table: dict[str, str] = {}
    for message in root.iter("message"):
        source, translation = message.find("source"), message.find("translation")
        if source is not None and translation is not None and source.text and translation.text:
            table[source.text] = translation.text
    return table
