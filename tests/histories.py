"""Histories of whatever happened, with texts that nobody should have typed, for what shows a history."""

import datetime as dt
import random
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import (
    Feel,
    History,
    Morning,
    Outcome,
    SessionRecord,
    SetRecord,
    Status,
    Touches,
)
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import PROTOCOLS
from tests.builders import shipped

NASTY = (
    "<script>alert(1)</script>",
    "</dd></main><img src=x onerror=alert(1)>",
    '" onload="x" \'&amp;&lt;&#0;',
    "{{ 7 * 7 }}{% raw %}",
    "\x00\x07\x1b[2J\x7f\x85\u2028\ufffe\U0001ffff",
    "\ud800 alone \udfff",
    "two\nlines\r\nand a\ttab",
    "javascript:alert(1) https://example.org/a?b=1&c=2",
    "]]> <!-- --> <![CDATA[",
    "脚 🏃‍♀️ \u202eright to left",
)
"""Texts that must stay texts."""
LATEST = dt.date(2026, 11, 22)


def random_history(seed: int, today: dt.date = LATEST) -> History:
    """A history up to `today` and a little beyond it, often an empty or a very small one."""
    dice = random.Random(seed)
    back = dice.choice([0, 1, 10, 60, 300, 1500, 6000])
    sessions = tuple(
        random_session(dice, number, today - dt.timedelta(days=dice.randint(-3, back)))
        for number in range(dice.choice([0, 0, 1, 2, 8, 20]))
    )
    tests = tuple(
        random_test(dice, 1000 + number, today - dt.timedelta(days=dice.randint(-3, back)))
        for number in range(dice.choice([0, 0, 1, 3, 12]))
    )
    blocks = tuple(
        random_block(dice, 2000 + number, today - dt.timedelta(days=dice.randint(-3, back)))
        for number in range(dice.choice([0, 1, 2]))
    )
    marks = {today - dt.timedelta(days=dice.randint(0, 90)): dice.choice([None, *DayKind]) for _ in range(10)}
    return History(
        sessions,
        days=tuple(DayMark(day, kind, hard=kind is DayKind.RUN) for day, kind in marks.items()),
        tests=tests,
        blocks=blocks,
    )


def random_session(dice: random.Random, number: int, day: dt.date) -> SessionRecord:
    """Some session of a day."""
    started = dt.datetime.combine(
        day, dt.time(dice.randint(3, 23), 4), dt.timezone(dt.timedelta(hours=dice.randint(-5, 9)))
    )
    return SessionRecord(
        id=_id(number),
        day=day,
        started_at=started,
        ended_at=started + dt.timedelta(minutes=12),
        zone="",
        context=dice.choice(list(Context)),
        level=dice.choice(list(Level)),
        status=dice.choice(list(Status)),
        active_seconds=dice.choice([0.0, 42.5, 300.0, 999_999.0]),
        sets=tuple(random_set(dice) for _ in range(dice.randint(0, 6))),
        effort=dice.choice([None, 0, 5, 10]),
        pain=dice.choice([None, None, 0, 2, 3, 5, 10]),
        pain_side=dice.choice([None, *Side]),
        feel=dice.choice([None, *Feel]),
        touches=dice.choice([None, None, Touches(0, 0), Touches(3, 99_999)]),
        morning=dice.choice([None, *Morning]),
        relieved=dice.choice([None, day + dt.timedelta(days=3)]),
        note=dice.choice(["", "", "windy", *NASTY]),
    )


def random_set(dice: random.Random) -> SetRecord:
    """Some set, of an exercise that may be unknown."""
    exercise = dice.choice(list(shipped()))
    variation = dice.choice(exercise.variations)
    dose = dice.choice(variation.doses)
    item = SetRecord(
        exercise=exercise.id,
        variation=variation.id,
        number=dice.randint(1, 3),
        side=dice.choice(list(Side)) if variation.per_side else None,
        part=dice.choice(variation.parts).id if variation.parts else None,
        unit=variation.kind.unit,
        target=dose.amount,
        done=dice.choice([0.0, 0.1, dose.amount / 2, dose.amount, 100_000.0]),
        outcome=dice.choice(list(Outcome)),
        foot_downs=dice.choice([None, 0, 0, 2]),
    )
    if dice.random() < 0.2:
        item = replace(item, exercise=dice.choice(NASTY), side=dice.choice(list(Side)), unit=dice.choice(list(Unit)))
    if dice.random() < 0.2:
        item = replace(item, variation=dice.choice(NASTY), part=dice.choice(NASTY))
    return item


def random_test(dice: random.Random, number: int, day: dt.date) -> SelfTestRecord:
    """Some self-test, of which one leg may be missing, or by rules that nobody knows."""
    protocol = dice.choice(list(PROTOCOLS.values()))
    started = dt.datetime.combine(day, dt.time(9, 30), dt.UTC)
    trials = tuple(
        Trial(side, dice.choice([0.0, 0.5, 12.0, 44.5, 10_000.0]), part)
        for part in protocol.part_ids
        for side in dice.choice([list(Side), list(Side), [Side.LEFT], []])
        for _ in range(dice.randint(protocol.trials - 1, protocol.trials))
    )
    return SelfTestRecord(
        id=_id(number),
        day=day,
        started_at=started,
        zone="",
        test=dice.choice([protocol.id.value] * 9 + [NASTY[0]]),
        protocol=dice.choice([protocol.version] * 9 + [99]),
        trials=trials,
        conditions=dice.choice(
            [{}, {}, {"footwear": "barefoot", "first_leg": "left"}, {"x": NASTY[2], "y": [NASTY[5]]}]
        ),
        pain=dice.choice([None, 0, 10]),
        note=dice.choice(["", *NASTY]),
        checked=dice.random() < 0.9,
    )


def random_block(dice: random.Random, number: int, day: dt.date) -> BlockRecord:
    """Some block, which may have been closed early."""
    ended = dice.choice([None, None, day + dt.timedelta(days=dice.randint(0, 60))])
    return BlockRecord(_id(number), day, dice.randint(1, 3), ended, dice.choice([None, *AfterBlock]))


def _id(number: int) -> str:
    return new_id(1_763_830_000_000 + number, bytes(10))
