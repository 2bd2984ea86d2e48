"""What the coach promises at every session of a life, worked out from the records alone, not by the coach's own rules."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ankle_tui.core.exercises.exercise import Choice, Dose, Exercise, Side, Unit
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, Morning, SessionRecord, Status
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.ladder_wording import TOP, TOPS
from tests.builders import shipped
from tests.core.training.lives import Life, Visit
from tests.training import BALANCE, BAND, CALF, HOPS, WALK

MAIN = (BALANCE, CALF, WALK, HOPS, BAND)
OPEN, CLOSED, PILLOW, CLOSED_PILLOW = "eyes-open-firm", "eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow"
WAYS: Mapping[str, Sequence[Sequence[str]]] = {
    BALANCE: ((OPEN, CLOSED), (OPEN, PILLOW, CLOSED_PILLOW)),
    CALF: (("both-legs", "one-leg", "one-leg-step"),),
    WALK: (("steps", "long"),),
    HOPS: (("both-feet", "one-leg-landed", "one-leg"),),
    BAND: (("four-way",),),
}
"""The ways up from one variation to the next; behind open eyes on a firm floor balance has two, which take turns."""
ONE_LEG = frozenset({"one-leg-landed", "one-leg"})
STANDSTILL = 84

# Rungs


def way_up(exercise: str, way: Sequence[str]) -> Sequence[tuple[str, Dose]]:
    """The rungs of a way, easiest first."""
    known = shipped().get(exercise)
    return [(name, dose) for name in way for dose in known.variation(name).doses]


def trained(visit: Visit, exercise: str) -> bool:
    """True if something of an exercise was done."""
    return any(item.done for item in visit.record.sets if item.exercise == exercise)


def ways(life: Life, exercise: str) -> Sequence[Sequence[str]]:
    """The ways that a runner's equipment allows."""
    found = WAYS[exercise]
    return found if exercise != BALANCE or "pillow" in life.runner.gear else found[:1]


def due(life: Life, exercise: str, way: Sequence[str]) -> Iterator[tuple[Visit, int]]:
    """The rungs of a way that were next when the exercise was done, by their index.

    A band goes up as far as the minutes of the day allow, so only the longest sessions tell how far. Where two ways
    take turns, what they share may be the other one's, so it tells nothing once this one has left it.
    """
    rungs = way_up(exercise, way)
    longest = max((visit.minutes for visit in life.visits), default=0.0)
    left = False
    for visit in life.visits:
        choice = visit.standings[exercise].choice
        mine = choice.variation.id in way and trained(visit, exercise)
        if not mine or (exercise == BAND and visit.minutes < longest):
            continue
        left = left or (len(ways(life, exercise)) > 1 and choice.variation.id != way[0])
        if not left or choice.variation.id != way[0]:
            yield visit, rungs.index((choice.variation.id, choice.dose))


def rises(life: Life, exercise: str) -> Sequence[tuple[Visit, Visit, int]]:
    """The rungs gone up: the last session before, the first one with it, and how many at once.

    A rung that belongs to two ways counts once.
    """
    found: dict[tuple[int, str], tuple[Visit, Visit, int]] = {}
    for way in ways(life, exercise):
        for (before, low), (after, high) in pairwise(due(life, exercise, way)):
            if high > low:
                found[after.day, after.standings[exercise].choice.variation.id] = (before, after, high - low)
    return [found[key] for key in sorted(found)]


def two_rungs_in_a_week(life: Life) -> Iterator[str]:
    """An exercise goes up at most one rung in seven days.

    Where two ways take turns, a rung is seen only when its turn comes, so it may date from any day since the last turn.
    """
    for exercise in MAIN:
        found = rises(life, exercise)
        for before, after, by in found:
            unseen = (after.day - before.day) // 7 if exercise == BAND else 0  # on days with less time
            if by > 1 + unseen:
                yield f"{exercise}: {by} rungs up at once on day {after.day}"
        for (before, after, _), (_, latest, _) in pairwise(found):
            earliest = before.day + 1 if len(ways(life, exercise)) > 1 else after.day
            if latest.day - earliest < 7:
                yield f"{exercise}: a rung on day {after.day} and one on day {latest.day}"
        done = [visit.standings[exercise] for visit in life.visits if trained(visit, exercise)]
        for one, other in pairwise(standing.raised for standing in done if standing.raised):
            if 0 < (other - one).days < 7:
                yield f"{exercise}: raised on {one} and on {other}"


