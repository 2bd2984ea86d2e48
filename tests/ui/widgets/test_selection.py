"""The exercises on offer as a value: each edit gives a new one and leaves the old."""

from ankle_tui.core.exercises.catalogue import MOST_SETS, SMALLEST_STEP
from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.ui.widgets.selection import Selection
from tests.builders import shipped

CHOICES = [Choice.start(exercise, Level.BEGINNER) for exercise in shipped()][:4]
OFFER = Selection.offer(CHOICES, CHOICES[:2], {CHOICES[0].exercise.id: "first"})


def test_what_is_offered_is_unchanged_and_has_its_reasons() -> None:
    assert OFFER.chosen == CHOICES[:2]
    assert not OFFER.changed
    assert [OFFER.reason(choice) for choice in CHOICES[:2]] == ["first", ""]


def test_a_tick_is_set_and_taken_back() -> None:
    more = OFFER.toggle(3)
    assert more.chosen == [*CHOICES[:2], CHOICES[3]]
    assert more.changed
    assert more.toggle(3) == OFFER
    assert OFFER.take(CHOICES[1:], False).chosen == CHOICES[:1]
    assert OFFER.take(CHOICES[1:], True).chosen == CHOICES


def test_another_dose_takes_the_exercise_in_and_loses_its_reason() -> None:
    other = OFFER.more(2, 1)
    step = SMALLEST_STEP[CHOICES[2].variation.kind]
    assert other.chosen[2].dose.amount == CHOICES[2].dose.amount + step
    assert OFFER.more(0, 1).reason(OFFER.more(0, 1).choices[0]) == ""
    assert OFFER.choices == tuple(CHOICES)


def test_a_dose_has_its_limits_and_beyond_them_nothing_changes() -> None:
    least = OFFER.more_sets(0, -99).more(0, -99)
    assert (least.choices[0].dose.sets, least.choices[0].dose.amount) == (1, SMALLEST_STEP[CHOICES[0].variation.kind])
    assert least.more_sets(0, -1) is least
    assert least.more(0, -1) is least
    most = OFFER.more_sets(0, 99)
    assert most.choices[0].dose.sets == MOST_SETS
    assert most.more_sets(0, 1) is most


def test_variations_go_round_at_their_first_dose() -> None:
    ladder = CHOICES[0].exercise.variations
    selection, seen = OFFER, []
    for _ in ladder:
        selection = selection.next_variation(0)
        seen.append(selection.choices[0].variation)
        assert selection.choices[0].dose == seen[-1].doses[0]
    assert sorted(map(ladder.index, seen)) == list(range(len(ladder)))
