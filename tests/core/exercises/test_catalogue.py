"""The shipped catalogue keeps to the doses that were found, and every slip in one is a line naming exercise and key."""

import tomllib

import pytest
from hypothesis import given

from ankle_tui.core.exercises.catalogue import MOST, SMALLEST_STEP, Catalogue, UnknownExercise, parse_catalogue
from ankle_tui.core.exercises.exercise import Choice, Dose, Group, Kind, Level, Unit
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.validation import InvalidValue
from tests.builders import CATALOGUE_FILE, shipped
from tests.damage import changed, complaint, damaged, without
from tests.examples import examples

RAW: dict[str, object] = tomllib.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))
SMALL = """
[sources]
choice = "Ours."

[sources.book]
text = "A book."
[sources.book.about]
raise = "raises"
"raise both" = "3 sets of 10-15 reps; 2 up, 1 hold, 2 down, 60 rest"
"raise one" = "1-2 sets of 30 seconds; 10 change, 10 part_rest, 60 rest"

[suggested]
beginner = ["raise"]
experienced = ["raise"]

[[exercise]]
id = "raise"
name = "Raise"
trains = "Calves."
how = "Up and down."
start = { beginner = "both", experienced = "one 2" }
source = ["book"]

[[exercise.variation]]
id = "both"
name = "both legs"
kind = "reps"
stand = "Stand"
cues = ["Up"]
tempo = { up = 2, hold = 1, down = 2 }
rest = 60
timing_source = ["book"]
dose = [{ sets = 3, reps = 12, source = ["book"] }]

[[exercise.variation]]
id = "one"
name = "one leg"
kind = "hold"
per_side = true
stand = "Stand"
cues = ["Still"]
rest = 60
change = 10
part_rest = 10
timing_source = ["book"]
part = [{ id = "in", name = "IN", cue = "Turn in" }, { id = "out", name = "OUT", cue = "Turn out" }]
dose = [{ sets = 1, seconds = 30, source = ["book"] }, { sets = 2, seconds = 30, source = ["book"] }]
"""
DATA: dict[str, object] = tomllib.loads(SMALL)
BOTH = ("exercise", 0, "variation", 0)
ONE = ("exercise", 0, "variation", 1)
RUNG = DATA["exercise"][0]["variation"][0]  # type: ignore[index]


def amounts(exercise_id: str) -> dict[str, list[tuple[int, int]]]:
    return {item.id: [(d.sets, d.amount) for d in item.doses] for item in shipped().get(exercise_id).variations}


# What is shipped


def test_the_five_exercises_and_three_cooldown_moves_are_there_in_order() -> None:
    assert [(exercise.id, exercise.group) for exercise in shipped()] == [
        ("single-leg-balance", Group.MAIN),
        ("calf-raise", Group.MAIN),
        ("band-ankle", Group.MAIN),
        ("heel-toe-walk", Group.MAIN),
        ("lateral-hops", Group.MAIN),
        ("ankle-circles", Group.COOLDOWN),
        ("knee-to-wall", Group.COOLDOWN),
        ("calf-roll", Group.COOLDOWN),
    ]


@pytest.mark.parametrize(
    ("exercise_id", "expected"),
    [
        (
            "single-leg-balance",
            {
                "eyes-open-firm": [(2, 30), (2, 45), (2, 60)],
                "eyes-closed-firm": [(2, 15), (2, 30), (2, 45), (2, 60)],
                "eyes-open-pillow": [(2, 30), (2, 45), (2, 60)],
                "eyes-closed-pillow": [(2, 15), (2, 30), (2, 45), (2, 60), (3, 60)],
            },
        ),
        (
            "calf-raise",
            {
                "both-legs": [(2, 12), (3, 12), (3, 15)],
                "one-leg": [(2, 10), (3, 10), (3, 12), (3, 15)],
                "one-leg-step": [(2, 12), (3, 12), (3, 15)],
            },
        ),
        ("band-ankle", {"four-way": [(1, 10), (1, 12), (1, 15), (2, 10), (2, 12), (2, 15)]}),
        ("heel-toe-walk", {"steps": [(2, 10), (2, 12), (2, 15)], "long": [(2, 20), (2, 30), (2, 45), (3, 45)]}),
        (
            "lateral-hops",
            {
                "both-feet": [(2, 10), (2, 20), (2, 30)],
                "one-leg-landed": [(2, 5), (2, 10), (2, 15)],
                "one-leg": [(2, 10), (2, 20), (2, 30)],
            },
        ),
        ("ankle-circles", {"seated": [(1, 10)]}),
        ("knee-to-wall", {"standing": [(3, 30)]}),
        ("calf-roll", {"foam": [(3, 30)]}),
    ],
)
def test_the_doses_are_those_of_the_domain_table(exercise_id: str, expected: dict[str, list[tuple[int, int]]]) -> None:
    assert amounts(exercise_id) == expected


