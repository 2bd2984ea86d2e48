"""Suggest today's session, with a reason for every exercise."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, Unpack

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Group, Level, Source
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, SessionRecord
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.candidates import Candidate, leader, pick, together
from ankle_tui.core.training.fitting import seconds_for
from ankle_tui.core.training.ladder import Runner, Standing, standings
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.ladder_wording import OVERRULED, brief
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.training.pain import PainLog, Report, pain_report, weighing
from ankle_tui.core.training.rules import BALANCE, HOPS, HOPS_PAIN
from ankle_tui.core.training.standstill import standstill_words

NEWCOMER = 3
"""Sessions during which one or two exercises are enough: the article begins with one or two moves; the number of
sessions is our own choice."""
MOST_LINES = 3
"""The article asks for two or three exercises a session."""

_OTTAWA = Source("ottawa", "Ottawa ankle and foot rules: who should have an X-ray after an injury.")
_CHOICE = Source("choice", "Our own choice; no source was found.")


class Sign(NamedTuple):
    """A sign to stop training and see someone; it names no illness.

    Attributes:
        text: The sign, in plain words.
        source: Its source.
    """

    text: str
    source: Source


SEE_SOMEBODY = (
    Sign("You cannot take four steps on it.", _OTTAWA),
    Sign("It hurts when you press the bone on either side of the ankle.", _OTTAWA),
    Sign("It hurts when you press the outer edge of the foot, halfway between heel and little toe.", _OTTAWA),
    Sign("It hurts when you press the inner side of the foot, just in front of the ankle.", _OTTAWA),
    Sign("It is no better after ten days.", _CHOICE),
    Sign("You suspect that a bone is cracked or broken.", _CHOICE),
)
"""When to stop and see a doctor or physiotherapist."""


class SessionLimits(NamedTuple):
    """What a plan over weeks holds back of today's session; the ladders go their own way.

    Attributes:
        most: Most exercises.
        minutes: Most minutes of a session, unless the runner asks for more; None for no limit.
        why: Reason for what does not come because of `most`.
        fewer_sets: Reason for one set fewer of everything that has more than one; empty for all sets.
        steady: Reason for the rung done last instead of a higher one, unless the runner has set that; empty if none.
    """

    most: int = MOST_LINES
    minutes: float | None = None
    why: str = ""
    fewer_sets: str = ""
    steady: str = ""


NO_LIMITS = SessionLimits()


class SuggestedExercise(NamedTuple):
    """One exercise of today.

    Attributes:
        choice: The exercise and its dose.
        reason: Why, or why not today; at most `ladder.MOST_WORDS` characters.
        standing: Its place on its ladder.
    """

    choice: Choice
    reason: str
    standing: Standing

    @property
    def eased(self) -> bool:
        """True if the step is easier than the ladder says; fewer sets alone do not make it so."""
        choice, ladder = self.choice, self.standing.choice
        return (choice.variation, choice.dose.amount) != (ladder.variation, ladder.dose.amount)


class Suggestion(NamedTuple):
    """Today's session.

    Attributes:
        lines: The exercises, in order; empty only if the equipment at hand allows none.
        others: The other exercises of the main part, in the order of the catalogue, each with the reason against it.
        seconds: Length of the session by its plan.
        note: A sentence about the whole session, or empty.
        see_somebody: True to show when to stop and see someone.
        no_hops: Why to leave out hops today, or empty.
        no_better: True if pain or soreness has lasted so long that somebody should look.
        report: The report of pain that stands, or None.
        stuck: What would open most, after weeks without a rung; empty before.
    """

    lines: tuple[SuggestedExercise, ...]
    others: tuple[SuggestedExercise, ...]
    seconds: float
    note: str = ""
    see_somebody: bool = False
    no_hops: str = ""
    no_better: bool = False
    report: Report | None = None
    stuck: str = ""

    @property
    def eased(self) -> frozenset[str]:
        """Ids of the exercises with an easier step than their ladder says."""
        return frozenset(line.choice.exercise.id for line in self.lines if line.eased)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices to build the plan from."""
        return tuple(line.choice for line in self.lines)


def usual_level(sessions: Iterable[SessionRecord], wanted: Level | None = None) -> Level:
    """Find the level to start from.

    Args:
        sessions: The sessions, in any order.
        wanted: The runner's setting, which decides if there is one.

    Returns:
        The level of the last session; a newcomer is a beginner.
    """
    if wanted:
        return wanted
    last = max(sessions, key=lambda session: session.started_at, default=None)
    return last.level if last else Level.BEGINNER


def no_hops(sessions: Iterable[SessionRecord], *, today: dt.date, feel: Feel, kind: DayKind | None) -> str:
    """Why to leave out hops today: `sore today`; empty if nothing is against them.

    Args:
        sessions: The sessions, in any order.
        today: The present training day.
        feel: How the runner feels.
        kind: The kind of the day, or None.
    """
    report = pain_report(sessions, today)
    return _Day(feel, kind, hard=False, pain=report.pain if report else 0).against_hops


