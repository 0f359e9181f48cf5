"""Finding a camera by typing a part of its name, number or site, or the initial consonants of Korean syllables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from console.core.camera import Camera

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_AN_INITIAL = 0xAC00, 0xD7A3, 588
_FIRST_LEADING_JAMO = 0x1100
# Input methods join two consonants typed in a row into one letter; no syllable begins with such a cluster.
_CLUSTERS = str.maketrans(
    {
        "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ",
        "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
    }
)  # fmt: skip
_LEADING = str.maketrans({_FIRST_LEADING_JAMO + n: letter for n, letter in enumerate(_INITIALS)})
_INITIAL_OF = {
    code: _INITIALS[(code - _FIRST_SYLLABLE) // _SYLLABLES_AN_INITIAL]
    for code in range(_FIRST_SYLLABLE, _LAST_SYLLABLE + 1)
}
_NUMBER = re.compile(r"(\d+)")
_SEPARATORS = re.compile(r"[\s._-]+")

_PREFIX, _WORD_START, _INSIDE = 0, 1, 2


def plain(words: str) -> str:
    """Return words as they are compared: composed, without letter case, full-width forms made ordinary."""
    expanded = unicodedata.normalize("NFC", words).translate(_CLUSTERS)
    return unicodedata.normalize("NFKC", expanded).casefold().translate(_LEADING)


def initials(words: str) -> str:
    """Return words with each Korean syllable replaced by its initial consonant; as long as `words`."""
    return words.translate(_INITIAL_OF)


@dataclass(frozen=True, slots=True)
class _Letters:
    """Hold words as letters and as initials, one for one."""

    letters: str
    initials: str

    @classmethod
    def of(cls, letters: str) -> _Letters:
        return cls(letters, initials(letters))


@dataclass(frozen=True, slots=True)
class _Word:
    typed: _Letters
    tight: _Letters
    by_initials: bool
    mixed: bool

    @classmethod
    def of(cls, word: str) -> _Word:
        jamo = sum(letter in _INITIALS for letter in word)
        return cls(_Letters.of(word), _Letters.of(_squeezed(word)), jamo > 0, 0 < jamo < len(word))


@dataclass(frozen=True, slots=True)
class _Card:
    """Hold a camera's name, id and site: as written, and squeezed, for spaces are often left out in typing."""

    camera: Camera
    fields: tuple[tuple[_Letters, _Letters], ...]
    tight: _Letters

    @classmethod
    def of(cls, camera: Camera) -> _Card:
        written = [plain(field) for field in (camera.name, camera.id, camera.site)]
        tight = [_squeezed(field) for field in written]
        fields = tuple((_Letters.of(w), _Letters.of(t)) for w, t in zip(written, tight, strict=True))
        return cls(camera, fields, _Letters.of("\n".join(tight)))


class Finder:
    """Search cameras, prepared once: 6,000 take a few milliseconds a query."""

    def __init__(self, cameras: Iterable[Camera]) -> None:
        cards = [_Card.of(camera) for camera in cameras]
        self._cards = sorted(cards, key=lambda card: tuple(_natural(field.letters) for field, _ in card.fields))

    def all(self) -> list[Camera]:
        """List all cameras by name, numbers in natural order."""
        return [card.camera for card in self._cards]

    def find(self, query: str, limit: int = 200) -> list[Camera]:
        """Return the cameras that hold every word of the query in their name, id or site, the best match first.

        A match at the beginning goes before one at a word's beginning, that before one inside; then name, id, site.
        """
        words = [_Word.of(word) for word in plain(query).split()]
        if not words:
            return [card.camera for card in self._cards[:limit]]
        hits = []
        for order, card in enumerate(self._cards):
            rank = _rank(card, words)
            if rank is not None:
                hits.append((rank, order, card.camera))
        hits.sort(key=lambda hit: hit[:2])
        return [camera for _, _, camera in hits[:limit]]


def _rank(card: _Card, words: list[_Word]) -> tuple[int, int] | None:
    worst = (_PREFIX, 0)
    for word in words:
        if word.by_initials:
            if word.tight.initials not in card.tight.initials:
                return None
        elif word.tight.letters not in card.tight.letters:
            return None
        best = _best_place(word, card)
        if best is None:
            return None
        worst = max(worst, best)
    return worst


def _best_place(word: _Word, card: _Card) -> tuple[int, int] | None:
    """Return how well a word stands and in which field, None where it does not; squeezed fields only if it must be."""
    best: tuple[int, int] | None = None
    for number, (written, _) in enumerate(card.fields):
        place = _place(word, word.typed, written)
        if place is not None and (best is None or place < best[0]):
            best = (place, number)
            if place == _PREFIX:
                return best
    if best is None and word.tight.letters:
        for number, (_, tight) in enumerate(card.fields):
            if _place(word, word.tight, tight) is not None:
                return (_INSIDE, number)
    return best


def _place(word: _Word, typed: _Letters, field: _Letters) -> int | None:
    needle, hay = (typed.initials, field.initials) if word.by_initials else (typed.letters, field.letters)
    found: int | None = None
    at = hay.find(needle)
    while at >= 0:
        if not word.mixed or _fits(typed.letters, field.letters, at):
            if at == 0:
                return _PREFIX
            if _begins_word(field.letters, at):
                return _WORD_START
            found = _INSIDE
        at = hay.find(needle, at + 1)
    return found


def _squeezed(words: str) -> str:
    return _SEPARATORS.sub("", words)


def _fits(typed: str, letters: str, at: int) -> bool:
    """Tell whether whole syllables among the typed letters are there themselves, not only their initials."""
    return all(t in _INITIALS or t == letters[at + n] for n, t in enumerate(typed))


def _begins_word(letters: str, at: int) -> bool:
    before, here = letters[at - 1], letters[at]
    return not before.isalnum() or before.isdigit() != here.isdigit()


def _natural(words: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that puts 2 before 10."""
    return tuple((0, int(part), part) if part.isdecimal() else (1, 0, part) for part in _NUMBER.split(words) if part)
