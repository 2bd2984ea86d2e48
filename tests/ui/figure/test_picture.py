"""A drawing in its place: from the hips down where space is short, with a sign for the eyes and a letter for the leg."""

from itertools import pairwise, product

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.ui.figure import figure_wording as words
from ankle_tui.ui.figure.cells import QUADRANTS, SEXTANTS, Rows
from ankle_tui.ui.figure.movements import figure
from ankle_tui.ui.figure.picture import WHOLE, box_for, changes, drawn
from ankle_tui.ui.figure.pose import Drawing, Ink
from ankle_tui.ui.figure.raster import bitmap
from tests.ui.figure.test_pose import SHIPPED, motion_of

pytestmark = pytest.mark.slow

SIZES = [(27, 10), (26, 9), (42, 16), (44, 18)]
BALANCES = ["eyes-open-firm", "eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow"]


def written(rows: Rows) -> str:
    """What can be read."""
    return " ".join("".join(text if ink and text.isascii() else " " for text, ink, _ in row) for row in rows)


def balance(variation: str, side: Side) -> Drawing:
    return motion_of("single-leg-balance", variation, side=side).pose


@pytest.mark.parametrize("item", SHIPPED, ids=str)
def test_where_space_is_short_the_ankle_is_larger(item: tuple[str, str, str | None, bool, object]) -> None:
    pose = motion_of(*item[:3]).pose
    assert box_for(pose, WHOLE) == pose.box
    if not pose.near:
        assert box_for(pose, 10) == pose.box
        return
    assert box_for(pose, WHOLE - 1) == pose.near
    assert pose.near[3] < pose.box[3]
    near, whole = (bitmap(pose, box, 27, 10, 3) for box in (pose.near, pose.box))
    legs = [sum(ink is Ink.WORK for ink in each.values()) for each in (near, whole)]
    assert legs[0] > 1.4 * legs[1]


def test_a_heel_that_rises_is_seen_on_few_rows() -> None:
    """The heel leaves the floor by at least three pixels, and the foot in between is empty below."""
    down, *_, up = motion_of("calf-raise", "one-leg", side=Side.RIGHT).frames
    floor = 10 * 3 - 1
    heels = []
    for frame in (down, up):
        lit = bitmap(frame, box_for(frame, 10), 27, 10, 3)
        heel = min(x for (x, y), ink in lit.items() if ink is Ink.WORK and y >= floor - 8)
        heels.append(floor - max(y for (x, y), ink in lit.items() if ink is Ink.WORK and x == heel))
    assert heels[0] == 1
    assert heels[1] >= 4


@pytest.mark.parametrize(("variation", "side", "size"), list(product(BALANCES, Side, SIZES)))
def test_eyes_are_told_apart(variation: str, side: Side, size: tuple[int, int]) -> None:
    pose = balance(variation, side)
    rows = drawn(pose, *size, SEXTANTS)
    if size[1] >= WHOLE:
        assert words.EYES_OPEN[1] not in written(rows)
        assert any(shape.ink is Ink.PROP and shape.upper for shape in pose.shapes)
        return
    mark, *said = words.EYES_OPEN if "open" in variation else words.EYES_CLOSED
    assert all(word in written(rows) for word in said)
    texts = ["".join(text for text, _, _ in row) for row in rows]
    # In the corner where the figure looks away from.
    assert texts[0].rstrip().endswith(said[0]) if side is Side.LEFT else texts[0].startswith(mark)


def test_on_few_cells_the_sign_has_no_words() -> None:
    texts = [drawn(balance(variation, Side.RIGHT), 15, 7, QUADRANTS)[0][0][0] for variation in BALANCES[:2]]
    assert texts == [words.EYES_OPEN[0], words.EYES_CLOSED[0]]


@pytest.mark.parametrize(("exercise", "variation", "part", "per_side", "tempo"), SHIPPED)
def test_a_letter_names_the_leg(
    exercise: str, variation: str, part: str | None, *, per_side: bool, tempo: object
) -> None:
    for side, size in product((Side.LEFT, Side.RIGHT), SIZES):
        letter = {Side.LEFT: words.LEFT, Side.RIGHT: words.RIGHT}[side]
        for frame in motion_of(exercise, variation, part, side=side).frames:
            read = written(drawn(frame, *size, SEXTANTS)).split()
            assert [word for word in read if word in (words.LEFT, words.RIGHT)] == [letter]
    both = figure(exercise, variation, part)
    assert both
    assert not {words.LEFT, words.RIGHT} & set(written(drawn(both.pose, 27, 10, SEXTANTS)).split())


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("variation", BALANCES)
def test_the_letter_never_touches_an_eye_that_is_drawn(variation: str, side: Side) -> None:
    letter = {Side.LEFT: words.LEFT, Side.RIGHT: words.RIGHT}[side]
    for size in product(range(24, 60, 5), range(WHOLE, 30)):
        texts = ["".join(text for text, _, _ in row) for row in drawn(balance(variation, side), *size, SEXTANTS)]
        corners = [text[-2:][::-1] if side is Side.LEFT else text[:2] for text in texts]
        assert f"{letter} " in corners, size


def test_only_what_differs_is_painted() -> None:
    one, other = (drawn(frame, 27, 10, SEXTANTS) for frame in motion_of("calf-raise", "one-leg").frames[:2])
    assert list(changes(one, one)) == []
    wide = [width for _, _, width in changes(one, other)]
    assert 0 < sum(wide) < 27 * 10 / 2
    old, new = ((("  x", None, None),),), ((("  ", None, None), ("y", Ink.BODY, None)),)
    assert list(changes(old, new)) == [(0, 2, 1)]


@pytest.mark.parametrize("item", SHIPPED, ids=str)
def test_a_movement_paints_less_than_itself_once_a_second_and_a_hold_nothing(
    item: tuple[str, str, str | None, bool, object],
) -> None:
    motion = motion_of(*item[:3])
    rows = [drawn(frame, 27, 10, SEXTANTS) for frame in motion.frames]
    seen = [number for _, number in motion.turns]
    painted = sum(width for one, other in pairwise([*seen, seen[0]]) for _, _, width in changes(rows[one], rows[other]))
    assert painted < 27 * 10 * motion.seconds
    assert (painted == 0) is (item[0] == "single-leg-balance")


def test_the_words_are_short() -> None:
    for sign in (words.EYES_OPEN, words.EYES_CLOSED):
        assert len(sign[0]) == 1
        assert max(map(len, sign[1:])) <= 6
    assert words.EYES_OPEN[0] != words.EYES_CLOSED[0]
