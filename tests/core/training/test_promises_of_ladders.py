"""Whatever is done: never two rungs in seven days, never more than was earned, a day counts once, order does not matter."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import Feel, Morning, SessionRecord, SetRecord
from ankle_tui.core.training.ladder import Standing, standings
from ankle_tui.core.training.ladder_wording import MOST_WORDS
from ankle_tui.core.training.lanes import rungs
from tests.builders import shipped
from tests.core.training.test_lanes import WAYS, read
from tests.examples import examples
from tests.training import BALANCE, FLOOR, GEAR, Dosed, day, dosed, rung, session, sets_of

HABITS = ("offered", "offered", "offered", "offered", "missed", "short", "cut", "any")
GAPS = (0, 1, 1, 2, 3, 3, 4, 7, 15, 36, 60)


PLACES = {name: [{item: at for at, item in enumerate(read(way))} for way in ways] for name, ways in WAYS.items()}
"""For each way up the place of every rung."""


@dataclass
class Life:
    """A runner's sessions, with what was offered on each day.

    Attributes:
        level: Where the ladders start.
        equipment: What the runner has.
        sessions: The sessions.
        offers: By exercise, day and rung as offered.
    """

    level: Level
    equipment: frozenset[str]
    sessions: list[SessionRecord] = field(default_factory=list, repr=False)
    offers: dict[str, list[tuple[int, Dosed]]] = field(default_factory=lambda: {name: [] for name in WAYS}, repr=False)

    def stand(self, today: int, sessions: Sequence[SessionRecord] | None = None) -> dict[str, Standing]:
        known = self.sessions if sessions is None else sessions
        found = standings(shipped(), known, today=day(today), level=self.level, equipment=self.equipment)
        return {name: found[name] for name in WAYS}

    def look(self, today: int) -> dict[str, Standing]:
        """See what is offered, and note it."""
        found = self.stand(today)
        for name, standing in found.items():
            if not standing.missing:
                self.offers[name].append((today, rung(standing)))
        return found


@st.composite
def works(draw: st.DrawFn, choice: Choice) -> tuple[SetRecord, ...]:
    """The sets of an exercise as a runner of no habits does them."""
    habit = draw(st.sampled_from(HABITS))
    variation, sets, amount = dosed(choice)
    if habit == "any":
        variation, sets, amount = dosed(draw(st.sampled_from(rungs(choice.exercise))))
    if habit == "cut":
        sets = 1
    share = {"missed": 0.4, "short": 0.9}.get(habit, 1.0)
    return sets_of(choice.exercise.id, variation, sets, amount, left=float(int(amount * share)))


@st.composite
def lives(draw: st.DrawFn, gear: Sequence[frozenset[str]] = (FLOOR, GEAR, frozenset()), most: int = 16) -> Life:
    """Sessions of one to three exercises, mostly as offered, with pain and breaks."""
    life, today = Life(draw(st.sampled_from(list(Level))), draw(st.sampled_from(gear))), 0
    names = draw(st.lists(st.sampled_from(sorted(WAYS)), min_size=1, max_size=3, unique=True))
    for hour in range(draw(st.integers(1, most))):
        found = life.look(today)
        record = session(
            today,
            *(draw(works(found[name].choice)) for name in names if draw(st.integers(0, 5))),
            touches=draw(st.sampled_from([0, 0, 0, 0, 1, 9, None])),
            pain=draw(st.sampled_from([None] * 8 + [0, 2, 3, 6])),
            feel=draw(st.sampled_from([Feel.FINE] * 8 + [Feel.SORE, Feel.PAIN])),
            effort=draw(st.sampled_from([None, 5, 9])),
            morning=draw(st.sampled_from([None] * 12 + [Morning.WORSE])),
            hour=hour,
        )
        life.sessions.append(record)
        life.look(today)
        today += draw(st.sampled_from(GAPS))
    life.look(today)
    return life


def today_of(life: Life) -> int:
    """The day of the last look."""
    return max(at for offers in life.offers.values() for at, _ in offers or [(0, ("", 0, 0))])


@examples(150)
@given(lives())
def test_never_two_rungs_in_seven_days(life: Life) -> None:
    for name, offers in life.offers.items():
        if name == BALANCE and life.equipment == GEAR:
            continue  # two ways take turns, each where it is
        for places in PLACES[name]:
            offered = [(today, places[item]) for today, item in offers if item in places]
            for at, (earlier, low) in enumerate(offered):
                assert all(up <= low + 1 for later, up in offered[at:] if later < earlier + 7), (name, offered)


@examples(100)
@given(lives(gear=(GEAR,)))
def test_an_opening_is_a_rung_of_the_seven_days(life: Life) -> None:
    highest, days = [-1, -1], list[int]()
    for number, (today, offered) in enumerate(life.offers[BALANCE]):
        known = [(way, places[offered]) for way, places in enumerate(PLACES[BALANCE]) if offered in places]
        if number and all(place > highest[way] for way, place in known):
            days.append(today)
        for way, place in known:
            highest[way] = max(highest[way], place)
    assert all(later - earlier >= 7 for earlier, later in pairwise(days)), life.offers[BALANCE]


@examples(150)
@given(lives())
def test_every_ladder_is_on_a_rung_with_its_equipment_and_a_reason(life: Life) -> None:
    have = {"wall", *life.equipment}
    found = life.stand(today_of(life))
    for standing in found.values():
        assert 0 < len(standing.why) <= MOST_WORDS
        assert rungs(standing.exercise)[standing.position] == standing.choice
        assert bool(standing.missing) is not have.issuperset(standing.choice.variation.equipment)
        for easier in (standing.lighter, standing.steady):
            assert easier.dose.sets <= standing.choice.dose.sets
            order = standing.exercise.variations
            assert order.index(easier.variation) <= order.index(standing.choice.variation)
        assert set(standing.tried) <= set(range(len(standing.barred)))


def well_done(life: Life, name: str, needed: Dosed, order: Sequence[str]) -> int:
    """Days on which at least this was done with every set, by a look at the sets alone."""
    days = set[dt.date]()
    for record in life.sessions:
        sets = [item for item in record.sets if item.exercise == name]
        if not sets or sets[0].variation not in order or any(item.done < item.target for item in sets):
            continue
        harder = order.index(sets[0].variation) > order.index(needed[0])
        if harder or (sets[0].variation == needed[0] and all(item.done >= needed[2] for item in sets)):
            days.add(record.day)
    return len(days)


@examples(150)
@given(lives())
def test_what_is_offered_was_earned(life: Life) -> None:
    for name, offers in life.offers.items():
        start = dosed(Choice.start(shipped().get(name), life.level))
        for offered in {item for _, item in offers}:
            earned = list[bool]()
            for places in (found for found in PLACES[name] if offered in found):
                order = list(dict.fromkeys(variation for variation, _, _ in places))
                below = next((item for item, at in places.items() if at == places[offered] - 1), offered)
                easy = start in places and places[offered] <= places[start]
                earned.append(easy or well_done(life, name, below, order) >= 2)
            assert any(earned), (name, offered)


@examples(100)
@given(lives(gear=(FLOOR,)), st.data())
def test_a_session_moves_an_exercise_one_rung_up_at_most(life: Life, data: st.DataObject) -> None:
    today = today_of(life)
    before = life.stand(today)
    name = data.draw(st.sampled_from(sorted(WAYS)))
    pain = data.draw(st.sampled_from([None, 0, 5]))
    record = session(today, data.draw(works(before[name].choice)), touches=0, pain=pain, hour=23)
    after = life.stand(today, [*life.sessions, record])
    for other, standing in after.items():
        assert standing.position <= before[other].position + (pain != 5), other


@examples(100)
@given(lives())
def test_several_sessions_of_a_day_count_once(life: Life) -> None:
    def again(record: SessionRecord) -> SessionRecord:
        at = record.started_at + dt.timedelta(minutes=20)
        return replace(
            record, id=new_id(round(at.timestamp() * 1000), bytes(10)), started_at=at, effort=None, pain=None
        )

    alone = [replace(record, effort=None, pain=None, morning=None) for record in life.sessions]
    today = today_of(life)
    once = life.stand(today, alone)
    twice = life.stand(today, [*alone, *map(again, alone)])
    assert {name: item.choice for name, item in once.items()} == {name: item.choice for name, item in twice.items()}


@examples(50)
@given(lives(), st.randoms())
def test_the_order_of_the_sessions_does_not_matter(life: Life, dice: random.Random) -> None:
    today = today_of(life)
    assert life.stand(today, dice.sample(life.sessions, len(life.sessions))) == life.stand(today)