def hops_words(why: str) -> str:
    """Advise a runner who has chosen hops all the same: `Sore today: leave the hops out.`.

    Args:
        why: The reason from `no_hops`.
    """
    return f"{why[0].upper()}{why[1:]}: leave the hops out."


def todays_session(
    catalogue: Catalogue,
    sessions: Sequence[SessionRecord],
    *,
    today: dt.date,
    kind: DayKind | None = None,
    hard: bool = False,
    feel: Feel = Feel.FINE,
    found: Mapping[str, Standing] | None = None,
    limits: SessionLimits = NO_LIMITS,
    **runner: Unpack[Runner],
) -> Suggestion:
    """Suggest a session: what was longest not done, balance in every second session at least, a third if it fits.

    Args:
        catalogue: All exercises; only the main part counts.
        sessions: The sessions, in any order.
        today: The present training day.
        kind: The kind of the day; on a sick one nothing gets harder and there are no hops (our own choice).
        hard: True if today's run was hard: balance is one step easier, since people sway more after sprints (J Athl
            Train 49:454).
        equipment: As for `standings`, like the other arguments that are not here.
        minutes: Minutes available, or None for no limit.
        feel: How the runner feels.
        found: The result of `standings` for the same arguments, if known.
        limits: What a plan over weeks holds back; its minutes are for the caller to count in.

    Returns:
        The session; the shortest one, with a note, if even that takes longer than the time. On a sore, painful or sick
        day it asks for no more than on a fine day, nor takes longer unless it is a single exercise.
    """
    found = found or standings(catalogue, sessions, today=today, **runner)
    ordered = weighing(sessions)
    log = PainLog(ordered)
    report = log.standing_report(len(ordered), today)
    day = _Day(
        feel,
        kind,
        hard=hard and kind in {None, DayKind.RUN},
        pain=report.pain if report else 0,
        number=sum(session.counts for session in ordered) + 1,
        without_balance=_without_balance(ordered),
        limits=limits,
    )
    ladders = _in_order(catalogue, runner["level"], found)
    return _session(catalogue, ladders, day, runner.get("minutes"), today)._replace(
        see_somebody=feel is Feel.PAIN,
        no_hops=day.against_hops,
        no_better=log.no_better(today),
        report=report,
        stuck=standstill_words(ladders, ordered, today),
    )


def _session(
    catalogue: Catalogue, ladders: Sequence[Standing], day: "_Day", minutes: float | None, today: dt.date
) -> Suggestion:
    """Choose the exercises of the day, each with its reason."""
    budget, time = (math.inf, "") if minutes is None else (seconds_for(minutes), f"{minutes:g} min")
    whole = day._replace(feel=Feel.FINE, kind=None, limits=day.limits._replace(fewer_sets=""))
    fine = _chosen(ladders, whole, budget).picked if day.unwell else ()
    chosen = _chosen(ladders, day, budget, fine)
    taken = {offer.id: _line(offer, today, time, alone=not chosen.fitting) for offer in chosen.picked}
    others = {line.choice.exercise.id: line for line in _others(ladders, day, chosen, time)}
    return Suggestion(
        lines=tuple(taken.values()),
        others=tuple(others[item.id] for item in catalogue if item.id in others and item.id not in taken),
        seconds=build_plan([line.choice for line in taken.values()]).seconds if taken else 0.0,
        note=chosen.note.format(time),
    )


def _without_balance(ordered: Sequence[SessionRecord]) -> bool:
    """True if the last session that counted had no balance."""
    last = next((session for session in reversed(ordered) if session.counts), None)
    return last is not None and not any(item.exercise == BALANCE and item.done for item in last.sets)


def _others(ladders: Sequence[Standing], day: "_Day", chosen: "_Chosen", time: str) -> Iterator[SuggestedExercise]:
    """Give each exercise of the main part with the reason against it."""
    for standing in ladders:
        if why := day.refuses(standing):
            yield SuggestedExercise(standing.choice, why, standing)
    for offer in chosen.offers:
        later = day.limits.why if offer.id in chosen.spared else "next session"
        yield SuggestedExercise(
            offer.wanted, later if offer in chosen.fitting else f"takes longer than {time}", offer.standing
        )