@pytest.mark.parametrize(
    ("exercise_id", "variation_id", "tempo"),
    [
        ("calf-raise", "both-legs", (2, 1, 2)),
        ("calf-raise", "one-leg", (2, 1, 2)),
        ("calf-raise", "one-leg-step", (3, 0, 3)),
        ("band-ankle", "four-way", (2, 1, 2)),
        ("heel-toe-walk", "steps", (1, 0, 0)),
        ("lateral-hops", "one-leg-landed", (1, 1, 1)),
    ],
)
def test_the_tempos_are_those_of_the_domain_table(
    exercise_id: str, variation_id: str, tempo: tuple[float, float, float]
) -> None:
    found = shipped().get(exercise_id).variation(variation_id).tempo
    assert found
    assert (found.up, found.hold, found.down) == tempo


def test_what_is_done_per_side() -> None:
    assert {(e.id, v.id) for e in shipped() for v in e.variations if not v.per_side} == {
        ("calf-raise", "both-legs"),
        ("heel-toe-walk", "steps"),
        ("heel-toe-walk", "long"),
        ("lateral-hops", "both-feet"),
    }


def test_the_ladders_climb() -> None:
    for variation in (variation for exercise in shipped() for variation in exercise.variations):
        rungs = [(dose.sets, dose.amount) for dose in variation.doses]
        assert rungs == sorted(set(rungs)), variation.id


@pytest.mark.parametrize(
    ("exercise_id", "level", "rung"),
    [
        ("single-leg-balance", Level.BEGINNER, ("eyes-open-firm", 2, 30)),
        ("single-leg-balance", Level.EXPERIENCED, ("eyes-open-firm", 2, 60)),
        ("calf-raise", Level.BEGINNER, ("both-legs", 3, 12)),
        ("calf-raise", Level.EXPERIENCED, ("one-leg", 2, 10)),
        ("band-ankle", Level.BEGINNER, ("four-way", 1, 10)),
        ("band-ankle", Level.EXPERIENCED, ("four-way", 1, 10)),
        ("heel-toe-walk", Level.BEGINNER, ("steps", 2, 10)),
        ("heel-toe-walk", Level.EXPERIENCED, ("long", 2, 20)),
        ("lateral-hops", Level.BEGINNER, ("both-feet", 2, 10)),
        ("lateral-hops", Level.EXPERIENCED, ("both-feet", 2, 10)),
    ],
)
def test_ladders_start_where_the_domain_says(exercise_id: str, level: Level, rung: tuple[str, int, int]) -> None:
    variation, dose = shipped().get(exercise_id).start(level)
    assert (variation.id, dose.sets, dose.amount) == rung


@pytest.mark.parametrize(
    ("exercise_id", "minutes"),
    [
        ("single-leg-balance", {(2, 30): 3.5, (2, 60): 5.5}),
        ("calf-raise", {(3, 12): 5, (2, 10): 4, (3, 15): 8.7}),
        ("band-ankle", {(1, 10): 9, (2, 15): 25}),
        ("heel-toe-walk", {(2, 10): 1.7, (3, 45): 6.2}),
        ("lateral-hops", {(2, 10): 1.3, (2, 15): 4.3}),
    ],
)
def test_a_dose_takes_the_minutes_of_the_domain_table(exercise_id: str, minutes: dict[tuple[int, int], float]) -> None:
    exercise = shipped().get(exercise_id)
    for (sets, amount), expected in minutes.items():
        taken = []
        for variation in exercise.variations:
            plan = build_plan([Choice(exercise, variation, Dose(sets, amount))])
            taken.append(round((plan.seconds - plan.phases[0].seconds) / 60, 1))
        assert expected in taken


