"""Lay out a ladder as rungs: those done with their day, the next one with its count, those to come and what opens them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.formatting import gear_words
from ankle_tui.core.training.ladder import HOUSEHOLD, Standing, move_words
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.library.library_wording import (
    BACK_TO_SESSIONS,
    BY_HAND,
    DONE,
    HERE,
    LATER,
    OPENS,
    PINNED,
    SKIPPED,
    all_doses,
    count_words,
    lacking_words,
    opens_words,
    rung_label,
    waits_words,
)
from ankle_tui.ui.wording.day_words import short_day
from ankle_tui.ui.wording.text import cut, shown
from ankle_tui.ui.wording.wrap import flow, words_of

LEADER = "─"
INDENT = 2
_NEEDS = "needs a "


@dataclass(frozen=True, slots=True)
class LadderRow:
    """A row of the ladder.

    Attributes:
        content: What it says, a line or a few.
        place: Index of its rung, the first of several; None for a row between the rungs.
    """

    content: Content
    place: int | None = None


@dataclass(frozen=True, slots=True)
class LadderKeys:
    """Keys that the rows name.

    Attributes:
        gear: Says what equipment is there.
        follow: Lets the ladder follow the sessions again.
    """

    gear: str
    follow: str


def ladder_rows(standing: Standing, width: int, today: dt.date, keys: LadderKeys) -> list[LadderRow]:
    """Lay out a ladder.

    Args:
        standing: The place on it.
        width: Cells of a line.
        today: The present training day.
        keys: Keys that the rows name.
    """
    rows = [LadderRow(line) for line in _missing(standing, width, keys)]
    for _, found in groupby(enumerate(rungs(standing.exercise)), lambda pair: pair[1].variation.id):
        rows += _variation(standing, [*found], width, today, keys)
    return [*rows, *_gear(standing, width, keys)]


def lacks(standing: Standing) -> list[str]:
    """Equipment that the runner does not have and some rung needs."""
    found = [
        gear_words(thing)
        for choice, asks in zip(rungs(standing.exercise), standing.barred, strict=True)
        if asks.startswith(_NEEDS)
        for thing in choice.variation.equipment
        if thing not in HOUSEHOLD and gear_words(thing) in asks
    ]
    return list(dict.fromkeys(found))


def _variation(
    standing: Standing, found: list[tuple[int, Choice]], width: int, today: dt.date, keys: LadderKeys
) -> Iterator[LadderRow]:
    """The rungs of a variation below its name, or in one line if it needs something that is not there."""
    first, choice = found[0]
    above = rungs(standing.exercise)[max(0, first - 1)].variation.name
    asks, name = standing.barred[first], shown(choice.variation.name)
    pinned = any(place == standing.pin for place, _ in found)
    if asks.startswith(_NEEDS) and not pinned:
        apart = width - cell_len(name) - cell_len(asks)
        words = Content.assemble((cut(name, width), "$hint"), (" " * apart + asks if apart > 1 else "", "$hint"))
        yield LadderRow(words)
        yield LadderRow(_rung(LATER, all_doses(choice.variation, width - INDENT), "", width, "$hint"), first)
        return
    if asks and not pinned:
        mark = Content.styled(f"{OPENS} ", "$quiet")
        yield from map(LadderRow, _joined(flow(words_of(opens_words(asks, above), "$quiet"), width, mark, INDENT)))
    open_ = not asks or pinned
    yield LadderRow(Content.styled(cut(name, width), "" if open_ else "$hint"))
    for place, each in found:
        yield _row(standing, place, each, width, today)
        if place == standing.position and not standing.missing:
            yield from (LadderRow(line) for line in _facts(standing, width, keys))


def _row(standing: Standing, place: int, choice: Choice, width: int, today: dt.date) -> LadderRow:
    sign, words, ink = SKIPPED, "", "$hint"
    if place == standing.position and not standing.missing:
        sign, ink = HERE, "bold"
        words = BY_HAND if place == standing.pin else count_words(*standing.good) if standing.good else ""
    elif place == standing.pin:
        sign, words, ink = PINNED, BY_HAND, "bold"
    elif place in standing.tried and place < standing.position:
        sign, words, ink = DONE, short_day(standing.tried[place], today), "$quiet"
    elif place > standing.position or standing.missing:
        sign, ink = LATER, "$hint" if standing.barred[place] else "$quiet"
    return LadderRow(_rung(sign, rung_label(choice), words, width, ink), place)


def _rung(sign: str, label: str, words: str, width: int, ink: str) -> Content:
    """A rung with a line to what stands at its right."""
    words = words if width >= cell_len(label) + cell_len(words) + INDENT + 3 else ""
    line = width - INDENT - cell_len(label) - (cell_len(words) + 1 if words else 0) - 1
    return Content.assemble(
        (sign, "$success" if sign in {DONE, HERE} else ink),
        (f" {cut(label, width - INDENT)}", ink),
        (f" {LEADER * line}" if line > 1 else " " * max(0, line + 1), "not bold $line"),
        (f" {words}" if words else "", "bold" if ink == "bold" else "$quiet"),
    )


def _facts(standing: Standing, width: int, keys: LadderKeys) -> Iterator[Content]:
    """What the coach says of the next rung: how it came to it, and what the one after it waits for."""
    moved = "" if standing.pin == standing.position else move_words(standing)
    said = [words for words in (moved, waits_words(standing)) if words]
    lines = [line for words in said for line in flow(words_of(words, "$quiet"), width, Content("  "), INDENT)]
    if standing.pin is not None:
        lines += _back(width, keys)
    yield from _joined(lines)


def _missing(standing: Standing, width: int, keys: LadderKeys) -> Iterator[Content]:
    """Why nothing of the exercise is offered."""
    if standing.missing:
        back = _back(width, keys) if standing.pin is not None else []
        yield from _joined([*flow(words_of(move_words(standing), "bold"), width), *back])


def _back(width: int, keys: LadderKeys) -> list[Content]:
    key = Content.styled(f"  {keys.follow} ", "bold $text-accent")
    return flow(words_of(BACK_TO_SESSIONS, "$hint"), width, key, INDENT)


def _gear(standing: Standing, width: int, keys: LadderKeys) -> Iterator[LadderRow]:
    """How equipment comes into the ladder, if a rung waits for some."""
    if things := lacks(standing):
        asked = words_of(lacking_words(things), "$quiet")
        lines = flow([*asked, Content.styled(keys.gear, "bold $text-accent"), Content.styled("add", "$hint")], width)
        yield from map(LadderRow, _joined(lines))


def _joined(lines: list[Content]) -> Iterator[Content]:
    """The lines as one row."""
    if lines:
        yield Content("\n").join(lines)
