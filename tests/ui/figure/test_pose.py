"""The drawn figures: every exercise has one, it stands still where it should, and left is the mirror image of right."""

from dataclasses import replace
from itertools import pairwise, product

import pytest

from ankle_tui.core.exercises.exercise import Side, Tempo
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.ui.figure.cells import OCTANTS, QUADRANTS, SEXTANTS, Rows
from ankle_tui.ui.figure.movements import figure
from ankle_tui.ui.figure.picture import WHOLE, box_for, drawn
from ankle_tui.ui.figure.pose import Brush, Drawing, Ink, Motion, Shape, bent, turning
from ankle_tui.ui.figure.raster import bitmap

pytestmark = pytest.mark.slow

SHIPPED = [
    (exercise.id, variation.id, part.id if part else None, variation.per_side, variation.tempo)
    for exercise in load_catalogue()
    for variation in exercise.variations
    for part in (variation.parts or (None,))
]
SIZES = [(15, 7), (23, 14), (27, 10), (42, 16)]
ALL_CELLS = [OCTANTS, SEXTANTS, QUADRANTS]


def motion_of(exercise: str, variation: str, part: str | None = None, side: Side | None = None) -> Motion:
    tempo = next(item[4] for item in SHIPPED if item[:3] == (exercise, variation, part))
    motion = figure(exercise, variation, part, side, tempo)
    assert motion
    return motion


def text(rows: Rows) -> str:
    return "\n".join("".join(text for text, _, _ in row) for row in rows)


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
    for (width, height), cells in product(SIZES, ALL_CELLS):
        texts = [text(drawn(frame, width, height, cells, plain=plain)) for frame in motion.frames for plain in (0, 1)]
        still = exercise == "single-leg-balance" and height < WHOLE
        assert len(set(texts[1::2])) == (1 if still else len(motion.frames))
        assert {len(row) for each in texts for row in each.split("\n")} == {width}
        assert {each.count("\n") for each in texts} == {height - 1}
        floor = {(x, height * cells.rows - 1) for x in range(width * 2)}
        box = box_for(motion.pose, height)
        assert not motion.pose.floor or all(
            floor <= bitmap(each, box, width, height, cells.rows).keys() for each in motion.frames
        )


@pytest.mark.parametrize(("exercise", "variation", "part", "per_side", "tempo"), [item for item in SHIPPED if item[3]])
def test_the_left_leg_is_the_mirror_image_of_the_right_one(
    exercise: str, variation: str, part: str | None, *, per_side: bool, tempo: Tempo | None
) -> None:
    left, right = (figure(exercise, variation, part, side, tempo) for side in Side)
    assert left
    assert right
    assert left.turns == right.turns
    for one, other in zip(left.frames, right.frames, strict=True):
        pixels = bitmap(other, other.box, 20, 10, 3)
        assert bitmap(one, one.box, 20, 10, 3) == {(39 - x, y): ink for (x, y), ink in pixels.items()} != pixels
        assert [each.shapes for each in left.mirrored().frames] == [each.shapes for each in right.frames]


def test_no_two_exercises_look_alike() -> None:
    poses = {text(drawn(motion_of(*item[:3]).pose, 15, 7, QUADRANTS)) for item in SHIPPED}
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
@pytest.mark.parametrize("item", [("calf-roll", "foam"), ("single-leg-balance", "eyes-closed-firm")])
def test_no_size_is_too_small_to_be_asked_for(item: tuple[str, str], size: tuple[int, int]) -> None:
    rows = drawn(motion_of(*item, side=Side.LEFT).pose, *size, SEXTANTS)
    assert len(rows) == max(0, size[1])
    assert all(sum(len(text) for text, _, _ in row) == max(0, size[0]) for row in rows)


def pixels(*shapes: Shape, rows: int = 4) -> dict[tuple[int, int], Ink]:
    return dict(bitmap(Drawing(shapes, (0, 0, 20, 20)), (0, 0, 20, 20), 10, 5, rows))


def test_a_halo_sets_a_shape_apart_from_what_is_behind() -> None:
    wall = Shape(((0, 0), (20, 0), (20, 20), (0, 20)), 0.0, Ink.GROUND, Brush.FILL)
    leg = Shape(((10, 0), (10, 20)), 2.0, Ink.WORK)
    assert len(pixels(wall, leg)) == 400
    apart = pixels(wall, replace(leg, halo=True))
    assert set(apart) < set(pixels(wall, leg))
    # The gap is one pixel wide, whatever the cells; a foot of the same limb leaves none.
    assert [
        sum((x, 2) not in pixels(wall, replace(leg, halo=True), rows=rows) for x in range(20)) for rows in (2, 3, 4)
    ] == [2] * 3
    foot = Shape(((10, 5), (15, 5)), 2.0, Ink.WORK, halo=True)
    inside = [(x, y) for x in (9, 10) for y in range(20)]
    assert all(
        pixels(wall, replace(leg, halo=True), replace(foot, joins=True)).get(pixel) is Ink.WORK for pixel in inside
    )


def test_a_line_is_as_thick_in_all_cells() -> None:
    upright, flat = Shape(((10, 2), (10, 18)), 3.0, Ink.BODY), Shape(((2, 10), (18, 10)), 3.0, Ink.BODY)
    for rows in (2, 3, 4):
        assert sum(y == rows * 5 // 2 for _, y in pixels(upright, rows=rows)) == 6
        assert abs(sum(x == 10 for x, _ in pixels(flat, rows=rows)) * 4 / rows - 6) <= 4 / rows


def test_a_thin_line_has_no_holes() -> None:
    for rows in (2, 3, 4):
        assert {x for x, _ in pixels(Shape(((0, 3), (20, 11)), 0.1, Ink.PROP), rows=rows)} >= set(range(20))


def test_a_knee_stays_where_a_leg_is_too_short() -> None:
    assert bent((0, 10), (0, -90), 25, 25, 1) == pytest.approx((0, -40))
    x, y = bent((0, 40), (0, 0), 25, 25, 1)
    assert (x, y) == pytest.approx((15, 20))
    assert bent((0, 40), (0, 0), 25, 25, -1) == pytest.approx((-15, 20))


def test_a_figure_turns_round_once_and_half_way() -> None:
    motion = motion_of("single-leg-balance", "eyes-open-firm", side=Side.LEFT)
    turned = turning(motion, 15.0)
    assert turning(motion, 15.0) is turned
    assert [frame.turn for frame in turned.frames] == [1.0, 0.45, -0.45, -1.0]
    assert [turned.index(share) for share in (0.0, 0.4, 0.49, 0.51, 0.6, 0.99)] == [0, 0, 1, 2, 3, 3]
    assert turned.until_change(0.0) == pytest.approx(7.25)
    widths = []
    for frame in turned.frames:
        columns = [
            x for (x, _), ink in bitmap(frame, frame.near or frame.box, 27, 10, 3).items() if ink is not Ink.GROUND
        ]
        widths.append(max(columns) - min(columns))
    assert widths[0] == widths[3] > widths[1] == widths[2]
