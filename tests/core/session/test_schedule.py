"""What falls due within one phase: beeps before the end, the middle of long sets, the stages of a rep."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from ankle_tui.core.session.plan import Phase, PhaseKind, WorkSet
from ankle_tui.core.session.schedule import (
    ANNOUNCED_WITHIN,
    Due,
    micros,
    paced_schedule,
    seconds,
    stage_at,
    timed_schedule,
)
from tests.builders import short_plan

HOLD = short_plan().sets[0]
SECOND = 1_000_000


def due(kind: PhaseKind, length: float, work: WorkSet = HOLD) -> list[tuple[float, str]]:
    schedule = timed_schedule(Phase(kind, length, work, 0), micros(length))
    names = {Halfway: "half", TenSeconds: "ten", type(None): "end"}

    def name(event: Event | None) -> str:
        match event:
            case Countdown(seconds=left):
                return str(left)
            case TimeLeft(seconds=left):
                return f"{left} left"
        return names[type(event)]

    return [(seconds(offset), name(event)) for offset, event in schedule]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (4, [(4, "end")]),
        (5, [(2, "3"), (3, "2"), (4, "1"), (5, "end")]),
        (19, [(16, "3"), (17, "2"), (18, "1"), (19, "end")]),
        (20, [(10, "half"), (17, "3"), (18, "2"), (19, "1"), (20, "end")]),
        (22, [(11, "half"), (19, "3"), (20, "2"), (21, "1"), (22, "end")]),
        (23, [(11.5, "half"), (13, "ten"), (20, "3"), (21, "2"), (22, "1"), (23, "end")]),
        (45, [(15, "30 left"), (22.5, "half"), (35, "ten"), (42, "3"), (43, "2"), (44, "1"), (45, "end")]),
        (60, [(15, "45 left"), (30, "half"), (50, "ten"), (57, "3"), (58, "2"), (59, "1"), (60, "end")]),
    ],
)
def test_a_timed_set(length: float, expected: list[tuple[float, str]]) -> None:
    assert due(PhaseKind.WORK, length) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (20, [(17, "3"), (18, "2"), (19, "1"), (20, "end")]),
        (30, [(20, "10 left"), (27, "3"), (28, "2"), (29, "1"), (30, "end")]),
        (3, [(1, "2"), (2, "1"), (3, "end")]),
        (1, [(1, "end")]),
        (0, [(0, "end")]),
    ],
)
def test_a_get_ready_is_counted_down_as_far_as_it_reaches(length: float, expected: list[tuple[float, str]]) -> None:
    assert due(PhaseKind.GET_READY, length) == expected


@pytest.mark.parametrize("kind", [PhaseKind.REST, PhaseKind.CHANGE_SIDES])
@pytest.mark.parametrize("is_open", [False, True])
def test_what_is_left_of_a_rest_reaches_up_to_go(kind: PhaseKind, is_open: bool) -> None:
    work = HOLD._replace(open=is_open)
    assert due(kind, 15, work) == [(15, "end")]
    assert due(kind, 25, work) == [(20, "10 left"), (25, "end")]
    assert due(kind, 55, work) == [(15, "45 left"), (30, "30 left"), (50, "10 left"), (55, "end")]


@given(st.sampled_from(PhaseKind), st.integers(1, 900))
def test_reminders_keep_clear_of_what_is_said_at_first_and_of_each_other(kind: PhaseKind, length: int) -> None:
    schedule = timed_schedule(Phase(kind, length, HOLD, 0), micros(length))
    called = [(seconds(offset), event) for offset, event in schedule if event and not isinstance(event, Countdown)]
    quiet = 5 if kind is PhaseKind.WORK else ANNOUNCED_WITHIN
    assert all(at >= quiet for at, event in called if isinstance(event, TimeLeft))
    assert all(after - before >= 1.5 for (before, _), (after, _) in pairwise(called))


@given(st.integers(1, 100))
def test_an_open_set_tells_every_second_but_its_cap(cap: int) -> None:
    work = HOLD._replace(target=cap, open=True)
    schedule = timed_schedule(Phase(PhaseKind.WORK, work.seconds, work, 0), micros(cap))
    told = [(second * SECOND, Elapsed(0, second)) for second in range(1, cap)]
    assert list(schedule) == [*told, (cap * SECOND, None)]


def paced(tempo: Tempo, kind: Kind = Kind.REPS, *, target: int, count: int = 0, start: int = 0) -> tuple[Due, ...]:
    work = HOLD._replace(kind=kind, target=target, tempo=tempo)
    return paced_schedule(work, tempo, count=count, start=start)


def test_stages_without_length_are_not_called() -> None:
    schedule = paced(Tempo(3, 0, 3), target=1)
    assert [event for _, event in schedule] == [
        TempoBeat(0, Stage.UP),
        TempoBeat(0, Stage.DOWN),
        Counted(0, 1, 1),
        None,
    ]
    schedule = paced(Tempo(3), target=1)
    assert [event for _, event in schedule] == [TempoBeat(0, Stage.UP), Counted(0, 1, 1), None]


def test_a_schedule_from_the_middle_has_what_is_left() -> None:
    schedule = paced(Tempo(1), Kind.STEPS, count=2, target=4, start=5 * SECOND)
    assert schedule == ((6 * SECOND, Counted(0, 3, 4)), (7 * SECOND, Counted(0, 4, 4)), (7 * SECOND, None))


tempos = st.builds(Tempo, st.integers(5, 300).map(lambda n: n / 10), *[st.integers(0, 300).map(lambda n: n / 10)] * 2)


@given(tempos, st.sampled_from([Kind.REPS, Kind.STEPS]), st.integers(1, 40), st.integers(0, 10**8))
def test_a_schedule_is_in_order_and_as_long_as_its_reps(tempo: Tempo, kind: Kind, target: int, start: int) -> None:
    schedule = paced(tempo, kind, target=target, start=start)
    offsets = [offset for offset, _ in schedule]
    assert offsets == sorted(offsets)
    assert schedule[-1] == (start + target * micros(tempo.seconds), None)
    assert sum(isinstance(event, Counted) for _, event in schedule) == target


@pytest.mark.parametrize(
    ("into_rep", "stage"),
    [(0, Stage.UP), (1_999_999, Stage.UP), (2_000_000, Stage.HOLD), (3_000_000, Stage.DOWN), (4_999_999, Stage.DOWN)],
)
def test_a_stage_begins_on_its_beat(into_rep: int, stage: Stage) -> None:
    assert stage_at(Tempo(2, 1, 2), into_rep) is stage


@given(tempos, st.data())
def test_the_stage_is_the_one_last_called(tempo: Tempo, data: st.DataObject) -> None:
    into_rep = data.draw(st.integers(0, micros(tempo.seconds) - 1))
    schedule = paced(tempo, target=1)
    called = [event.stage for offset, event in schedule if isinstance(event, TempoBeat) and offset <= into_rep]
    assert stage_at(tempo, into_rep) is called[-1]


@given(st.integers(0, 10**15))
def test_microseconds_survive_as_seconds(value: int) -> None:
    assert micros(seconds(value)) == value