class _Day(NamedTuple):
    """The state of today that shapes the session.

    Attributes:
        feel: How the runner feels.
        kind: The kind of the day, or None.
        hard: True after a hard run.
        pain: Pain of the report that stands, or 0.
        number: Number of the session, from 1.
        without_balance: True if the last session had no balance.
        limits: What a plan over weeks holds back.
    """

    feel: Feel
    kind: DayKind | None
    hard: bool
    pain: int
    number: int = 1
    without_balance: bool = False
    limits: SessionLimits = NO_LIMITS

    @property
    def most(self) -> int:
        """Most exercises, before anything is held back."""
        return MOST_LINES if self.number > NEWCOMER else MOST_LINES - 1

    @property
    def unwell(self) -> str:
        """Why nothing gets harder today; empty if it may."""
        if self.feel is not Feel.FINE:
            return f"{self.feel} today"
        return "sick today" if self.kind is DayKind.SICK else ""

    @property
    def against_hops(self) -> str:
        """Why to leave out hops; empty if nothing is against them."""
        return self.unwell or (f"pain {self.pain} reported" if self.pain > HOPS_PAIN else "")

    def refuses(self, standing: Standing) -> str:
        """Why an exercise is not offered today, or empty."""
        if standing.missing:
            return standing.missing
        if self.number < standing.exercise.from_session and standing.last is None and standing.pin is None:
            return f"from session {standing.exercise.from_session} on"
        against = self.against_hops if standing.exercise.id == HOPS else ""
        return f"{against}: no hops" if against else ""

    def eased(self, standing: Standing) -> tuple[Choice, str]:
        """Dose for today, and why it is easier than the ladder says; the reason is empty if it is not."""
        tired = "after a hard run" if self.hard and standing.exercise.id == BALANCE else ""
        if self.feel is Feel.PAIN or tired:
            words = "the easiest step" if standing.lighter == standing.choice else "one step easier"
            return standing.lighter, f"{words} after a hard run" if tired else f"{self.unwell}: {words}"
        if self.unwell and standing.steady != standing.choice:
            return standing.steady, f"{self.unwell}: no step up"
        if (
            self.limits.steady
            and standing.done is not None
            and standing.done < standing.position
            and standing.pin is None
        ):
            return rungs(standing.exercise)[standing.done], self.limits.steady  # whole: it is no easier day
        return standing.choice, ""


def _in_order(catalogue: Catalogue, level: Level, found: Mapping[str, Standing]) -> list[Standing]:
    """Order the main part: first the exercises that a newcomer of the level should begin with."""
    main = [exercise.id for exercise in catalogue if exercise.group is Group.MAIN]
    return [found[name] for name in dict.fromkeys((*catalogue.suggested[level], *main)) if name in main]


class _Chosen(NamedTuple):
    """A chosen session and its alternatives.

    Attributes:
        picked: The candidates chosen, in order.
        note: A sentence about the session, with a gap for the time.
        fitting: Candidates that fit into the time alone.
        offers: All candidates.
        spared: Ids of those that are left out because something is held back.
    """

    picked: Sequence[Candidate]
    note: str
    fitting: Sequence[Candidate]
    offers: Sequence[Candidate]
    spared: Set[str] = frozenset()


def _chosen(ladders: Sequence[Standing], day: _Day, budget: float, fine: Sequence[Candidate] = ()) -> _Chosen:
    """Choose among the exercises.

    Args:
        ladders: The exercises, by rank.
        day: The state of today.
        budget: Seconds available.
        fine: The session of a fine day, if it must not be exceeded.
    """
    able = [(rank, standing) for rank, standing in enumerate(ladders) if not day.refuses(standing)]
    offers = [Candidate.of(standing, *day.eased(standing), rank=rank) for rank, standing in able]
    fitting = sorted((offer for offer in offers if offer.shortest.seconds <= budget), key=Candidate.age)
    if fitting:
        room, starts = budget, fitting
        if fine:
            sizes = {offer.id: offer.size.choice for offer in fine}
            starts = [offer.at_most(sizes[offer.id]) if offer.id in sizes else offer for offer in fitting]
            # The exercise whose turn it is comes all the same, alone if necessary.
            first = leader(starts, balance_leads=day.without_balance)
            room = min(budget, max(together(fine), first.shortest.seconds))
        within = [offer for offer in starts if offer.shortest.seconds <= room]
        whole = pick(within, room, day.most, balance_leads=day.without_balance)
        picked, spared = whole[: day.limits.most], {offer.id for offer in whole[day.limits.most :]}
        if why := day.limits.fewer_sets:
            picked = [offer.with_fewer_sets(why) for offer in picked]
        return _Chosen(sorted(picked, key=Candidate.place), "", fitting, offers, spared)
    if offers:
        shortest = min(offers, key=lambda offer: offer.shortest.seconds)
        return _Chosen([shortest.cut()], "Even the shortest session takes longer than {}.", fitting, offers)
    return _Chosen([], "Nothing here can be done without equipment.", fitting, offers)


def _line(offer: Candidate, today: dt.date, time: str, *, alone: bool) -> SuggestedExercise:
    """Make a line of the session; a cut dose says so unless there is a more important reason."""
    lower = offer.eased or offer.standing.move is Move.DOWN
    cut = "the shortest option" if alone else f"cut to fit {time}"
    reason = cut if offer.taken and not lower else offer.eased or _reason(offer, today)
    return SuggestedExercise(offer.size.choice, brief(reason), offer.standing)


def _reason(offer: Candidate, today: dt.date) -> str:
    standing = offer.standing
    if standing.why == OVERRULED:
        return OVERRULED
    if standing.done is not None and standing.move in {Move.UP, Move.DOWN}:
        step = abs(standing.position - standing.done) == 1
        return f"{f'one step {standing.move}' if step else 'easier'}: {standing.why}"
    if offer.more_sets_later:
        return "one set more each time"
    if standing.last is None:
        return "new to you"
    if offer.is_balance():
        return "every second session"
    days = max((today - standing.last).days, 0)
    return {0: "done today", 1: "done yesterday"}.get(days, f"last done {days} days ago")