def more_than_one_set_more(life: Life) -> Iterator[str]:
    """No exercise has more than one set more than last time."""
    last: dict[str, int] = {}
    for visit in life.visits:
        for name, choice in visit.choices.items():
            if choice.dose.sets > last.get(name, choice.dose.sets) + 1:
                yield f"{name}: {last[name]}, then {choice.dose.sets} sets on day {visit.day}"
        for name in visit.choices:
            if trained(visit, name):
                last[name] = visit.choices[name].dose.sets


# Time


def over_its_minutes(life: Life) -> Iterator[str]:
    """No session is longer than the time by more than a twentieth, unless it is the shortest there is."""
    for visit in life.visits:
        if visit.suggestion.seconds <= visit.minutes * 63:
            continue
        (choice,) = visit.suggestion.choices[:1]
        shortest = len(visit.choices) == 1 and choice.dose.sets == 1 and visit.suggestion.note
        others = [line for line in visit.suggestion.others if "longer" in line.reason]
        if not shortest or any(_shortest(line.choice) < visit.suggestion.seconds for line in others):
            yield f"day {visit.day}: {visit.suggestion.seconds:.0f} s in {visit.minutes:g} min"


def _shortest(choice: Choice) -> float:
    return build_plan([Choice(choice.exercise, choice.variation, choice.dose.changed(sets=1))]).seconds


def without_balance(life: Life) -> Iterator[str]:
    """Balance is in one of two sessions running; one set of it fits into every time a runner has."""
    for one, other in pairwise(life.visits):
        if one.record.counts and BALANCE not in one.choices and BALANCE not in other.choices:
            yield f"no balance on day {one.day} nor on day {other.day}"


def too_long_apart(life: Life) -> Iterator[str]:
    """Every exercise whose equipment is there comes round, to who does not end sessions early."""
    for name in MAIN:
        if not _can_be_done(life, shipped().get(name)):
            continue
        run: list[Visit] = []
        for number, visit in enumerate(life.visits):
            excused = visit.record.status is Status.PARTIAL
            excused |= (name == BAND and not _band_fits(visit, number)) or (name == HOPS and against_hops(life, number))
            if not run or excused or visit.day - run[-1].day > 7:
                run = [visit]
                continue
            run.append(visit)
            days, sessions = _longest(run)
            if visit.day - run[0].day > days and len(run) > sessions + 1:
                yield f"{name}: not from day {run[0].day} to day {visit.day}"
                run = [visit]
            if name in visit.choices:
                run = [visit]


def _can_be_done(life: Life, exercise: Exercise) -> bool:
    return life.runner.gear | {"wall"} >= set(exercise.variations[0].equipment)


def _band_fits(visit: Visit, number: int) -> bool:
    """True from the sixth session on, if there is time for the easiest half of it."""
    exercise = shipped().get(BAND)
    whole = exercise.variations[0]
    half = replace(whole, parts=whole.parts[:2])
    return number >= 5 and build_plan([Choice(exercise, half, whole.doses[0])]).seconds <= visit.minutes * 63


def _longest(run: Sequence[Visit]) -> tuple[int, int]:
    """Days, and sessions, in which an exercise comes round: the more often and the longer one trains, the sooner."""
    rests = [later.day - earlier.day for earlier, later in pairwise(run)]
    if max(rests) > 4:
        return 28, 4
    return (14, 4) if all(visit.minutes >= 10 for visit in run) else (21, 6)


# Pain


def stands(life: Life, number: int, more_than: int) -> bool:
    """True if a report of more pain stands at a session: for 14 days, or until three sessions without one above 2."""
    today = life.visits[number].record.day
    clear = 0
    for record in reversed(life.history[:number]):
        pain = 4 if record.morning is Morning.WORSE else 0
        pain = max(pain, record.pain or 0)
        if clear >= 3 or (today - record.day).days >= 14 or (record.relieved and pain > 2 and record.relieved <= today):
            return False
        if pain > more_than:
            return True
        clear += pain <= 2
    return False


def against_hops(life: Life, number: int) -> bool:
    """True if there must be no hops at a session."""
    visit = life.visits[number]
    return visit.feel is not Feel.FINE or visit.kind is DayKind.SICK or stands(life, number, 2)