def test_every_band_direction_has_a_set_up_of_its_own() -> None:
    parts = shipped().get("band-ankle").variation("four-way").parts
    assert len({part.setup for part in parts if part.setup}) == len(parts) == 4


def test_halves_of_the_band_are_in_and_out_then_up_and_down() -> None:
    whole = shipped().get("band-ankle").variation("four-way")
    first, second = whole.halves()
    assert [[part.id for part in half.parts] for half in (first, second)] == [["in", "out"], ["up", "down"]]
    assert (first.id, first.name, second.name) == (whole.id, "in and out", "up and down")
    assert first.doses == whole.doses


def test_what_has_no_four_parts_has_no_halves() -> None:
    assert shipped().get("heel-toe-walk").variations[0].halves() == ()
    assert shipped().get("calf-raise").variations[0].halves() == ()


def test_everything_has_a_source() -> None:
    for exercise in shipped():
        assert exercise.sources
        for variation in exercise.variations:
            assert variation.timing_sources
            assert all(dose.sources for dose in variation.doses)


def test_words_fit_the_smallest_screen() -> None:
    for exercise in shipped():
        assert len(exercise.name) <= 22
        for variation in exercise.variations:
            assert len(variation.stand) <= 60
            assert len(variation.name) <= 32
            cues = [*variation.cues, *(words for part in variation.parts for words in (part.cue, part.setup))]
            assert all(len(cue) <= 32 for cue in cues), variation.id
            assert all(not cue.endswith(".") for cue in [*cues, variation.stand])


def test_a_beginner_needs_no_band_no_pillow_no_closed_eyes_in_the_suggested_session() -> None:
    catalogue = shipped()
    for name in catalogue.suggested[Level.BEGINNER]:
        variation, _ = catalogue.get(name).start(Level.BEGINNER)
        assert set(variation.equipment) <= {"wall"}


@pytest.mark.parametrize("level", list(Level))
def test_two_or_three_exercises_are_suggested_balance_first(level: Level) -> None:
    names = shipped().suggested[level]
    assert names[0] == "single-leg-balance"
    assert 2 <= len(names) <= 3


def test_doses_keep_within_what_can_be_asked_for() -> None:
    for variation in (variation for exercise in shipped() for variation in exercise.variations):
        assert all(SMALLEST_STEP[variation.kind] <= dose.amount <= MOST[variation.kind] for dose in variation.doses)


# Finding


def test_an_unknown_exercise_gets_a_hint() -> None:
    with pytest.raises(UnknownExercise, match=r'^no exercise is called "calf-rise"; did you mean "calf-raise"[?]$'):
        shipped().get("calf-rise")


def test_a_word_like_nothing_gets_no_hint() -> None:
    with pytest.raises(UnknownExercise, match=r'^no exercise is called "zzz"$'):
        shipped().get("zzz")


def test_an_unknown_variation_or_level_is_a_key_error() -> None:
    exercise = shipped().get("calf-raise")
    with pytest.raises(KeyError, match=r"three-legs"):
        exercise.variation("three-legs")
    with pytest.raises(KeyError):
        exercise.start("expert")  # type: ignore[arg-type]


def test_the_start_may_be_a_later_dose() -> None:
    variation, dose = parse_catalogue(DATA).get("raise").start(Level.EXPERIENCED)
    assert (variation.id, dose.sets) == ("one", 2)


def test_a_changed_dose_is_the_runners_own() -> None:
    dose = shipped().get("calf-raise").variations[0].doses[0]
    assert dose.changed(sets=1) == Dose(1, 12)
    assert dose.changed(amount=20) == Dose(2, 20)


@pytest.mark.parametrize(
    ("kind", "unit"), [("hold", Unit.SECONDS), ("timed", Unit.SECONDS), ("reps", Unit.REPS), ("steps", Unit.STEPS)]
)
def test_the_unit_of_a_kind(kind: str, unit: Unit) -> None:
    assert Kind(kind).unit is unit
    assert Kind(kind).counted is (unit is not Unit.SECONDS)


