"""The runner's own exercises and routines: what can be used is there, and every slip is one line and costs only itself."""

import copy
import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from ankle_tui.core.cues.cues import NAMES, calls
from ankle_tui.core.exercises.catalogue import MOST_LISTED, Catalogue, UnknownRoutine, find_routine
from ankle_tui.core.exercises.exercise import Choice, Context, Exercise, Group, Level
from ankle_tui.core.exercises.routine import Item, Routine
from ankle_tui.core.exercises.user_exercises import OWN, add_own
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Run
from tests.builders import Runner, shipped
from tests.damage import changed, damaged, without
from tests.examples import examples

TEMPLATE = Path(__file__).parents[3] / "ankle_tui" / "data" / "template.toml"
DATA: dict[str, object] = tomllib.loads(TEMPLATE.read_text(encoding="utf-8"))
HEALTHY: dict[str, object] = tomllib.loads("""
[[exercise]]
id = "plank"
name = "Planke für Füße"
group = "cooldown"
trains = "The middle."
how = "Lie on the forearms."

[[exercise.variation]]
id = "floor"
name = "floor"
kind = "hold"
stand = "On the floor"
cues = ["Straight"]
rest = 30
dose = [{ sets = 1, seconds = 20 }]
""")
HEALTHY_ROUTINE = {"id": "short", "name": "Short one", "do": ["plank", "calf-raise"]}
EXERCISE = ("exercise", 0)
RUNG = (*EXERCISE, "variation", 0)
ROUTINE = ("routine", 0)


def add(data: object) -> tuple[Catalogue, tuple[str, ...]]:
    assert isinstance(data, dict)
    return add_own(shipped(), data)


def beside(data: object) -> dict[str, object]:
    """The data with a healthy exercise and a healthy routine after what is there."""
    whole = copy.deepcopy(data)
    assert isinstance(whole, dict)
    for key, item in (("exercise", HEALTHY["exercise"][0]), ("routine", HEALTHY_ROUTINE)):  # type: ignore[index]
        if isinstance(whole.setdefault(key, []), list):
            whole[key].append(item)
    return whole


def toe_raise() -> Exercise:
    return add(DATA)[0].get("toe-raise")


def test_the_template_adds_an_exercise_and_a_routine() -> None:
    catalogue, problems = add(DATA)
    assert problems == ()
    assert catalogue.own == {"toe-raise"}
    exercise = catalogue.get("toe-raise")
    assert [variation.id for variation in exercise.variations] == ["both-feet", "one-foot", "hold"]
    assert exercise.start(Level.EXPERIENCED)[1].amount == 12
    assert exercise.how.endswith(
        "in front of it. Lift the toes and the balls of the feet, stay for a moment, and lower them slowly."
    )
    assert [dose.sources[0].id for dose in exercise.variations[0].doses] == ["physio", "own", "own"]
    items = (
        Item("single-leg-balance"),
        Item("toe-raise", "both-feet"),
        Item("calf-raise", "one-leg", sets=2, amount=12),
    )
    assert catalogue.routines == (Routine("morning", "Morning routine", items),)


def test_an_exercise_needs_no_source_and_no_start_and_stands_at_the_end_of_its_group() -> None:
    catalogue, problems = add(HEALTHY)
    assert problems == ()
    exercise = catalogue.exercises[-1]
    assert (exercise.id, exercise.group, exercise.sources) == ("plank", Group.COOLDOWN, (OWN,))
    assert exercise.start(Level.BEGINNER) == exercise.start(Level.EXPERIENCED)
    assert [item.group for item in add(DATA)[0]] == [Group.MAIN] * 6 + [Group.COOLDOWN] * 3
    assert catalogue.suggested == shipped().suggested


def test_a_file_of_nothing() -> None:
    assert add({}) == (shipped(), ())


def test_names_keep_the_signs_that_join_others() -> None:
    for name in ("🏃\u200d♀️ on toes", "روی پنجه می\u200cایستم"):
        catalogue, problems = add(changed(DATA, (*EXERCISE, "name"), name))
        assert not problems
        assert catalogue.get("toe-raise").name == name