def hops_in_pain(life: Life) -> Iterator[str]:
    """No hops while a report of more than 2 stands, nor on a day that is sore, painful or sick."""
    for number, visit in enumerate(life.visits):
        if HOPS in visit.choices and against_hops(life, number):
            yield f"hops on day {visit.day}, which is {visit.feel}"


def up_in_pain(life: Life) -> Iterator[str]:
    """Nothing goes up while a report of 4 or more stands."""
    numbers = {visit.day: number for number, visit in enumerate(life.visits)}
    for exercise in MAIN:
        for before, after, _ in rises(life, exercise):
            between = range(numbers[before.day] + 1, numbers[after.day] + 1)
            if all(stands(life, number, 3) for number in between):
                yield f"{exercise}: up in pain on day {after.day}"


def up_when_unwell(life: Life) -> Iterator[str]:
    """On a sore or painful day nothing is harder than anything done before."""
    done: dict[str, set[int]] = {}
    for visit in life.visits:
        for name, choice in visit.choices.items():
            exercise = shipped().get(name)
            ids = [variation.id for variation in exercise.variations]
            place, amount = ids.index(choice.variation.id), choice.dose.amount
            known = done.setdefault(name, set())
            score = place * 1000 + amount
            if visit.feel is not Feel.FINE and known and score > max(known):
                yield f"{name}: new on day {visit.day}, which is {visit.feel}"
            known.add(score)


# Hops on one leg


def unearned_hops(life: Life) -> Iterator[str]:
    """Hops on one leg come only through the gate, from week 4 on, and not soon after a long absence."""
    for number, visit in enumerate(life.visits):
        choice = visit.choices.get(HOPS)
        if choice is None or choice.variation.id not in ONE_LEG:
            continue
        back = next((at for at in range(number, 0, -1) if _away(life, at) >= 56), 0)
        earned = life.visits[:number][back:]
        gates = {"raises": _shows_raises, "balance": _shows_balance}
        for name, shown in gates.items():
            days = sorted({one.day for one in earned if shown(one.record)})
            if len(days) < 2 or visit.day - days[-1] > 90:
                yield f"one-leg hops on day {visit.day} without {name}, shown on days {days}"
        if not _both_feet(life.visits[:number]):
            yield f"one-leg hops on day {visit.day} without both feet 2x30"
        if visit.day < 21:
            yield f"one-leg hops on day {visit.day}"
        if back and visit.day - life.visits[back].day < 14:
            yield f"one-leg hops on day {visit.day}, back since day {life.visits[back].day}"
        if life.runner.sprained is not None and visit.day < 56 and life.runner.sprained <= 365:
            yield f"one-leg hops on day {visit.day} after a sprain"


def _away(life: Life, number: int) -> int:
    return life.visits[number].day - life.visits[number - 1].day


def _best(record: SessionRecord, exercise: str, variation: str) -> float:
    """The best set of a variation, of the leg that did less."""
    done = dict.fromkeys(Side, 0.0)
    for item in record.sets:
        if (item.exercise, item.variation) == (exercise, variation) and item.side:
            done[item.side] = max(done[item.side], item.done)
    return min(done.values())


def _shows_raises(record: SessionRecord) -> bool:
    return _best(record, CALF, "one-leg") >= 15 or _best(record, CALF, "one-leg-step") >= 12


def _shows_balance(record: SessionRecord) -> bool:
    rate = touches_a_minute(record)
    if rate is None:
        return False
    harder = ((CLOSED, 15), (PILLOW, 30), (CLOSED_PILLOW, 15))
    return (rate <= 1 and _best(record, BALANCE, OPEN) >= 30) or any(
        rate <= 4 and _best(record, BALANCE, variation) >= seconds for variation, seconds in harder
    )


def _both_feet(visits: Sequence[Visit]) -> bool:
    """True if hops of 30 s on both feet were done on two days."""
    days = {
        visit.day
        for visit in visits
        for item in visit.record.sets
        if (item.exercise, item.variation) == (HOPS, "both-feet") and item.done >= 30
    }
    return len(days) > 1


def touches_a_minute(record: SessionRecord) -> float | None:
    """Touches in a minute of holding, of the worse leg; None if they were not counted."""
    holds = [item for item in record.sets if item.exercise == BALANCE and item.unit is Unit.SECONDS and item.done]
    rates = []
    for side in Side:
        pressed = sum(item.foot_downs or 0 for item in holds if item.side is side)
        answer = getattr(record.touches, side.value) if record.touches else pressed
        seconds = sum(item.done for item in holds if item.side is side)
        rates.append(answer * 60 / seconds if seconds else 0.0)
    counted = record.touches or any(item.foot_downs for item in holds)
    return max(rates) if counted and holds else None


