"""Read the history line by line while it is laid out exactly as this program writes it.

With a thousand sessions, strict reading would take most of a start. Most sets repeat, so each distinct text of one is
read once. A session laid out differently is read strictly by itself; a file laid out differently, or with a slip in
it, is left to the strict reader, which names the slip.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.records import (
    FORMAT,
    MOST_REVISIONS,
    MOST_SECONDS,
    VERSION,
    Feel,
    Morning,
    Outcome,
    SessionRecord,
    SetRecord,
    Status,
    Touches,
)
from ankle_tui.core.validation import YEARS, TableReader

MOST_KNOWN_SETS = 10_000
_KNOWN_SETS: dict[str, SetRecord] = {}

_HEAD: Final = f'{{"format": "{FORMAT}", "version": {VERSION},\n"sessions": [\n'
_END: Final = "}\n]"
_NEXT_SESSION: Final = "},\n{"
_SET: Final = '"exercise": '
_NEXT_SET: Final = f'"}}, {{{_SET}'
# Cutting at these is safe because every piece is then read as JSON of its own: cut inside a text or a deeper table, the
# piece before would leave it open and be refused.

_PLAIN = r'[^"\\\x00-\x1f]*'
_ESCAPED = rf"{_PLAIN}(?:\\.{_PLAIN})*"
_DATE = r"\d{4}-\d\d-\d\d"
_MOMENT = rf"{_DATE}T(?:[01]\d|2[0-3]):\d\d:\d\d[+-]\d\d:\d\d"
_SCORE = r"null|\d|10"
_TOUCHES = r"(?:0|[1-9]\d{0,4})"
_SESSION = re.compile(
    r'"id": "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})", "rev": ([1-9]\d{0,9}), '
    rf'"day": "({_DATE})", "started_at": "({_MOMENT})", "ended_at": "({_MOMENT})", "zone": "({_PLAIN})", '
    rf'"context": "({_PLAIN})", "level": "({_PLAIN})", "status": "({_PLAIN})", '
    rf'"active_seconds": ((?:0|[1-9]\d{{0,6}})(?:\.\d{{1,6}})?), "effort": ({_SCORE}), "pain": ({_SCORE}), '
    rf'(?:"pain_side": "({_PLAIN})", )?(?:"feel": "({_PLAIN})", )?'
    rf'(?:"touches": {{"left": ({_TOUCHES}), "right": ({_TOUCHES})}}, )?'
    rf'(?:"morning": "({_PLAIN})", )?(?:"relieved": "({_DATE})", )?"note": ("{_ESCAPED}"), "sets": \[\{{{_SET}(.*)"\}}\]',
    re.ASCII,
)
_NUMBER = r"(?:0|[1-9]\d{0,4})(?:\.\d{1,6})?"
_UNIT = "|".join(Unit)
_PLAIN_SET = re.compile(
    rf'"({_PLAIN})", "variation": "({_PLAIN})", "set": ([1-9]\d{{0,2}}), (?:"side": "({"|".join(Side)})", )?'
    rf'(?:"part": "({_PLAIN})", )?"target": {{"({_UNIT})": ({_NUMBER})}}, '
    rf'"done": {{"({_UNIT})": ({_NUMBER})(?:, "foot_downs": ({_TOUCHES}))?}}, "outcome": "({"|".join(Outcome)})',
    re.ASCII,
)
_CONTEXTS = {item.value: item for item in Context}
_LEVELS = {item.value: item for item in Level}
_STATUSES = {item.value: item for item in Status}
_SIDES = {item.value: item for item in Side} | {None: None}
_FEELS = {item.value: item for item in Feel} | {None: None}
_MORNINGS = {item.value: item for item in Morning} | {None: None}
_SCORES = {"null": None} | {str(score): score for score in range(11)}


def quick_sessions(text: str, parse: Callable[[str], object]) -> tuple[tuple[SessionRecord, ...], str] | None:
    """Read the sessions of a history's file.

    Args:
        text: The whole content, without escapes of half a character, which are not looked for here.
        parse: Reads JSON strictly.

    Returns:
        The sessions, and the rest of the content, still to be read; None if it is not laid out as we write it.

    Raises:
        ValueError: If a value cannot be used; the strict reader says it better.
        RecursionError: If it is nested too deeply.
    """
    end = text.find(_END, len(_HEAD))
    if not text.startswith(_HEAD + "{") or end < 0:
        return None
    lines = text[len(_HEAD) + 1 : end].split(_NEXT_SESSION)
    rest = text[: len(_HEAD)] + text[end + len(_END) - 1 :]
    return tuple(_session(line, parse) for line in lines), rest


def _session(line: str, parse: Callable[[str], object]) -> SessionRecord:
    found = _SESSION.fullmatch(line)
    if found:
        session_id, rev, day, start, end, zone, context, level, status, *others = found.groups()
        active, effort, pain, pain_side, feel, left, right, morning, relieved, note, sets = others
        try:
            record = SessionRecord(
                id=session_id,
                rev=int(rev),
                day=dt.date.fromisoformat(day),
                started_at=dt.datetime.fromisoformat(start),
                ended_at=dt.datetime.fromisoformat(end),
                zone=zone,
                context=_CONTEXTS[context],
                level=_LEVELS[level],
                status=_STATUSES[status],
                active_seconds=_number(active),
                effort=_SCORES[effort],
                pain=_SCORES[pain],
                pain_side=_SIDES[pain_side],
                feel=_FEELS[feel],
                touches=Touches(int(left), int(right)) if left else None,
                morning=_MORNINGS[morning],
                relieved=dt.date.fromisoformat(relieved) if relieved else None,
                note=str(parse(note)) if "\\" in note else note[1:-1],
                sets=_sets(sets, parse),
            )
        except (KeyError, ValueError):
            pass
        else:
            if record.rev <= MOST_REVISIONS and record.active_seconds <= MOST_SECONDS and _in_years(record):
                return record
    return SessionRecord.read(TableReader(parse(f"{{{line}}}")))


def _in_years(record: SessionRecord) -> bool:
    if record.relieved and record.relieved.year not in YEARS:
        return False
    return record.day.year in YEARS and record.started_at.year in YEARS and record.ended_at.year in YEARS


def _sets(text: str, parse: Callable[[str], object]) -> tuple[SetRecord, ...]:
    known, sets = _KNOWN_SETS, []
    for piece in text.split(_NEXT_SET):
        item = known.get(piece)
        if item is None:
            item = _plain_set(piece) or SetRecord.read(TableReader(parse(f'{{{_SET}{piece}"}}')))
            if len(known) >= MOST_KNOWN_SETS:
                known.clear()
            known[piece] = item
        sets.append(item)
    return tuple(sets)


def _plain_set(text: str) -> SetRecord | None:
    found = _PLAIN_SET.fullmatch(text)
    if found is None:
        return None
    exercise, variation, number, side, part, unit, target, unit_done, done, touches, outcome = found.groups()
    if unit != unit_done or not exercise.strip() or not variation.strip() or not (part is None or part.strip()):
        return None
    return SetRecord(
        exercise=exercise,
        variation=variation,
        number=int(number),
        side=Side(side) if side else None,
        part=part,
        unit=Unit(unit),
        target=_number(target),
        done=_number(done),
        outcome=Outcome(outcome),
        foot_downs=None if touches is None else int(touches),
    )


def _number(digits: str) -> float:
    return float(digits) if "." in digits else int(digits)
