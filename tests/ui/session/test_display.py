"""What the session screen shows, checked without a screen."""

from collections.abc import Iterator

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.session.snapshot import Command, Snapshot
from ankle_tui.core.training.progress import PastSet
from ankle_tui.services.session_runner import Action
from ankle_tui.ui.keys.keyline import Key, fitting_keys
from ankle_tui.ui.session.display import SessionDisplay, keys_for, make_display, question_words
from ankle_tui.ui.session.pieces import plain
from ankle_tui.ui.session.session_wording import FIRST_TIME, LAST_SET, SLEPT
from tests.ui.stage import EVENING, make_plan

ALL = frozenset(Action)


def views(plan: Plan, until: float = 10_000.0) -> Iterator[Snapshot]:
    """Every snapshot the screen would draw of a session in which nobody presses a key."""
    session = Session(plan, "id", EVENING)
    session.apply(Command.START, 0.0)
    now: float | None = 0.0
    while now is not None and now <= until:
        session.advance(now)
        yield session.snapshot
        now = session.next_deadline()


def view_at(plan: Plan, now: float) -> Snapshot:
    """The last snapshot drawn by a time."""
    return list(views(plan, now))[-1]


@pytest.fixture
def balance() -> Plan:
    return make_plan("single-leg-balance")


def test_get_ready_says_which_leg_and_how_to_stand(balance: Plan) -> None:
    face = make_display(view_at(balance, 0.0))
    assert (face.mood, face.banner, face.number) == ("get-ready", "READY LEFT", "10")
    assert face.cue == "Stand next to a wall, on one leg"
    assert plain(face.coming[0]) == "Then hold 30 s"  # the word has the leg, the title the exercise
    assert plain(face.left) == "3:40 to go"


def test_hold_counts_down_and_says_the_leg(balance: Plan) -> None:
    face = make_display(view_at(balance, 10.0))
    assert (face.mood, face.banner, face.number, face.widest) == ("work", "HOLD LEFT", "30", "00")
    assert (face.exercise, plain(face.where)) == ("Single-leg balance", "set 1 of 2")
    assert not face.score
    assert make_display(view_at(balance, 39.0)).number == "1"


def test_change_of_sides_names_the_next_leg(balance: Plan) -> None:
    face = make_display(view_at(balance, 41.0))
    assert (face.mood, face.banner) == ("change-sides", "CHANGE SIDES")
    assert "right leg" in plain(face.coming[0])


def test_every_kind_of_moment_has_its_own_word_and_its_own_sign() -> None:
    faces = [make_display(view) for view in views(make_plan("single-leg-balance", "calf-raise"))]
    signs = {face.mood: face.sign for face in faces}
    assert set(signs) == {"get-ready", "work", "change-sides", "rest"}
    assert len(set(signs.values())) == 4
    for mood in signs:
        others = {face.banner for face in faces if face.mood != mood}
        assert not others & {face.banner for face in faces if face.mood == mood}


def test_paced_reps_follow_the_tempo_and_show_the_count() -> None:
    plan = make_plan("calf-raise")
    shown = [(f.banner, f.number) for f in map(make_display, views(plan, 15.0)) if f.mood == "work"]
    assert [banner for banner, _ in dict.fromkeys(shown)] == ["UP", "HOLD", "DOWN", "UP"]
    assert shown[0][1] == "0"
    assert shown[-1][1] == "1"


def test_band_work_shows_direction_leg_and_stage() -> None:
    plan = make_plan("band-ankle")
    face = make_display(view_at(plan, 22.0))
    assert face.banner == "UP LEFT"
    assert "▲ pull" in plain(make_display(view_at(plan, 20.5)).caption[0])
    assert face.variation.endswith("up")
    assert face.cue == "Toes towards the shin"


def test_a_wait_before_a_band_direction_shows_how_to_set_it_up() -> None:
    plan = make_plan("band-ankle")
    first, ready = make_display(view_at(plan, 1.0)), make_display(view_at(plan, 86.0))
    assert (first.banner, first.setup) == ("ANCHOR IN FRONT OF YOU", True)
    assert (ready.banner, ready.setup) == ("READY LEFT", False)
    waits = [face for face in map(make_display, views(plan)) if face.mood in {"rest", "change-sides"}]
    assert {face.banner for face in waits} == {work.part.setup.upper() for work in plan.sets if work.part}


@pytest.mark.parametrize("level", list(Level))
def test_nothing_is_too_long_for_a_small_pane(level: Level) -> None:
    for name in ("single-leg-balance", "calf-raise", "band-ankle", "heel-toe-walk", "lateral-hops", "ankle-circles"):
        for face in map(make_display, views(make_plan(name, level=level))):
            assert len(face.banner) <= (32 if face.setup else 20), face.banner
            assert len(plain(face.where)) <= 12, face.where
            assert len(plain(face.left)) <= 12, face.left
            assert all(len(plain(each[-1])) <= 28 for each in (face.caption, face.coming))
            assert len(face.number) <= len(face.widest)


def test_paused_is_said_in_words_and_sign(balance: Plan) -> None:
    session = Session(balance, "id", EVENING)
    session.apply(Command.START, 0.0)
    session.advance(1.0)
    session.apply(Command.PAUSE, 1.0)
    face = make_display(session.snapshot)
    assert (face.mood, face.banner, face.sign) == ("paused", "PAUSED LEFT", "‖")


