"""Draw each shipped exercise: a figure that moves in the tempo of its repetitions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import dist

from ankle_tui.core.exercises.exercise import Choice, Side, Tempo
from ankle_tui.ui.figure.pose import Brush, Ink, Motion, Point, Shape, bent, between, circle, film, turned

Picture = list[Shape]

THIGH, SHIN, TORSO, UPPER_ARM, FOREARM = 25.0, 23.0, 27.0, 15.0, 15.0
"""Lengths of a figure about 100 high."""

HEAD = 8.0
LIMB, TRUNK, WORKING = 3.1, 6.2, 4.6
"""Half the thickness of arms and resting legs, of the trunk, and of the working leg."""

HOLDING, WALKING, HOPPING, STRETCHING, ROLLING = 6.0, 1.0, 1.0, 8.0, 4.0
"""Seconds of one cycle of a hold, a step, a hop, a stretch, and a roll there and back; our own choice."""


@lru_cache(maxsize=128)
def figure(
    exercise: str,
    variation: str,
    part: str | None = None,
    side: Side | None = None,
    tempo: Tempo | None = None,
) -> Motion | None:
    """Make the moving figure of an exercise.

    Args:
        exercise: Id of the exercise.
        variation: Id of its variation.
        part: Id of the part of the set, or None.
        side: The working leg, which a letter names; left is left in views from behind, from the outside and from above.
            None for both, or where it does not matter which.
        tempo: The pace of a repetition or step, or None.

    Returns:
        The motion, or None for an exercise without pictures, such as the runner's own.
    """
    exercise, variation = _SAME_AS.get((exercise, variation), (exercise, variation))
    painter = _PAINTERS.get((exercise, variation))
    if painter is None:
        return None
    motion = painter(variation, part, tempo)
    if side is None:
        return motion
    motion = replace(motion, frames=tuple(replace(frame, lettered=True) for frame in motion.frames))
    return motion.mirrored() if side is Side.LEFT else motion


# ------------------------------------------------------------------------------------------------------------ in time


def _rep(tempo: Tempo | None, frames: int, seconds: float) -> tuple[list[tuple[float, int]], float]:
    """Time the pictures of a movement there and back; return also its seconds.

    The first and the last picture are the turning points and get half the time of the others.
    """
    pace = tempo or Tempo(up=seconds * 0.4, hold=seconds * 0.2, down=seconds * 0.4)
    if not pace.down:
        pace = Tempo(up=pace.seconds / 2, down=pace.seconds / 2)
    up, back = pace.up / pace.seconds, (pace.up + pace.hold) / pace.seconds
    last = frames - 1
    there = [(0.0, 0), *((up * (number - 0.5) / last, number) for number in range(1, frames))]
    again = [(back + (1 - back) * (last - number - 0.5) / last, number) for number in range(last - 1, -1, -1)]
    return [*there, *again], pace.seconds


def _round(count: int) -> list[tuple[float, int]]:
    """Give each picture the same time."""
    return [(number / count, number) for number in range(count)]


def _steps(count: int) -> list[float]:
    """Divide the way evenly, both ends included."""
    return [number / (count - 1) for number in range(count)]


# ----------------------------------------------------------------------------------------------------------- the body


def _line(*points: Point, radius: float = LIMB, ink: Ink = Ink.BODY, halo: bool = False) -> Shape:
    return Shape(points, radius, ink, halo=halo)


def _joined(shape: Shape) -> Shape:
    """Make a shape one limb with the one before."""
    return replace(shape, joins=True)


def _disc(middle: Point, radius: float, ink: Ink = Ink.BODY, *, halo: bool = False) -> Shape:
    return Shape((middle,), radius, ink, halo=halo)


def _upper(*shapes: Shape) -> Picture:
    """Leave shapes out where the figure is drawn from the hips down."""
    return [replace(shape, upper=True) for shape in shapes]


def _fill(*points: Point, radius: float = 0.0, ink: Ink = Ink.BODY, halo: bool = False) -> Shape:
    return Shape(points, radius, ink, Brush.FILL, halo)


def _dots(*points: Point, radius: float = 0.8, ink: Ink = Ink.PROP) -> Shape:
    return Shape(points, radius, ink, Brush.DOTS)


@dataclass(frozen=True, slots=True)
class _Foot:
    """A foot from the side, toes to the right.

    Attributes:
        ball: Place of the ball of the foot, on its ground.
        lift: Degrees of the heel above the ball, or below if negative.
        toes: Degrees of the toes above the ground; the foot then stands on its heel.
    """

    ball: Point
    lift: float = 0.0
    toes: float = 0.0

    @property
    def ankle(self) -> Point:
        """The lower end of the shin."""
        return self._at(-14, 9)

    def shape(self, ink: Ink = Ink.BODY) -> Picture:
        """Draw the foot; the toes stay flat when the heel goes up."""
        heel, back, ankle = self._at(-18, 0), self._at(-18, 6), self._at(-14, 10)
        instep, ball, toe = self._at(-6, 8), self._at(0, 0), (self._at(9, 0), self._at(9, 3))
        if self.lift > 0:
            toe = ((self.ball[0] + 9, self.ball[1]), (self.ball[0] + 9, self.ball[1] + 3))
        return [_fill(heel, ball, *toe, instep, ankle, back, ink=ink, halo=ink is Ink.WORK)]

    def _at(self, x: float, y: float) -> Point:
        point = self.ball[0] + x, self.ball[1] + y
        if self.toes:
            return turned(point, (self.ball[0] - 17, self.ball[1]), self.toes)
        return turned(point, self.ball, -self.lift)


def _leg(hip: Point, foot: _Foot, *, working: bool) -> Picture:
    knee = bent(hip, foot.ankle, THIGH, SHIN, 1)
    ink, radius = (Ink.WORK, WORKING) if working else (Ink.BODY, LIMB)
    return [_line(hip, knee, foot.ankle, radius=radius, ink=ink, halo=working), *map(_joined, foot.shape(ink))]


def _arm(shoulder: Point, hand: Point, side: float = -1) -> Shape:
    return _upper(_line(shoulder, bent(shoulder, hand, UPPER_ARM, FOREARM, side), hand))[0]


def _trunk(hip: Point, lean: float, *, nose: bool = True) -> tuple[Point, Picture]:
    """Place the shoulder, and draw trunk and head; `lean` is in degrees to the right, and so is the nose."""

    def up(height: float) -> Point:
        return turned((hip[0], hip[1] + height), hip, -lean)

    x, y = up(TORSO + 13)
    head = _upper(_disc((x, y), HEAD, halo=True), *([_line((x, y), (x + HEAD + 2, y - 2), radius=1.6)] if nose else []))
    return up(TORSO - 5), [_line(hip, up(TORSO - 4), radius=TRUNK), *head]


def _wall(x: float, top: float = 100.0) -> Picture:
    ticks = [_line((x, y), (x + 5, y + 6), radius=0.0, ink=Ink.GROUND) for y in range(4, int(top) - 5, 13)]
    return [_line((x, 0), (x, top), radius=1.0, ink=Ink.GROUND), *ticks]


# ------------------------------------------------------------------------------------------------------------- balance


def _eye(middle: Point, *, is_open: bool) -> Picture:
    """Draw an open eye, or a closed one with lashes."""
    lids, lashes = circle(middle, 12, 7.5), circle(middle, 16, 14.5)
    if is_open:
        return _upper(_line(*lids, lids[0], radius=0.8, ink=Ink.PROP), _disc(middle, 3.6, Ink.PROP))
    rays = [_line(lids[number], lashes[number], radius=0.5, ink=Ink.PROP) for number in (15, 18, 21)]
    return _upper(_line(*lids[13:], radius=0.8, ink=Ink.PROP), *rays)


def _pillow(height: float) -> Picture:
    """Draw a pillow, pressed in below the foot."""
    left = [(-25.0, 0.0), (-30.0, 3.0), (-28.0, height - 1), (-22.0, height + 1), (-16.0, height - 3)]
    right = [(-x - 4, y) for x, y in reversed(left)]
    return [_fill(*left, *right, ink=Ink.PROP)]


def _balance(variation: str, _: str | None, __: Tempo | None) -> Motion:
    height = 13.0 if variation.endswith("pillow") else 0.0

    def paint(sway: float) -> Picture:
        """Let the arms sway alone: the legs are to keep still, and from the hips down nothing is painted again."""
        foot = _Foot((6, height))
        hip = (foot.ankle[0] + 3, foot.ankle[1] + 46.5)
        shoulder, trunk = _trunk(hip, 1)
        knee = (hip[0] + 22, hip[1] - 11)
        lifted = _Foot((knee[0] + 8, knee[1] - 32), lift=12)
        return [
            *_wall(44),
            *_eye((-42, height + 97), is_open="open" in variation),
            *(_pillow(height) if height else []),
            _arm(shoulder, (shoulder[0] - 23, shoulder[1] - 14 - sway * 6)),
            _line(hip, knee, lifted.ankle),
            *lifted.shape(),
            *trunk,
            *_leg(hip, foot, working=True),
            _arm(shoulder, (shoulder[0] + 26, shoulder[1] - 6 + sway * 6)),
        ]

    turns = [(0.0, 1), (0.25, 2), (0.5, 1), (0.75, 0)]
    pictures = [paint(sway) for sway in (-1, 0, 1)]
    is_open = "open" in variation
    return film(pictures, turns, HOLDING, hips=height + 56, eyes_open=is_open, clear=-14, still=1)


# ---------------------------------------------------------------------------------------------------------- calf raise


def _calf_raise(variation: str, _: str | None, tempo: Tempo | None) -> Motion:
    def paint(share: float) -> Picture:
        foot = _Foot((6, 0), lift=50 * share)
        hip = (foot.ankle[0] + 3, foot.ankle[1] + 47.7)
        shoulder, trunk = _trunk(hip, 1)
        if variation == "both-legs":
            behind = _Foot((-8, 0), lift=50 * share)
            other = _leg((hip[0] - 6, hip[1]), behind, working=True)
        else:
            other = _resting_leg(hip)
        hand = (35, 80 + 3 * share)
        return [*_wall(36, 112), *other, *trunk, *_leg(hip, foot, working=True), _arm(shoulder, hand)]

    turns, seconds = _rep(tempo, 4, 5)
    return film([paint(share) for share in _steps(4)], turns, seconds, hips=68)


def _resting_leg(hip: Point) -> Picture:
    """Draw the other leg, bent back."""
    knee = (hip[0] + 1, hip[1] - 23)
    ankle = (knee[0] - 23, knee[1] - 4)
    return [_line(hip, knee, ankle), _line((ankle[0] - 1, ankle[1] + 2), (ankle[0] - 6, ankle[1] - 14))]


def _step_raise(_: str, __: str | None, tempo: Tempo | None) -> Motion:
    top = 24.0

    def paint(share: float) -> Picture:
        foot = _Foot((6, top), lift=-32 + 82 * share)
        hip = (foot.ankle[0] + 3, foot.ankle[1] + 47.7)
        shoulder, trunk = _trunk(hip, 1)
        return [
            _fill((2, 0), (2, top), (44, top), (44, 0), ink=Ink.GROUND),
            _line((38, top), (38, top + 54), radius=1.0, ink=Ink.GROUND),
            _line((29, top + 54), (44, top + 54), radius=1.8, ink=Ink.GROUND),
            *_resting_leg(hip),
            *trunk,
            *_leg(hip, foot, working=True),
            _arm(shoulder, (32, top + 57)),
        ]

    turns, seconds = _rep(tempo, 4, 6)
    return film([paint(share) for share in _steps(4)], turns, seconds, hips=top + 52)


# ---------------------------------------------------------------------------------------------------------------- band


def _arrow(*path: Point) -> Picture:
    """Draw an arrow along a path, with its head at the end."""
    before, tip = path[-2], path[-1]
    x, y = tip[0] - before[0], tip[1] - before[1]
    size = (x * x + y * y) ** 0.5 / 8
    x, y = x / size, y / size
    head = [tip, (tip[0] - x - y * 0.7, tip[1] - y + x * 0.7), (tip[0] - x + y * 0.7, tip[1] - y - x * 0.7)]
    return [_line(*path[:-1], (tip[0] - x, tip[1] - y), radius=0.6, ink=Ink.PROP), _fill(*head, ink=Ink.PROP)]


def _strap(*points: Point) -> Shape:
    return _line(*points, radius=1.0, ink=Ink.PROP)


def _band(_: str, part: str | None, tempo: Tempo | None) -> Motion:
    paint = _BANDS.get(part or "up", _band_up)
    turns, seconds = _rep(tempo, 4, 5)
    return film([paint(share) for share in _steps(4)], turns, seconds, has_floor=False)


def _lying_foot(degrees: float) -> tuple[Callable[[float, float], Point], Picture]:
    """Draw a big foot from the side at the end of a lying leg; return also the map of places on it.

    Degrees lean from upright towards the shin; on the foot, x runs along the leg to the sole, y from heel to toes.
    """

    def at(x: float, y: float) -> Point:
        return turned((x, y), (0, 0), degrees)

    sole = [(4, -15), (10, -15), (13, -10), (11, 2), (10, 10), (12, 20), (13, 30), (12, 38), (8, 41)]
    back = [(4, 39), (0, 28), (-4, 16), (-9, 8), (-8, -6)]
    calf = [(-64, 9), (-40, 8), (-14, 6), (0, 6), (0, -7), (-14, -6), (-40, -11), (-64, -9)]
    return at, [_fill(*calf, ink=Ink.WORK), _fill(*(at(x, y) for x, y in [*sole, *back]), radius=0.5, ink=Ink.WORK)]


def _band_up(share: float) -> Picture:
    at, foot = _lying_foot(-22 + 46 * share)
    return [
        _line((58, -16), (58, 44), radius=2.0, ink=Ink.GROUND),
        *_arrow((2, 53), (-10, 52), (-22, 47), (-32, 39)),
        *foot,
        _strap(at(16, 30), (58, 16)),
    ]


def _band_down(share: float) -> Picture:
    at, foot = _lying_foot(16 - 60 * share)
    return [
        *_arrow((6, 54), (18, 52), (30, 46), (39, 37)),
        *foot,
        _strap(at(-3, 31), (-58, 29)),
        _line((-64, 41), (-58, 29), radius=2.4),
        _disc((-58, 29), 4.5),
    ]


def _foot_from_above(tip: Point, leg: float) -> Picture:
    """Draw a right foot as its owner sees it, with `leg` of the leg below; the ankle is at 0, 0."""
    length = dist((0, 0), tip)
    x, y = tip[0] / length, tip[1] / length

    def at(across: float, along: float) -> Point:
        # Across runs to the right, towards the little toe.
        along *= length / 40
        return across * y + along * x, -across * x + along * y

    outline = [
        (-7, -8),
        (-8, 2),
        (-8, 10),
        (-11, 20),
        (-12, 29),
        (-4, 31),
        (4, 29),
        (10, 25),
        (11, 19),
        (8, 6),
        (7, -8),
        (0, -11),
    ]
    toes = [((-8.5, 36), 4.4), ((-1.2, 37), 2.9), ((3.8, 35), 2.7), ((8, 31.5), 2.4), ((11, 27), 2.2)]
    return [
        _line((0, -leg), (0, 0), radius=5.0, ink=Ink.WORK),
        _fill(*(at(*point) for point in outline), radius=0.5, ink=Ink.WORK),
        *(_disc(at(*middle), radius, Ink.WORK) for middle, radius in toes),
    ]


def _other_foot(x: float, leg: float) -> Picture:
    """Draw the outline of the left foot, resting beside the right one."""
    outline = [
        (4, -leg),
        (4, -6),
        (8, 4),
        (11, 20),
        (11, 36),
        (5, 41),
        (-2, 38),
        (-10, 28),
        (-8, 6),
        (-4, -6),
        (-4, -leg),
    ]
    return [_line(*((x + a, b) for a, b in outline), radius=0.6)]


def _band_in(share: float) -> Picture:
    tip = turned((0, 40), (0, 0), -14 + 44 * share)
    return [
        *_other_foot(-48, 24),
        _line((44, 2), (44, 44), radius=2.0, ink=Ink.GROUND),
        *_arrow((12, 52), (0, 54), (-14, 52), (-25, 46)),
        *_foot_from_above(tip, 24),
        _strap((44, 24), between((0, 0), turned(tip, (0, 0), -20), 0.72)),
    ]


def _band_out(share: float) -> Picture:
    tip = turned((0, 40), (0, 0), 14 - 44 * share)
    return [
        *_other_foot(-54, 24),
        *_arrow((-12, 52), (0, 54), (14, 52), (25, 46)),
        *_foot_from_above(tip, 24),
        _line((-31, 2), (-31, 44), radius=2.0, ink=Ink.GROUND),
        _strap((-31, 24), between((0, 0), turned(tip, (0, 0), 20), 0.72)),
    ]


_BANDS: dict[str, Callable[[float], Picture]] = {"up": _band_up, "down": _band_down, "in": _band_in, "out": _band_out}


# --------------------------------------------------------------------------------------------------------------- walks


def _walk(_: str, part: str | None, tempo: Tempo | None) -> Motion:
    on_heels = part != "toes"

    def foot(x: float, up: float) -> _Foot:
        return _Foot((x + 13, up), toes=34) if on_heels else _Foot((x + 1, up), lift=52)

    def paint(right: tuple[float, float], left: tuple[float, float]) -> Picture:
        hip = (0.0, 54.0 if on_heels else 63.5)
        shoulder, trunk = _trunk(hip, -2 if on_heels else 1)
        swing = (right[0] - left[0]) * 0.5
        return [
            _arm(shoulder, (shoulder[0] + 2 + swing, shoulder[1] - 26)),
            *_leg(hip, foot(*left), working=True),
            *trunk,
            *_leg(hip, foot(*right), working=True),
            _arm(shoulder, (shoulder[0] + 2 - swing, shoulder[1] - 26)),
        ]

    stride, near, lift = 15.0, 4.0, 9.0
    pictures = [
        paint((stride, 0), (-stride, 0)),
        paint((-near, 0), (near, lift)),
        paint((-stride, 0), (stride, 0)),
        paint((near, lift), (-near, 0)),
    ]
    step = tempo.seconds if tempo else WALKING
    return film(pictures, _round(4), 2 * step, hips=58 if on_heels else 67, reps=2, still=0)


# ---------------------------------------------------------------------------------------------------------------- hops


def _front_leg(hip: Point, ankle: Point, outer: float) -> Picture:
    """Draw a working leg from the front; `outer` is 1 for the one on the right."""
    x, y = between(hip, ankle, 0.5)
    foot = [(-4.0, 1.0), (4.0, 1.0), (12.0, -8.0), (-5.0, -8.0)]
    return [
        _line(hip, (x + 5 * outer, y + 2), ankle, radius=WORKING * 0.85, ink=Ink.WORK, halo=True),
        _joined(_fill(*((ankle[0] + a * outer, ankle[1] + b) for a, b in foot), ink=Ink.WORK, halo=True)),
    ]


def _hops(variation: str, _: str | None, tempo: Tempo | None) -> Motion:
    alone = variation != "both-feet"
    far = 27.0

    def paint(x: float, up: float, lean: float) -> Picture:
        hip = (x, up + (45 if not up else 51))
        shoulder, trunk = _trunk(hip, lean, nose=False)
        if alone:
            right = _front_leg((hip[0] + 2, hip[1]), (x + 1, up + 8), 1)
            knee = (hip[0] - 9, hip[1] - 19)
            bent_back = [
                (knee[0] - 6, knee[1] - 8),
                (knee[0] + 1, knee[1] - 8),
                (knee[0] + 1, knee[1] - 15),
                (knee[0] - 11, knee[1] - 15),
            ]
            left = [_line((hip[0] - 3, hip[1]), knee, (knee[0] - 1, knee[1] - 9)), _fill(*bent_back)]
        else:
            right = _front_leg((hip[0] + 4, hip[1]), (x + 8, up + 8), 1)
            left = _front_leg((hip[0] - 4, hip[1]), (x - 8, up + 8), -1)
        arms = -2 if up else -13
        return [
            *_line_on_floor(),
            *left,
            *right,
            *trunk,
            _arm(shoulder, (shoulder[0] - 24, shoulder[1] + arms)),
            _arm(shoulder, (shoulder[0] + 24, shoulder[1] + arms), 1),
        ]

    pictures = [paint(-far, 0, 3), paint(0, 22, 0), paint(far, 0, -3)]
    if tempo:
        hop = tempo.up / tempo.seconds / 2
        turns = [(0.0, 0), (hop * 0.25, 1), (hop * 0.75, 2), (0.5 + hop * 0.25, 1), (0.5 + hop * 0.75, 0)]
        return film(pictures, turns, tempo.seconds * 2, hips=66, reps=2, still=1)
    return film(pictures, [(0.0, 0), (0.3, 1), (0.5, 2), (0.8, 1)], HOPPING * 2, hips=66, reps=2, still=1)


def _line_on_floor() -> Picture:
    """Draw the line to hop over, and the way over it."""
    way = circle((0, 0), 28, 17, 24)[2:11]
    return [_fill((-3, 0), (-3, 3.5), (3, 3.5), (3, 0), ink=Ink.PROP), _dots(*way)]


# ------------------------------------------------------------------------------------------------------------ cooldown


def _circles(_: str, part: str | None, tempo: Tempo | None) -> Motion:
    ring = circle((0, 38), 17, 9, 24)
    # The outer edge of a right foot is on the right: outwards is clockwise for its owner.
    outwards = part != "inwards"
    ways = circle((0, 36), 29, 26, 24)[:14]
    way = tuple((x if outwards else -x, y) for x, y in reversed(ways))

    def paint(place: int) -> Picture:
        return [*_other_foot(-48, 24), *_foot_from_above(ring[place], 24), *_arrow(*way)]

    places = [6, 0, 18, 12] if outwards else [6, 12, 18, 0]
    seconds = tempo.seconds if tempo else 3
    return film([paint(place) for place in places], _round(4), seconds, has_floor=False, still=1)


def _knee_to_wall(_: str, __: str | None, ___: Tempo | None) -> Motion:
    def paint(share: float) -> Picture:
        front, back = _Foot((17, 0)), _Foot((-29, 0))
        hip = (-14 + 15 * share, 45 - 8 * share)
        shoulder, trunk = _trunk(hip, 10 + 4 * share)
        legs = [*_leg(hip, back, working=False), *trunk, *_leg(hip, front, working=True)]
        return [*_wall(28), *legs, _arm(shoulder, (27, 68 - 4 * share))]

    turns, seconds = _rep(Tempo(up=2, hold=STRETCHING - 4, down=2), 3, STRETCHING)
    return film([paint(share) for share in _steps(3)], turns, seconds, hips=58)


def _calf_roll(_: str, __: str | None, ___: Tempo | None) -> Motion:
    def paint(share: float) -> Picture:
        shift = 16 * share
        hip, shoulder = (-24 + shift, 15), (-38 + shift, 38)
        knee, ankle = (1 + shift, 24), (25 + shift, 23)
        other_knee = (-7 + shift * 0.7, 42)
        foot = [(-4, -4), (5, -6), (9, 17), (5, 19), (0, 5)]
        roller = (11 + shift / 2, 9.0)
        return [
            _line(shoulder, (-46 + shift * 0.5, 20), (-52, 2)),
            _line(hip, other_knee, (2, 4)),
            _fill((-1, 0), (-1, 6), (4, 6), (12, 0)),
            _disc(roller, 9.0, Ink.PROP, halo=True),
            _line(hip, shoulder, radius=TRUNK),
            _disc((shoulder[0] - 2, shoulder[1] + 15), HEAD),
            _line(hip, knee, ankle, radius=WORKING, ink=Ink.WORK, halo=True),
            _fill(*((ankle[0] + x, ankle[1] + y) for x, y in foot), ink=Ink.WORK),
        ]

    turns, seconds = _rep(None, 3, ROLLING)
    return film([paint(share) for share in _steps(3)], turns, seconds, still=1)


_PAINTERS: dict[tuple[str, str], Callable[[str, str | None, Tempo | None], Motion]] = {
    ("single-leg-balance", "eyes-open-firm"): _balance,
    ("single-leg-balance", "eyes-closed-firm"): _balance,
    ("single-leg-balance", "eyes-open-pillow"): _balance,
    ("single-leg-balance", "eyes-closed-pillow"): _balance,
    ("calf-raise", "both-legs"): _calf_raise,
    ("calf-raise", "one-leg"): _calf_raise,
    ("calf-raise", "one-leg-step"): _step_raise,
    ("band-ankle", "four-way"): _band,
    ("heel-toe-walk", "steps"): _walk,
    ("heel-toe-walk", "long"): _walk,
    ("lateral-hops", "both-feet"): _hops,
    ("lateral-hops", "one-leg-landed"): _hops,
    ("lateral-hops", "one-leg"): _hops,
    ("ankle-circles", "seated"): _circles,
    ("knee-to-wall", "standing"): _knee_to_wall,
    ("calf-roll", "foam"): _calf_roll,
}

_SAME_AS = {
    ("test-stance", "eyes-open"): ("single-leg-balance", "eyes-open-firm"),
    ("test-stance", "eyes-closed"): ("single-leg-balance", "eyes-closed-firm"),
    ("test-wall", "wall"): ("knee-to-wall", "standing"),
    ("test-raise", "raise"): ("calf-raise", "one-leg"),
    ("test-hop", "hop"): ("lateral-hops", "one-leg"),
}
"""Self-tests, and the exercises they look like."""


def motion_of(choice: Choice) -> Motion | None:
    """Choose the figure of an exercise with its variation; None for the runner's own exercises."""
    variation = choice.variation
    part = variation.parts[0].id if variation.parts else None
    return figure(choice.exercise.id, variation.id, part, tempo=variation.tempo)
