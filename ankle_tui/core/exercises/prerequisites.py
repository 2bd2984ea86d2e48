"""Read what a variation opens after, and check that it can be met."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Exercise, Prerequisite, Shown, ShownInTest, Unit, Variation
from ankle_tui.core.validation import InvalidValue, TableReader, did_you_mean

_MOST_WORDS = 60
_MOST_AMOUNT = 300
_MOST_DAYS = 366
_TESTS = {"raise": Unit.REPS}
"""Self-tests that can open a variation: of more than one kind of result, only more reps are plainly more."""


def read_after(table: TableReader, exercise: str) -> tuple[Prerequisite, ...]:
    """Read the prerequisites of a variation, which may be left out.

    Args:
        table: The table of the variation.
        exercise: Id of its exercise, which a prerequisite need not name.

    Raises:
        InvalidValue: At the first mistake, naming the key.
    """
    return tuple(_prerequisite(item, exercise) for item in table.tables("after", []))


def with_default(exercise: str, variations: Sequence[Variation]) -> tuple[Variation, ...]:
    """Let a variation without prerequisites open after the last dose of the one before it."""
    found: list[Variation] = []
    for variation in variations:
        before = found[-1] if found else None
        if before and before.doses and not variation.after:
            shown = Shown(exercise, before.id, before.doses[-1].amount, before.touches)
            found.append(replace(variation, after=(Prerequisite((shown,)),)))
        else:
            found.append(variation)
    return tuple(found)


def check_after(exercise: Exercise, known: Mapping[str, Exercise]) -> None:
    """Check the prerequisites of an exercise against the variations they name.

    A prerequisite without `within` waits for a dose of an earlier variation of the same exercise, so no ladder can wait
    for itself.

    Args:
        exercise: The exercise.
        known: All exercises by id.

    Raises:
        InvalidValue: At the first that cannot be met, naming exercise, variation and key.
    """
    for place, variation in enumerate(exercise.variations):
        where = f"{exercise.id}: variation {variation.id}: after"
        if bool(variation.after) != bool(place):
            raise InvalidValue(where, "is missing" if place else "has no place at the first variation")
        if variation.after and variation.after[0].within is not None:
            raise InvalidValue(where, "must begin with a variation whose place it takes, without within")
        earlier = {item.id: item for item in exercise.variations[:place]}
        for prerequisite in variation.after:
            for shown in prerequisite.any:
                _check(shown, where, known)
                if prerequisite.within is None:
                    _check_rung(shown, where, exercise.id, earlier)


def _prerequisite(table: TableReader, exercise: str) -> Prerequisite:
    options = table.tables("any") if "any" in table else [table]
    if not options:
        raise table.error("any", "needs at least one")
    within = table.integer("within", 1, _MOST_DAYS) if "within" in table else None
    tests = [option for option in options if "test" in option]
    if tests and (within is None or len(tests) == len(options)):
        raise tests[0].error("test", "stands beside an exercise, and with within" if within else "needs within")
    found = Prerequisite(
        any=tuple(_shown(option, exercise) for option in options if option not in tests),
        within=within,
        words=table.line("words", _MOST_WORDS, ""),
        tests=tuple(map(_shown_in_test, tests)),
    )
    for option in options:
        option.finish()
    table.finish()
    return found


def _shown(table: TableReader, exercise: str) -> Shown:
    units = [unit.value for unit in Unit if unit.value in table]
    if len(units) != 1:
        raise InvalidValue(table.where, f"needs one of: {', '.join(Unit)}")
    return Shown(
        exercise=table.text("exercise", exercise),
        variation=table.text("variation"),
        amount=table.integer(units[0], 1, _MOST_AMOUNT),
        touches=table.number("touches", 0, 60) if "touches" in table else None,
    )


def _shown_in_test(table: TableReader) -> ShownInTest:
    test = table.text("test")
    if test not in _TESTS:
        raise table.error("test", f'"{test}" is not one of: {", ".join(_TESTS)}{did_you_mean(test, list(_TESTS))}')
    return ShownInTest(test, table.integer(_TESTS[test].value, 1, _MOST_AMOUNT))


def _check(shown: Shown, where: str, known: Mapping[str, Exercise]) -> None:
    if shown.exercise not in known:
        raise InvalidValue(where, f'no exercise is called "{shown.exercise}"{did_you_mean(shown.exercise, [*known])}')
    ids = [variation.id for variation in known[shown.exercise].variations]
    if shown.variation not in ids:
        raise InvalidValue(where, f'no variation is called "{shown.variation}"{did_you_mean(shown.variation, ids)}')


def _check_rung(shown: Shown, where: str, exercise: str, earlier: Mapping[str, Variation]) -> None:
    if shown.exercise != exercise or shown.variation not in earlier:
        raise InvalidValue(where, f'"{shown.variation}" is not an earlier variation of the exercise')
    if shown.amount not in {dose.amount for dose in earlier[shown.variation].doses}:
        raise InvalidValue(where, f"{shown.amount} is not a dose of {shown.variation}")