# Slips


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("exercise",), 3, "exercise: must be a list, not 3"),
        (("exercise", 0), "raise", 'exercise 1: must be a table, not "raise"'),
        (
            ("exercise", 0, "id"),
            "My raise",
            'exercise My raise: id: must be lower-case words joined by hyphens, not "My raise"',
        ),
        (("exercise", 0, "name"), "", "raise: name: must not be empty"),
        (("exercise", 0, "name"), 7, "raise: name: must be a text, not 7"),
        (("exercise", 0, "nme"), "x", 'raise: nme: is not a known key; did you mean "name"?'),
        (
            ("exercise", 0, "group"),
            "cooldwn",
            'raise: group: "cooldwn" is not one of: main, cooldown; did you mean "cooldown"?',
        ),
        (("exercise", 0, "source"), [], "raise: source: needs at least one"),
        (("exercise", 0, "source"), ["bok"], 'raise: source: no source is called "bok"; did you mean "book"?'),
        (("exercise", 0, "source"), "book", 'raise: source: must be a list, not "book"'),
        (("exercise", 0, "variation"), [], "raise: variation: needs at least one"),
        (
            ("exercise", 0, "start", "beginner"),
            "bth",
            'raise: start: beginner: no variation is called "bth"; did you mean "both"?',
        ),
        (("exercise", 0, "start", "beginner"), "both 2", 'raise: start: beginner: "2" is not a dose from 1 to 1'),
        (("exercise", 0, "start", "beginner"), "both 0", 'raise: start: beginner: "0" is not a dose from 1 to 1'),
        (("exercise", 0, "start", "beginner"), "both two", 'raise: start: beginner: "two" is not a dose from 1 to 1'),
        (
            ("exercise", 0, "start", "expert"),
            "both",
            'raise: start: expert: is not a known key; did you mean "experienced"?',
        ),
        (("exercise", 0, "variation"), [RUNG, RUNG], 'raise: variation: "both" is there twice'),
        (
            (*BOTH, "kind"),
            "rep",
            'raise: variation both: kind: "rep" is not one of: hold, timed, reps, steps; did you mean "reps"?',
        ),
        ((*BOTH, "per_side"), 1, "raise: variation both: per_side: must be true or false, not 1"),
        ((*BOTH, "cues"), ["Up", 2], "raise: variation both: cues: must be a list of texts, not 2"),
        ((*BOTH, "rest"), 4, "raise: variation both: rest: must be from 5 to 300, not 4"),
        ((*BOTH, "rest"), float("nan"), "raise: variation both: rest: must be from 5 to 300, not nan"),
        ((*BOTH, "rest"), float("inf"), "raise: variation both: rest: must be from 5 to 300, not inf"),
        ((*BOTH, "rest"), 10**400, "raise: variation both: rest: must be from 5 to 300, not a huge number"),
        ((*BOTH, "rest"), True, "raise: variation both: rest: must be a number, not true"),
        ((*BOTH, "rest"), "60", 'raise: variation both: rest: must be a number, not "60"'),
        ((*BOTH, "change"), 10, "raise: variation both: change: is not a known key"),
        ((*BOTH, "tempo"), 5, "raise: variation both: tempo: must be a table, not 5"),
        ((*BOTH, "tempo", "up"), 0, "raise: variation both: tempo: up: must be from 0.5 to 30, not 0"),
        ((*BOTH, "tempo", "words"), ["up"], "raise: variation both: tempo: words: must be three texts, not 1"),
        ((*BOTH, "tempo", "don"), 2, 'raise: variation both: tempo: don: is not a known key; did you mean "down"?'),
        ((*BOTH, "dose"), [], "raise: variation both: dose: needs at least one"),
        ((*BOTH, "dose", 0, "reps"), True, "raise: variation both: dose 1: reps: must be a number, not true"),
        ((*BOTH, "dose", 0, "reps"), 12.0, "raise: variation both: dose 1: reps: must be a whole number, not 12.0"),
        ((*BOTH, "dose", 0, "reps"), 101, "raise: variation both: dose 1: reps: must be from 1 to 100, not 101"),
        ((*BOTH, "dose", 0, "sets"), 0, "raise: variation both: dose 1: sets: must be from 1 to 10, not 0"),
        (
            (*BOTH, "dose", 0, "seconds"),
            3,
            "raise: variation both: dose 1: seconds: is not a known key",
        ),
        ((*ONE, "tempo"), {"up": 1}, "raise: variation one: tempo: is not a known key"),
        ((*ONE, "dose", 1, "source"), ["x"], 'raise: variation one: dose 2: source: no source is called "x"'),
        ((*ONE, "part", 1, "id"), "in", 'raise: variation one: part: "in" is there twice'),
        ((*ONE, "part", 1, "cue"), " ", "raise: variation one: part out: cue: must not be empty"),
        ((*ONE, "part", 1, "cu"), "x", 'raise: variation one: part out: cu: is not a known key; did you mean "cue"?'),
        (
            ("suggested", "beginner"),
            ["rise"],
            'suggested: beginner: no exercise is called "rise"; did you mean "raise"?',
        ),
        (("suggested", "beginner"), [], "suggested: beginner: needs at least one"),
        (("suggested", "expert"), ["raise"], 'suggested: expert: is not a known key; did you mean "experienced"?'),
        (("sources", "choice"), 1, "sources: choice: must be a text, not 1"),
        (("sources", "book"), "A book.", 'sources: book: must be a table, not "A book."'),
        (("sources", "book", "abut"), {}, 'sources: book: abut: is not a known key; did you mean "about"?'),
        (("sources", "book", "about", "raise"), "", "sources: book: about: raise: must not be empty"),
        (
            ("sources", "book", "about"),
            {},
            'raise: variation both: dose 1: source: "book" does not speak of raise both',
        ),
        (
            ("sources", "book", "about", "raise both"),
            "2 up, 1 hold, 2 down",
            'raise: variation both: dose 1: source: "book" gives none of the figures of raise both',
        ),
        ((*BOTH, "dose", 0, "sets"), 2, "raise: variation both: dose 1: source: no source gives 2 sets"),
        ((*BOTH, "dose", 0, "reps"), 16, "raise: variation both: dose 1: source: no source gives 16 reps"),
        ((*BOTH, "rest"), 30, "raise: variation both: timing_source: no source gives 30 rest"),
        (("exercise", 0, "how"), "Up 3 times.", 'raise: source: "book" gives none of the figures of raise'),
        (("exercises",), [], 'exercises: is not a known key; did you mean "exercise"?'),
    ],
)
def test_a_slip_is_one_line_that_names_exercise_and_key(path: tuple[str | int, ...], value: object, line: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        _parse(changed(DATA, path, value))
    assert str(caught.value) == line


@pytest.mark.parametrize(
    ("path", "place"),
    [
        *[((key,), key) for key in ("sources", "suggested", "exercise")],
        *[(("exercise", 0, key), f"raise: {key}") for key in ("name", "trains", "how", "start", "source", "variation")],
        *[((*BOTH, key), f"raise: variation both: {key}") for key in ("name", "kind", "stand", "cues", "rest", "dose")],
        *[((*BOTH, key), f"raise: variation both: {key}") for key in ("tempo", "timing_source")],
        *[((*BOTH, "dose", 0, key), f"raise: variation both: dose 1: {key}") for key in ("sets", "reps", "source")],
        *[((*ONE, key), f"raise: variation one: {key}") for key in ("change", "part_rest")],
        *[(("sources", "book", key), f"sources: book: {key}") for key in ("text", "about")],
        *[((*ONE, "part", 0, key), f"raise: variation one: part in: {key}") for key in ("name", "cue")],
        (("exercise", 0, "id"), "exercise 1: id"),
        ((*BOTH, "id"), "raise: variation 1: id"),
        ((*BOTH, "tempo", "up"), "raise: variation both: tempo: up"),
        (("suggested", "beginner"), "suggested: beginner"),
    ],
)
def test_a_missing_key_is_named(path: tuple[str | int, ...], place: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        _parse(without(DATA, path))
    assert (caught.value.where, caught.value.problem) == (place, "is missing")


def test_two_exercises_of_one_id_are_refused() -> None:
    entry = DATA["exercise"]
    assert isinstance(entry, list)
    with pytest.raises(InvalidValue, match=r'^exercise: "raise" is there twice$'):
        _parse({**DATA, "exercise": entry * 2})


@examples(150)
@given(damaged(DATA))
def test_whatever_is_wrong_it_is_one_line_or_a_catalogue(data: object) -> None:
    assert complaint(_parse, data).isprintable()


def _parse(data: object) -> Catalogue:
    assert isinstance(data, dict)
    return parse_catalogue(data)
