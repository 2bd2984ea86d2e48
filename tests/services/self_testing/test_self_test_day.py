"""What a day is like for self-tests, seen from the history and the settings."""

import datetime as dt

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Feel, History, SessionRecord
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.self_tests.due import Against
from ankle_tui.core.self_tests.protocols import PROTOCOLS, WARM_UP, SelfTestId
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services.coach import Coach
from ankle_tui.services.self_testing.self_test_day import SelfTestDay, plan_for, self_test_day
from ankle_tui.store.settings.settings import Settings
from tests.builders import SESSION_ID, shipped
from tests.self_tests import measured
from tests.training import BALANCE, CALF, HOPS, climbed, day, session, sets_of, shown_sets
from tests.training import on as training_on

WALL, STANCE, RAISE, HOP = SelfTestId
BLOCK = BlockRecord(SESSION_ID, day(0), 2)


def on(
    number: int,
    *sessions: SessionRecord,
    tests: tuple[SelfTestRecord, ...] = (),
    blocks: tuple[BlockRecord, ...] = (BLOCK,),
    feel: Feel | None = None,
    settings: Settings | None = None,
) -> SelfTestDay:
    """A day at noon, so many days after a Monday."""
    settings = settings or Settings()
    calendar = Calendar(History(sessions, tests=tests, blocks=blocks), Rules(), day(number))
    now = dt.datetime.combine(day(number), dt.time(12), tzinfo=dt.UTC)
    return self_test_day(Coach(shipped(), settings), calendar, settings, now, feel)


def names(found: SelfTestDay) -> list[SelfTestId]:
    return [test.protocol.id for test in found.due.offered]


def trained(number: int, pain: int | None = None) -> SessionRecord:
    return session(number, sets_of(BALANCE, "eyes-open-firm", 2, 30), sets_of(CALF, "both-legs", 3, 12), pain=pain)


def test_a_block_that_runs_makes_tests_due() -> None:
    assert names(on(0)) == [WALL, STANCE, RAISE]
    assert names(on(0, blocks=())) == []
    assert names(on(20)) == []
    assert names(on(0, blocks=(BlockRecord(SESSION_ID, day(0), 2, ended=day(0)),))) == []


def test_a_result_of_the_week_before_the_last_stands_to_the_end_of_the_block() -> None:
    walls = tuple(measured(number, WALL, (9,) * 3, (9,) * 3) for number in (0, 3, 44))
    assert [names(on(number, tests=walls)) for number in (49, 55)] == [[], []]
    assert names(on(55, tests=walls[:2])) == [WALL]


def test_the_settings_put_tests_off_but_nothing_speaks_against_one_that_is_asked_for() -> None:
    found = on(3, settings=Settings(tests_put_off=day(1)))
    assert (names(found), found.due.against, found.against) == ([], Against.PUT_OFF, None)


def test_a_session_of_the_last_day_speaks_against_tests() -> None:
    assert on(1, trained(0)).against is Against.SESSION
    assert on(3, trained(0)).against is None


def test_pain_refuses_every_test_and_soreness_none_but_the_hop() -> None:
    hurt, sore = on(3, trained(0, pain=5)), on(3, feel=Feel.SORE)
    assert [hurt.refuses(test) for test in SelfTestId] == [True] * 4
    assert sore.against is Against.SORE
    assert [sore.refuses(test) for test in SelfTestId] == [False, False, False, True]


def test_the_side_hop_waits_for_hops_on_one_leg() -> None:
    assert on(3).refuses(HOP)
    raises, hold = shown_sets()
    hops = [*climbed(HOPS, ("one-leg", 2, 10), shown=True), *training_on((2, 4), raises, hold)]
    found = on(8, *hops)
    assert (found.hops, found.refuses(HOP)) == (True, False)
    assert on(8, *hops, feel=Feel.SORE).refuses(HOP)
    hurt = on(8, *hops, tests=(measured(7, RAISE, 20, 20, pain=1),))
    assert (hurt.refuses(RAISE), hurt.refuses(HOP)) == (False, True)


@pytest.mark.parametrize("test", [STANCE, RAISE, HOP])
def test_only_the_first_timed_test_of_a_day_begins_with_the_warm_up(test: SelfTestId) -> None:
    record = measured(1, test)

    def warm_up(*before: SelfTestRecord) -> list[str]:
        plan = plan_for(PROTOCOLS[test], record, before, shipped())
        return list(dict.fromkeys(work.exercise for work in plan.sets if not work.open))

    whole = [exercise for exercise, _ in WARM_UP]
    assert warm_up() == whole
    assert warm_up(measured(0, RAISE, 20, 20), measured(1, WALL, 12, 12), measured(1, STANCE)) == whole
    assert warm_up(measured(1, RAISE, 20, hour=9)) == []


def test_the_leg_of_the_conditions_begins() -> None:
    record = measured(1, HOP, conditions={"first_leg": "right"})
    assert plan_for(PROTOCOLS[HOP], record, [measured(1, RAISE, 20)], shipped()).sets[0].side is Side.RIGHT
