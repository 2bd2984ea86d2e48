"""Schedule of one phase: everything due in it, as offsets from its start."""

from collections.abc import Iterator

from ankle_tui.core.exercises.exercise import Kind, Tempo
from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    Elapsed,
    Event,
    Halfway,
    Stage,
    TempoBeat,
    TenSeconds,
    TimeLeft,
)
from ankle_tui.core.session.plan import LEAD, Phase, PhaseKind, WorkSet

Due = tuple[int, Event | None]
"""Microseconds from the start of the phase, and the event due then; None is the end of the phase."""

HALFWAY_FROM = 20
"""Length in seconds from which the middle of a set is called."""

TEN_SECONDS_FROM = 23
"""Length in seconds from which the last ten seconds of a set or wait are called; in a shorter set, tone and word of the
middle would run into that call."""

LONGEST_SILENCE = 20
"""Seconds without a call after which whoever has closed eyes wonders how much is left (our own choice)."""

ANNOUNCED_WITHIN = 13
"""Seconds from the start of a wait in which all that is said of the next set is over."""

_EVERY = 15
"""Reminders come where a multiple of this many seconds is left."""

_APART = 5
"""Least seconds from a reminder to the next call."""


def micros(value: float) -> int:
    """Convert seconds to whole microseconds, the unit of the engine, exact under addition."""
    return round(value * 1_000_000)


def seconds(value: int) -> float:
    """Convert microseconds to seconds."""
    return value / 1_000_000


def timed_schedule(phase: Phase, length: int) -> tuple[Due, ...]:
    """Lay out a phase that ends by the clock, in order and with the end last.

    Args:
        phase: A get-ready, a rest, a change of sides, a hold or a timed set.
        length: Its length in microseconds, including extensions.
    """
    due = list(_timed(phase, length))
    due.sort(key=lambda item: item[0])
    return (*due, (length, None))


def paced_schedule(work: WorkSet, tempo: Tempo, *, count: int, start: int) -> tuple[Due, ...]:
    """Lay out a paced set: every stage of every repetition and every count, in order and with the end last.

    Args:
        work: The set, of reps or steps; steps have no stages, only counts.
        tempo: Its pace.
        count: Count at `start`.
        start: Microseconds from the start of the phase to the next repetition.
    """
    target = work.target
    rep = micros(tempo.seconds)
    pace = tempo.up if work.kind is Kind.REPS else tempo.seconds
    due: list[Due] = []
    for number in range(count, target):
        begin = start + (number - count) * rep
        if work.kind is Kind.REPS:
            due += _stages(tempo, begin)
        due.append((begin + rep, Counted(0, number + 1, target, work.open, pace)))
    return (*due, (start + (target - count) * rep, None))


def stage_at(tempo: Tempo, into_rep: int) -> Stage:
    """Stage of a repetition `into_rep` microseconds after its beginning."""
    if into_rep < micros(tempo.up):
        return Stage.UP
    return Stage.HOLD if into_rep < micros(tempo.up + tempo.hold) else Stage.DOWN


def _timed(phase: Phase, length: int) -> Iterator[Due]:
    if phase.counts_up:
        for second in range(1, -(-length // micros(1))):
            yield micros(second), Elapsed(0, second)
        return
    work = phase.kind is PhaseKind.WORK
    if phase.kind is PhaseKind.GET_READY or (work and length >= micros(5)):
        for left in (3, 2, 1):
            if length > micros(left):
                yield length - micros(left), Countdown(0, left)
    yield from _set_calls(length) if work else _wait_calls(length + micros(lead_after(phase.kind)))


def lead_after(kind: PhaseKind) -> float:
    """Seconds of get-ready that follow a wait of this kind."""
    return LEAD if kind in {PhaseKind.REST, PhaseKind.CHANGE_SIDES} else 0.0


def _set_calls(length: int) -> Iterator[Due]:
    """Call the middle and the last ten seconds of a set, with reminders where it would be silent for too long."""
    middle, last = length // 2, length - micros(10)
    halved, called = length >= micros(HALFWAY_FROM), length >= micros(TEN_SECONDS_FROM)
    if halved:
        yield middle, Halfway(0)
        yield from _reminders(0, middle, length)
    if called:
        yield last, TenSeconds(0)
        yield from _reminders(middle, last, length)


def _wait_calls(length: int) -> Iterator[Due]:
    """Call the last ten seconds before GO, with reminders; `length` reaches up to GO."""
    if length >= micros(TEN_SECONDS_FROM):
        last = length - micros(10)
        yield last, TimeLeft(0, 10)
        yield from _reminders(0, last, length, quiet=micros(ANNOUNCED_WITHIN))


def _reminders(begin: int, end: int, length: int, *, quiet: int = 0) -> Iterator[Due]:
    """Call the time left between two calls that are too far apart; none before `quiet`. All in microseconds."""
    every, longest = micros(_EVERY), micros(LONGEST_SILENCE)
    at = begin
    while end - at > longest:
        nearest = min(at + longest, end - micros(_APART))
        left = -(-(length - nearest) // every) * every
        while length - left < quiet:
            left -= every
        if not at < length - left <= end - micros(_APART):
            return
        at = length - left
        yield at, TimeLeft(0, left // micros(1))


def _stages(tempo: Tempo, begin: int) -> Iterator[Due]:
    upright = tempo.words[0] == Stage.UP
    yield begin, TempoBeat(0, Stage.UP, upright)
    if tempo.hold:
        yield begin + micros(tempo.up), TempoBeat(0, Stage.HOLD, upright)
    if tempo.down:
        yield begin + micros(tempo.up + tempo.hold), TempoBeat(0, Stage.DOWN, upright)
