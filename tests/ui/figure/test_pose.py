"""The drawn figures: every exercise has one, it stands still where it should, and left is the mirror image of right."""

from itertools import pairwise

import pytest

from ankle_tui.core.exercises.exercise import Side, Tempo
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.ui.figure.movements import figure
from ankle_tui.ui.figure.pose import Brush, Drawing, Ink, Motion, Shape, bent

SHIPPED = [
    (exercise.id, variation.id, part.id if part else None, variation.per_side, variation.tempo)
    for exercise in load_catalogue()
    for variation in exercise.variations
    for part in (variation.parts or (None,))
]
SIZES = [(14, 7), (20, 10), (30, 14)]


def motion_of(exercise: str, variation: str, part: str | None = None, side: Side | None = None) -> Motion:
    tempo = next(item[4] for item in SHIPPED if item[:3] == (exercise, variation, part))
    motion = figure(exercise, variation, part, side, tempo)
    assert motion
    return motion


@pytest.mark.parametrize(("exercise", "variation", "part", "per_side", "tempo"), SHIPPED)
def test_every_shipped_exercise_has_two_to_four_pictures_of_one_size(
    exercise: str, variation: str, part: str | None, *, per_side: bool, tempo: Tempo | None
) -> None:
    motion = figure(exercise, variation, part, Side.RIGHT if per_side else None, tempo)
    assert motion
    assert 2 <= len(motion.frames) <= 4
    assert {number for _, number in motion.turns} == set(range(len(motion.frames)))
    assert len({frame.box for frame in motion.frames}) == 1
    assert any(shape.ink is Ink.WORK for shape in motion.pose.shapes)
    for width, height in SIZES:
        texts = {frame.text(width, height) for frame in motion.frames}
        assert len(texts) == len(motion.frames)
        assert {len(row) for text in texts for row in text.split("\n")} == {width}
        assert {text.count("\n") for text in texts} == {height - 1}
        floors = {frozenset(x for x, y in frame.dots(width, height) if y == height * 4 - 1) for frame in motion.frames}
        assert not motion.pose.floor or floors == {frozenset(range(width * 2))}


@pytest.mark.parametrize(("exercise", "variation", "part", "per_side", "tempo"), [item for item in SHIPPED if item[3]])
def test_the_left_leg_is_the_mirror_image_of_the_right_one(
    exercise: str, variation: str, part: str | None, *, per_side: bool, tempo: Tempo | None
) -> None:
    left, right = (figure(exercise, variation, part, side, tempo) for side in Side)
    assert left
    assert right
    assert left.turns == right.turns
    for one, other in zip(left.frames, right.frames, strict=True):
        dots = other.dots(20, 10)
        assert one.dots(20, 10) == {(39 - x, y): ink for (x, y), ink in dots.items()} != dots
    assert left.mirrored() == right


def test_no_two_exercises_look_alike() -> None:
    poses = {motion_of(*item[:3]).pose.text(14, 7) for item in SHIPPED}
    # Long walks look like short ones, and a hop on one leg like the next one.
    assert len(poses) == len(SHIPPED) - 3


def test_what_is_not_shipped_has_no_picture() -> None:
    assert figure("my-own", "eyes-open-firm") is None
    assert figure("calf-raise", "with-a-backpack") is None


def test_the_pictures_follow_the_tempo() -> None:
    motion = motion_of("calf-raise", "one-leg", side=Side.RIGHT)
    assert motion.seconds == 5
    seen = [motion.index(motion.phase(tenths / 10)) for tenths in range(50)]
    assert seen[:20] == sorted(seen[:20])
    assert set(seen[20:30]) == {3}
    assert seen[30:] == sorted(seen[30:], reverse=True)
    assert seen[0] == seen[-1] == 0
    assert motion.at(0.5) is motion.pose


def test_a_tempo_of_one_stage_goes_there_and_back() -> None:
    motion = figure("calf-raise", "one-leg", None, Side.RIGHT, Tempo(up=4))
    assert motion
    assert motion.seconds == 4
    assert [motion.index(share) for share in (0.0, 0.25, 0.5, 0.75, 0.99)] == [0, 2, 3, 1, 0]


def test_a_movement_that_takes_turns_needs_two_repetitions() -> None:
    walk, hop = motion_of("heel-toe-walk", "steps", "toes"), motion_of("lateral-hops", "one-leg-landed")
    assert (walk.reps, walk.seconds) == (2, 2)
    assert (hop.reps, hop.seconds) == (2, 6)
    assert {hop.index(share) for share in (0.2, 0.3, 0.4)} == {2}
    assert {hop.index(share) for share in (0.7, 0.8, 0.9)} == {0}


@pytest.mark.parametrize("item", SHIPPED, ids=str)
def test_there_are_no_more_than_four_changes_in_a_second(item: tuple[str, str, str | None, bool, Tempo | None]) -> None:
    motion = motion_of(*item[:3])
    starts = [start for start, _ in motion.turns] + [1.0 + motion.turns[0][0]]
    assert all(one != other for (_, one), (_, other) in pairwise(motion.turns))
    assert min(later - earlier for earlier, later in pairwise(starts)) * motion.seconds >= 0.15
    assert len(motion.turns) <= 4 * motion.seconds


def test_the_next_change_is_known() -> None:
    motion = motion_of("heel-toe-walk", "steps", "heels")
    assert motion.until_change(0.0) == pytest.approx(0.5)
    assert motion.until_change(0.9) == pytest.approx(0.2)
    calf = motion_of("calf-raise", "one-leg")
    # The last picture is the first one as well: nothing changes where one repetition ends and the next begins.
    assert calf.turns[-1][1] == calf.turns[0][1]
    assert calf.until_change(0.99) == pytest.approx(0.05 + calf.turns[1][0] * 5)


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (0, 5), (5, 0), (-3, 2), (3, 1)])
def test_no_size_is_too_small_to_be_asked_for(size: tuple[int, int]) -> None:
    rows = motion_of("calf-roll", "foam").pose.rows(*size)
    assert len(rows) == max(0, size[1])
    assert all(sum(len(text) for text, _ in row) == max(0, size[0]) for row in rows)


def test_where_two_inks_meet_in_a_cell_the_working_leg_gives_the_colour() -> None:
    work = Shape(((0.5, 0.5), (0.5, 7.5)), 0.1, Ink.WORK)
    body = Shape(((1.5, 0.5), (1.5, 7.5)), 0.1, Ink.BODY)
    assert Drawing((work, body), (0, 0, 2, 8)).rows(1, 2) == ((("⣿", Ink.WORK),),) * 2


def test_a_halo_sets_a_shape_apart_from_what_is_behind() -> None:
    wall = Shape(((0, 0), (20, 0), (20, 20), (0, 20)), 0.0, Ink.GROUND, Brush.FILL)
    leg = Shape(((10, 0), (10, 20)), 2.0, Ink.WORK)
    plain = Drawing((wall, leg), (0, 0, 20, 20))
    apart = Drawing((wall, Shape(leg.points, leg.radius, leg.ink, halo=True)), (0, 0, 20, 20))
    assert set(apart.dots(10, 5)) < set(plain.dots(10, 5))
    assert len(plain.dots(10, 5)) == 400


def test_a_knee_stays_where_a_leg_is_too_short() -> None:
    assert bent((0, 10), (0, -90), 25, 25, 1) == pytest.approx((0, -40))
    x, y = bent((0, 40), (0, 0), 25, 25, 1)
    assert (x, y) == pytest.approx((15, 20))
    assert bent((0, 40), (0, 0), 25, 25, -1) == pytest.approx((-15, 20))