# The session as a whole


def no_more_when_unwell(life: Life) -> Iterator[str]:
    """A sore, painful or sick day asks for no more sets, seconds or reps than a fine one, nor for anything harder."""
    for number, visit in enumerate(life.visits):
        if visit.feel is Feel.FINE and visit.kind is not DayKind.SICK:
            continue
        fine = life.if_fine(number)
        if len(visit.choices) > 1 and visit.suggestion.seconds > fine.seconds:
            yield f"day {visit.day}: {visit.suggestion.seconds:.0f} s, {fine.seconds:.0f} s if fine"
        known = {choice.exercise.id: choice for choice in fine.choices}
        for line in visit.suggestion.lines:
            most = known.get(line.choice.exercise.id, line.standing.choice)
            if _asks_more(line.choice, most):
                yield f"{line.choice.exercise.id}: more than if fine on day {visit.day}"


def _asks_more(choice: Choice, most: Choice) -> bool:
    order = [variation.id for variation in choice.exercise.variations]
    alike = choice.variation.kind.unit is most.variation.kind.unit
    return (
        order.index(choice.variation.id) > order.index(most.variation.id)
        or choice.dose.sets > most.dose.sets
        or (alike and choice.dose.amount > most.dose.amount)
        or _work(choice) > _work(most)
    )


def _work(choice: Choice) -> float:
    """Seconds of work: half of the directions twice is as much as all of them once."""
    return sum(work.seconds for work in build_plan([choice]).sets)


def the_same_in_any_order(life: Life) -> Iterator[str]:
    """The order in which the history is written says nothing."""
    for number in range(0, len(life.visits), 20):
        if life.shuffled(number) != life.visits[number].suggestion:
            yield f"another session on day {life.visits[number].day}"


def whole_and_told(life: Life) -> Iterator[str]:
    """One to three exercises, two at most for a newcomer, with what they need at hand and a reason for each."""
    for number, visit in enumerate(life.visits):
        lines, others = visit.suggestion.lines, visit.suggestion.others
        counted = sum(earlier.record.counts for earlier in life.visits[:number])
        wrong = {
            "number": not 1 <= len(lines) <= (2 if counted < 3 else 3),
            "seconds": visit.suggestion.seconds != build_plan(visit.suggestion.choices).seconds,
            "equipment": any(not life.runner.gear | {"wall"} >= {*line.choice.variation.equipment} for line in lines),
            "order": BALANCE in visit.choices and lines[0].choice.exercise.id != BALANCE,
            "exercises": sorted(visit.standings) != sorted(MAIN) or len(lines) + len(others) != len(MAIN),
            "reason": not all(line.reason and line.standing.why for line in (*lines, *others)),
            "what it waits for": not all(standing.waits for standing in visit.standings.values()),
        }
        for name, is_wrong in wrong.items():
            if is_wrong:
                yield f"{name} on day {visit.day}"


def nothing_told(life: Life) -> Iterator[str]:
    """Who has gone up no rung for twelve weeks is told what would open most, unless nothing is left to open."""
    moved, ends = life.visits[0].record.day, life.visits[0].record.day
    for visit in life.visits:
        today, known = visit.record.day, visit.standings
        left = any(standing.waits not in {TOP, *TOPS.values()} for standing in known.values())
        moved = max(moved, *(standing.raised or moved for standing in known.values()))
        if (today - ends).days >= 14:
            moved = today
        ends = today
        if (today - moved).days >= STANDSTILL and left and not visit.suggestion.stuck:
            yield f"day {visit.day}: no rung since {moved}, and nothing said"


PROMISES: Sequence[Callable[[Life], Iterator[str]]] = (
    two_rungs_in_a_week,
    more_than_one_set_more,
    over_its_minutes,
    without_balance,
    too_long_apart,
    hops_in_pain,
    up_in_pain,
    up_when_unwell,
    unearned_hops,
    no_more_when_unwell,
    the_same_in_any_order,
    whole_and_told,
    nothing_told,
)


def broken(life: Life) -> list[str]:
    """What was promised and not kept, each with the day."""
    return [f"{promise.__name__}: {told}" for promise in PROMISES for told in promise(life)]