# What is wrong, and what is left


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("exercise",), 3, "exercise: must be a list, not 3"),
        (("exercise",), {"id": "x"}, "exercise: must stand in double brackets: [[exercise]]"),
        (EXERCISE, 3, "exercise 1: must be a table, not 3"),
        ((*EXERCISE, "id"), "calf-raise", "exercise calf-raise: id: is an exercise of ankle-tui; take another one"),
        ((*EXERCISE, "name"), "a" * 31, "toe-raise: name: must have at most 30 characters, not 31"),
        ((*EXERCISE, "name"), "足首" * 8, "toe-raise: name: must have at most 30 characters, not 32"),
        ((*EXERCISE, "name"), "\x1b[31mred", "toe-raise: name: has a character that cannot be shown: '\\x1b'"),
        (
            (*RUNG, "kind"),
            "repz",
            'toe-raise: variation both-feet: kind: "repz" is not one of: hold, timed, reps, steps',
        ),
        ((*RUNG, "cues"), [], "toe-raise: variation both-feet: cues: needs at least one"),
        (
            (*RUNG, "cues"),
            ["Up"] * 21,
            f"toe-raise: variation both-feet: cues: must have at most {MOST_LISTED}, not 21",
        ),
        ((*RUNG, "cues", 0), "x" * 61, "toe-raise: variation both-feet: cues: must have at most 60 characters, not 61"),
        (("sources", "physio"), 3, "sources: physio: must be a text, not 3"),
        (("sources",), 3, "sources: must be a table, not 3"),
        (("routines",), [], 'routines: is not a known key; did you mean "routine"?'),
    ],
)
def test_a_slip_in_an_exercise_is_one_line(path: tuple[str | int, ...], value: object, line: str) -> None:
    catalogue, problems = add(changed(DATA, path, value))
    assert problems[0].startswith(line)
    assert set(shipped()) <= set(catalogue)


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("routine",), {"id": "x"}, "routine: must stand in double brackets: [[routine]]"),
        ((*ROUTINE, "id"), "My own", 'routine My own: id: must be lower-case words joined by hyphens, not "My own"'),
        ((*ROUTINE, "do"), [], "routine morning: do: needs at least one"),
        ((*ROUTINE, "for"), 3, "routine morning: for: is not a known key"),
        ((*ROUTINE, "do", 0), 3, "routine morning: do 1: must be a table, not 3"),
        ((*ROUTINE, "do", 0), "", "routine morning: do 1: must be an exercise, or one and its variation"),
        ((*ROUTINE, "do", 0), "toe-rise", 'exercise: no exercise is called "toe-rise"; did you mean "toe-raise"?'),
        ((*ROUTINE, "do", 0), "toe-raise", 'routine morning: do 2: "toe-raise" is there twice'),
        ((*ROUTINE, "do", 1), "toe-raise both", 'no variation is called "both"; did you mean "both-feet"?'),
        ((*ROUTINE, "do", 2, "sets"), 11, "routine morning: do 3: sets: must be from 1 to 10, not 11"),
        ((*ROUTINE, "do", 2, "reps"), 101, "routine morning: do 3: reps: must be from 1 to 100, not 101"),
        ((*ROUTINE, "do", 2, "seconds"), 9, "routine morning: do 3: seconds: must be reps here"),
        ((*ROUTINE, "do", 2, "rep"), 9, 'routine morning: do 3: rep: is not a known key; did you mean "reps"?'),
        ((*ROUTINE, "do", 0), {"exercise": "toe-raise", "reps": 9}, "do 1: reps: needs a variation: not all are in it"),
    ],
)
def test_a_slip_in_a_routine_costs_only_the_routine(path: tuple[str | int, ...], value: object, line: str) -> None:
    catalogue, problems = add(changed(DATA, path, value))
    assert len(problems) == 1
    assert line in problems[0]
    assert catalogue.own == {"toe-raise"}
    assert catalogue.routines == ()


def test_a_routine_with_a_broken_exercise_says_so() -> None:
    catalogue, problems = add(without(beside(DATA), (*RUNG, "dose")))
    assert problems == (
        "toe-raise: variation both-feet: dose: is missing",
        'routine morning: do 2: exercise: "toe-raise" has a mistake of its own',
    )
    assert catalogue.own == {"plank"}
    assert [routine.id for routine in catalogue.routines] == ["short"]


def test_what_is_there_twice_counts_once() -> None:
    twice = {key: value * 2 for key, value in DATA.items() if isinstance(value, list)}
    catalogue, problems = add({**DATA, **twice})
    assert problems == ("toe-raise: id: is there twice", "routine morning: id: is there twice")
    assert (len(catalogue.own), len(catalogue.routines)) == (1, 1)
    again = changed(beside(DATA), ("routine", 1, "name"), "MORNING routine")
    assert add(again)[1] == ('routine short: name: "MORNING routine" is there twice',)


def test_a_line_is_never_longer_than_can_be_read() -> None:
    _, problems = add({"x" * 10_000: 1})
    assert [len(problem) for problem in problems] == [240]


@examples(150)
@given(damaged(DATA))
def test_whatever_is_damaged_the_healthy_rest_is_there(data: object) -> None:
    whole = beside(data) if isinstance(data, dict) else beside({})
    catalogue, problems = add(whole)
    assert all(problem.isprintable() and problem for problem in problems)
    assert set(shipped()) <= set(catalogue)
    if isinstance(whole["exercise"], list):
        assert "plank" in catalogue.own
        if isinstance(whole["routine"], list):
            assert "short" in {routine.id for routine in catalogue.routines}
    ladders = {exercise.id: Choice.start(exercise, Level.BEGINNER) for exercise in catalogue}
    for routine in catalogue.routines:
        assert build_plan(routine.choices(ladders)).sets


# What is done with them


@pytest.mark.parametrize("name", ["morning", "Morning Routine", " MORNING  routine "])
def test_a_routine_is_found_by_id_or_name(name: str) -> None:
    catalogue, _ = add(DATA)
    assert find_routine(catalogue, name) is catalogue.routines[0]


def test_a_routine_that_is_not_there() -> None:
    with pytest.raises(UnknownRoutine, match=r'^no routine is called "mornin"; did you mean "morning"[?]$'):
        find_routine(add(DATA)[0], "mornin")
    with pytest.raises(UnknownRoutine, match=r"^there are no routines yet; ankle-tui exercises --template shows"):
        find_routine(shipped(), "morning")


@pytest.mark.parametrize("mode", list(SoundMode))
def test_a_session_of_ones_own_is_led_to_its_end_by_known_sounds(mode: SoundMode) -> None:
    exercise = toe_raise()
    choices = [Choice(exercise, variation, variation.doses[0]) for variation in exercise.variations]
    runner = Runner(build_plan(choices, context=Context.OTHER)).start()
    while (deadline := runner.session.next_deadline()) is not None:
        runner.micros = round(deadline * 1_000_000)
        runner.look()
    assert runner.snapshot.run is Run.DONE
    heard = calls(runner.events, mode)
    assert {call.cue for call in heard} <= set(NAMES)
    works = sum(phase.kind is PhaseKind.WORK for phase in runner.plan.phases)
    assert sum(call.cue == "go" for call in heard) == (0 if mode is SoundMode.OFF else works)
