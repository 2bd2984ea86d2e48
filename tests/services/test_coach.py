"""The coach asked for a shell: wishes, routines, the cooldown and rungs from the settings."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.block.block_state import current_block
from ankle_tui.core.exercises.exercise import Level, Side, Sprain
from ankle_tui.core.exercises.routine import Item, Routine
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Feel, History
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.fitting import seconds_for
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services.coach import READS, Coach, Wishes
from ankle_tui.store.settings.settings import Settings
from tests import training
from tests.builders import shipped
from tests.self_tests import measured
from tests.store.history.records import make_id

TODAY = dt.date(2026, 11, 22)
ROUTINE = Routine("hops", "Hops first", (Item("lateral-hops"), Item("calf-raise", "one-leg", sets=1, amount=5)))


def offered(wishes: Wishes, *, settings: Settings | None = None, history: History | None = None) -> list[str]:
    """The ids of the session."""
    settings, history = settings or Settings(), history or History()
    calendar = Calendar(history, settings.rules, TODAY)
    return [choice.exercise.id for choice in Coach(shipped(), settings).offer(calendar, wishes).chosen]


def test_everything_that_is_not_in_the_session_is_among_the_others() -> None:
    catalogue = shipped()
    for wishes in (Wishes(), Wishes(cooldown=True), Wishes(routine=ROUTINE, cooldown=True), Wishes(5, Feel.PAIN)):
        offer = Coach(catalogue, Settings()).offer(Calendar(History(), Settings().rules, TODAY), wishes)
        ids = [choice.exercise.id for choice in (*offer.chosen, *offer.others)]
        assert sorted(ids) == sorted(exercise.id for exercise in catalogue)


def test_a_session_fits_the_minutes_and_every_line_has_its_reason() -> None:
    coach, calendar = Coach(shipped(), Settings(level=Level.EXPERIENCED)), Calendar(History(), Settings().rules, TODAY)
    for minutes in (5, 8, 10, 15):
        offer = coach.offer(calendar, Wishes(minutes))
        assert build_plan(offer.chosen).seconds <= seconds_for(minutes)
        assert all(offer.reasons[choice.exercise.id] for choice in offer.chosen)


def test_the_cooldown_comes_last_and_leaves_out_what_is_not_at_hand() -> None:
    assert offered(Wishes(cooldown=True))[-2:] == ["ankle-circles", "knee-to-wall"]
    has_roller = Settings(equipment=frozenset({"foam roller"}))
    assert offered(Wishes(cooldown=True), settings=has_roller)[-1] == "calf-roll"
    assert not set(offered(Wishes())) & {"ankle-circles", "knee-to-wall", "calf-roll"}


def test_a_routine_is_done_as_it_was_written() -> None:
    assert offered(Wishes(routine=ROUTINE, feel=Feel.PAIN)) == ["lateral-hops", "calf-raise"]
    history = History()
    calendar = Calendar(history, Settings().rules, TODAY)
    offer = Coach(shipped(), Settings()).offer(calendar, Wishes(routine=ROUTINE, feel=Feel.SORE))
    hops, raises = offer.chosen
    assert (hops.variation.id, hops.dose) == ("both-feet", hops.variation.doses[0])
    assert (raises.variation.id, raises.dose.sets, raises.dose.amount) == ("one-leg", 1, 5)
    assert (offer.note, offer.no_hops) == ("Your routine is as you wrote it: leave out what hurts.", "sore today")


def test_what_today_is_marked_as_is_known_to_the_coach() -> None:
    history = History(days=(DayMark(TODAY, DayKind.SICK),))
    offer = Coach(shipped(), Settings()).offer(Calendar(history, Settings().rules, TODAY), Wishes())
    assert offer.reasons["lateral-hops"] == "sick today: no hops"


def test_after_a_hard_run_the_coach_says_what_is_easier() -> None:
    history = History(days=(DayMark(TODAY, DayKind.RUN, hard=True),))
    calendar = Calendar(history, Settings().rules, TODAY)
    coach = Coach(shipped(), Settings(level=Level.EXPERIENCED))
    assert coach.offer(calendar, Wishes()).eased == {"single-leg-balance"}
    assert coach.offer(calendar, Wishes(routine=ROUTINE)).eased == set()
    assert Coach(shipped(), Settings()).offer(calendar, Wishes()).eased == set()  # there is nothing easier


def test_rungs_of_the_settings_pin_a_ladder_and_wrong_ones_cost_only_themselves() -> None:
    rungs = {"single-leg-balance": "eyes-open-firm 3", "calf-raise": "on-the-moon", "juggling": "three-balls"}
    coach = Coach(shipped(), Settings(rungs=rungs))
    assert coach.ladders(Calendar(History(), Rules(), TODAY))["single-leg-balance"].dose.amount == 60
    assert coach.overrides.keys() == {"single-leg-balance"}


def test_an_exercise_of_the_cooldown_in_a_routine_is_done_once() -> None:
    circles = Routine("circles", "Circles", (Item("ankle-circles"),))
    assert offered(Wishes(routine=circles, cooldown=True)) == ["ankle-circles", "knee-to-wall"]


def test_a_session_dated_after_today_is_not_there_for_the_coach() -> None:
    done = [training.session(at, training.sets_of("calf-raise", "both-legs", 3, 12)) for at in (-4, -2)]
    later = [
        replace(
            training.session(at, training.sets_of("calf-raise", "both-legs", 3, 15), pain=9), level=Level.EXPERIENCED
        )
        for at in (8, 10)
    ]
    rules, coach = Settings().rules, Coach(shipped(), Settings())
    alone, beside = (Calendar(History(tuple(sessions)), rules, TODAY) for sessions in (done, [*later, *done]))
    assert coach.level(beside) is Level.BEGINNER
    assert coach.standings(beside) == Coach(shipped(), Settings()).standings(alone)
    for wishes in (Wishes(), Wishes(routine=ROUTINE)):
        assert coach.offer(beside, wishes) == coach.offer(alone, wishes)
        assert coach.offer(beside, wishes).no_hops == ""
    assert coach.after(beside, done[-1]) == coach.after(alone, done[-1])
    assert coach.standings(beside) is coach.standings(beside)  # they are worked out once
    there = Calendar(History((*later, *done)), rules, training.day(10))
    assert coach.offer(there, Wishes()).no_hops == "pain 9 reported"  # once the day has come it counts


def test_a_self_test_opens_one_leg_hops_and_the_ladders_are_worked_out_again() -> None:
    feet = training.sets_of(training.HOPS, "both-feet", 2, 30)
    hold = training.sets_of(training.BALANCE, training.OPEN, 2, 30)
    done = [*training.climbed(training.HOPS, ("both-feet", 2, 30)), *training.on((0, 4), feet, hold)]
    today, coach = training.day(8), Coach(shipped(), Settings())
    tested = measured(5, SelfTestId.RAISE, 20, 20)
    for tests, variation in (((), "both-feet"), ((tested,), "one-leg-landed"), ((), "both-feet")):
        calendar = Calendar(History(tuple(done), tests=tests), Rules(), today)
        assert coach.ladders(calendar)[training.HOPS].variation.id == variation
    to_come = replace(tested, day=training.day(9))
    calendar = Calendar(History(tuple(done), tests=(to_come,)), Rules(), today)
    assert coach.ladders(calendar)[training.HOPS].variation.id == "both-feet"


def test_the_leg_to_begin_with_is_that_of_the_settings_but_the_weaker_one_in_a_block_that_was_begun_again() -> None:
    first = BlockRecord(make_id(1), training.day(0), 2, answer=AfterBlock.AGAIN, answered=training.day(56))
    second = BlockRecord(make_id(2), training.day(56), 2)
    tests = tuple(measured(number, left=20, right=10) for number in (0, 5, 50))

    def leg(settings: Settings, *blocks: BlockRecord) -> Side:
        calendar = Calendar(History(tests=tests, blocks=blocks), settings.rules, training.day(60))
        return Coach(shipped(), settings).first_side(calendar)

    assert leg(Settings()) is Side.LEFT
    assert leg(Settings(), first) is Side.LEFT
    assert leg(Settings(), first, second) is Side.RIGHT
    assert leg(Settings(first_side=Side.LEFT), first, second) is Side.LEFT, "the runner has said so"
    assert leg(Settings(sprain=Sprain.RIGHT)) is Side.RIGHT


class OnlyWhatIsRead:
    """Settings of which only those can be read that a coach says it reads."""

    def __init__(self, settings: Settings) -> None:
        for name in READS:
            setattr(self, name, getattr(settings, name))
        self.leg_first = settings.leg_first


def test_a_coach_reads_no_setting_but_those_it_names() -> None:
    settings = Settings(sprain=Sprain.LEFT, equipment=frozenset({"band"}))
    block = BlockRecord(make_id(7), TODAY - dt.timedelta(days=20), 2)
    calendar = Calendar(History(blocks=(block,)), settings.rules, TODAY)
    coach = Coach(shipped(), OnlyWhatIsRead(settings))  # type: ignore[arg-type]
    state, again = current_block(calendar), current_block(calendar)
    assert state
    assert again
    for wishes in (Wishes(), Wishes(5, Feel.PAIN), Wishes(routine=ROUTINE, cooldown=True)):
        assert coach.offer(calendar, wishes) == Coach(shipped(), settings).offer(calendar, wishes)
    assert coach.first_side(calendar) is Side.LEFT
    assert coach.review(calendar, state) is coach.review(calendar, again)


def test_another_theme_needs_no_other_coach() -> None:
    settings = Settings()
    assert Coach.reads(settings) == Coach.reads(replace(settings, theme="nord", volume=0.5, flash=False))
    for change in ({"minutes": 5}, {"level": Level.EXPERIENCED}, {"rungs": {"calf-raise": "one-leg 2"}}):
        assert Coach.reads(settings) != Coach.reads(replace(settings, **change))