def test_after_sleep_it_says_that_nothing_was_counted(balance: Plan) -> None:
    session = Session(balance, "id", EVENING)
    session.apply(Command.START, 0.0)
    session.advance(3600.0)
    face = make_display(session.snapshot)
    assert (face.cue, face.urgent) == (SLEPT, True)


def test_foot_downs_are_shown(balance: Plan) -> None:
    session = Session(balance, "id", EVENING)
    session.apply(Command.START, 0.0)
    for second in range(1, 13):
        session.advance(float(second))
    session.apply(Command.FOOT_DOWN, 12.0)
    session.apply(Command.FOOT_DOWN, 12.0)
    face = make_display(session.snapshot, PastSet(30.0, None, 30.0, clean=False))
    assert all("2 touches" in plain(wording) for wording in face.caption)


def test_last_set_says_so() -> None:
    plan = make_plan("lateral-hops")
    assert plain(make_display(view_at(plan, plan.seconds - 1)).coming[0]) == LAST_SET


def test_last_time_and_best_are_said_before_the_set_and_during_it(balance: Plan) -> None:
    past = PastSet(24.0, None, 28.0, clean=True)
    for moment in (0.0, 10.0, 41.0):
        words = plain(make_display(view_at(balance, moment), past).caption[0])
        assert "24 s" in words
        assert "28 s" in words
    assert plain(make_display(view_at(balance, 10.0)).caption[0]) == FIRST_TIME


def test_the_bar_is_marked_at_half_and_where_the_last_time_ended_while_the_set_runs(balance: Plan) -> None:
    def marks(last: float, moment: float = 10.0) -> list[float]:
        return [
            tick.at for tick in make_display(view_at(balance, moment), PastSet(last, None, 40.0, clean=False)).ticks
        ]

    assert marks(24.0) == [0.5, 0.8]
    assert marks(6.0) == [0.2, 0.5]
    assert marks(40.0) == [0.5]  # more than this time's target
    assert marks(24.0, 0.0) == marks(24.0, 41.0) == []


def test_the_bar_of_reps_has_a_segment_a_rep_and_half_of_the_one_that_runs() -> None:
    plan = make_plan("calf-raise")
    shown = {face.score[1]: (face.segments, face.phase) for face in map(make_display, views(plan, 20.0)) if face.score}
    target = plan.sets[0].target
    assert shown["0"] == (target, 0.5 / target)
    assert shown["1"] == (target, 1.5 / target)


def labels(view: Snapshot, possible: frozenset[Action] = ALL, *, mode: SoundMode = SoundMode.BOTH) -> dict[str, str]:
    return {key.key: key.label for key in keys_for(view, possible, mode=mode)}


def test_keys_say_what_they_do_now(balance: Plan) -> None:
    waiting, working = labels(view_at(balance, 1.0)), labels(view_at(balance, 11.0))
    assert (waiting["enter"], working["enter"]) == ("go on", "done")
    assert (waiting["+"], working["+"]) == ("10 s more", "one more")
    assert labels(view_at(balance, 11.0), mode=SoundMode.OFF)["s"] == "sound on"


def test_big_key_counts_by_hand_and_p_still_pauses() -> None:
    session = Session(make_plan("calf-raise"), "id", EVENING, counting=Counting.BY_HAND)
    session.apply(Command.START, 0.0)
    for second in range(1, 12):
        session.advance(float(second))
    shown = labels(session.snapshot)
    assert (shown["space"], shown["p"], shown["m"]) == ("count", "pause", "paced")


def test_only_what_is_possible_is_offered(balance: Plan) -> None:
    shown = labels(view_at(balance, 1.0), frozenset({Action.BIG}))
    assert list(shown) == ["space", "q", "?"]


def test_keys_that_fit_always_end_with_the_help() -> None:
    keys = [Key("space", "pause", ""), Key("enter", "go on", ""), Key("n", "skip", ""), Key("?", "keys", "")]
    for width in range(80):
        fitting = fitting_keys(keys, width)
        assert fitting[-1].key == "?"
        used = sum(len(key.key) + 1 + len(key.label) for key in fitting) + 2 * (len(fitting) - 1)
        assert used <= max(width, len("? keys"))
    assert fitting_keys(keys, 80) == keys
    assert fitting_keys([], 80) == []


def test_face_is_a_value(balance: Plan) -> None:
    assert make_display(view_at(balance, 5.0)) == make_display(view_at(balance, 5.0))
    assert isinstance(make_display(view_at(balance, 5.0)), SessionDisplay)


def test_the_question_how_much_was_done_names_its_keys_where_there_is_room(balance: Plan) -> None:
    snapshot = Session(balance, "id", EVENING).snapshot
    assert question_words(snapshot) == "Nothing counted: enter = all 30 · n = none"
    assert question_words(snapshot, {"session.go-on": "g", "session.skip": "f4"}) == (
        "Nothing counted: g = all 30 · f4 = none"
    )
    assert question_words(snapshot, brief=True) == "Nothing counted: all 30?"
