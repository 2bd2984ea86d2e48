"""Announce the next set: choose the words, and fit them into the time there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ankle_tui.core.cues.own_words import OwnWords, own_words
from ankle_tui.core.cues.voice import (
    VOICE,
    Words,
    at_go_words,
    dose_words,
    exercise_words,
    part_words,
    set_words,
    setup_words,
    side_words,
    stance_words,
    time_words,
    variation_words,
)
from ankle_tui.core.session.events import PhaseStarted
from ankle_tui.core.session.plan import LEAD, PhaseKind, WorkSet
from ankle_tui.core.session.schedule import ANNOUNCED_WITHIN, lead_after, micros, seconds, timed_schedule

AFTER_WORD = 0.12
"""Seconds of silence after a phrase, as a speaker pauses between two."""

AFTER_WAIT = 0.35
"""Seconds of silence after the length of a wait, which must not be taken for that of the set."""

AFTER_TONE = 0.06
"""Seconds of silence after a tone."""

_WITHIN_PHRASE = 0.02
"""Seconds of silence between two recordings of a phrase, such as "twelve" and "reps"."""

_BEFORE_END = 0.05
"""Seconds of silence before a cue that must not be talked over."""


class Rank(IntEnum):
    """Importance of a phrase; the highest rank is dropped first where time is short."""

    ALWAYS = 0
    AT_GO = 1
    """What to do at GO."""
    EXERCISE = 2
    WHERE = 3
    """The variation, the part of the set, the leg."""
    DOSE = 4
    """How long or how many."""
    SETUP = 5
    """What to arrange for the part, and the most important of how to stand."""
    SET = 6
    WAIT = 7
    """The length of the wait."""
    STANCE = 8
    """The rest of how to stand."""
    LAST_COUNT = 9
    """The last count of a set, whose end its tone makes clear as well."""
    CALL = 10
    """The call of a get-ready, which the countdown after it makes clear as well."""
    NEXT = 11
    DOUBLE = 12
    """The word for a tone just heard."""
    KNOWN = 13
    """What has not changed since the set before."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A tone, or recordings said in one breath, that wait for their turn.

    Attributes:
        cues: Their names.
        rank: Their importance.
    """

    cues: tuple[str, ...]
    rank: Rank = Rank.ALWAYS

    def seconds(self, lengths: Mapping[str, float]) -> float:
        """Seconds from the first sound to the end of the last, by the `lengths` of all sounds."""
        return sum(lengths[cue] for cue in self.cues) + _WITHIN_PHRASE * (len(self.cues) - 1)

    @property
    def pause(self) -> float:
        """Seconds of silence after it."""
        if self.rank is Rank.WAIT:
            return AFTER_WAIT
        return AFTER_WORD if self.cues[-1].startswith(VOICE) else AFTER_TONE


def what_comes(event: PhaseStarted, lengths: Mapping[str, float], *, brief: bool) -> tuple[Phrase, ...]:
    """List the phrases that announce the next set, in spoken order.

    Args:
        event: Start of a rest, a change of sides or a get-ready.
        lengths: Seconds of every sound there is, by name.
        brief: True to say only what has changed, and nothing of the wait itself.
    """
    work, before = event.phase.work, event.before
    fresh = before is None or event.phase.new_exercise or before.exercise != work.exercise
    own = own_words(work, lengths)
    setup = (own.setup or setup_words(event.phase.setup)) if event.phase.setup else ()
    said = [phrase for phrase in _described(work, None if fresh else before, own, setup) if phrase.cues]
    if brief:
        return tuple(phrase for phrase in said if phrase.rank <= Rank.DOSE)
    if event.phase.kind is PhaseKind.GET_READY and event.phase.seconds <= LEAD:
        # Two seconds, after a wait in which all of it was said: the most important once more.
        said.sort(key=lambda phrase: phrase.rank)
    rest = event.phase.kind is PhaseKind.REST
    announced = [Phrase((VOICE + "next",), Rank.NEXT), *said] if said and rest and fresh else said
    length = Phrase(_length_words(event), Rank.WAIT)
    return tuple(phrase for phrase in (length, *announced) if phrase.cues)


def _described(work: WorkSet, before: WorkSet | None, own: OwnWords, setup: Words) -> Iterator[Phrase]:
    """Describe a set and its set-up; whatever matches the set `before` ranks last."""

    def ranked(words: Words, rank: Rank, *, same: bool) -> Phrase:
        return Phrase(words, Rank.KNOWN if same else rank)

    at_go = at_go_words(work)

    def implied(words: Words) -> bool:
        # To close the eyes at GO says as well that they are closed.
        return bool(at_go) and words == (VOICE + "eyes-closed",)

    yield Phrase((own.exercise or exercise_words(work)) if before is None else (), Rank.EXERCISE)
    for words in filter(None, (own.variation, *variation_words(work))):
        yield ranked(words, Rank.WHERE, same=before is not None or implied(words))
    part = own.part or part_words(work)
    yield ranked(part, Rank.WHERE, same=(before is not None and before.part == work.part) or implied(part))
    yield ranked(side_words(work), Rank.WHERE, same=before is not None and before.side is work.side)
    yield Phrase(setup, Rank.SETUP)  # before the numbers: it takes the longest to do
    yield ranked(dose_words(work), Rank.DOSE, same=before is not None and before.target == work.target)
    yield ranked(set_words(work), Rank.SET, same=before is not None and before.number == work.number)
    stance = (own.stand,) if own.stand else stance_words(work)
    for place, words in enumerate(stance if before is None or work.open else ()):
        yield Phrase(words, Rank.STANCE if place or before else Rank.SETUP)
    yield Phrase(at_go, Rank.AT_GO)


def _length_words(event: PhaseStarted) -> Words:
    """Say how long it is to GO; nothing before the first set and in a get-ready, which is counted down."""
    lead = lead_after(event.phase.kind)
    length = event.phase.seconds + lead
    return time_words(int(length)) if lead and length == int(length) else ()


def seconds_to_say(event: PhaseStarted) -> float:
    """Seconds of a wait in which words may sound: up to the first cue that the phase has by itself, or to its end."""
    first = timed_schedule(event.phase, micros(event.phase.seconds))[0][0]
    return min(seconds(first), ANNOUNCED_WITHIN)


def in_turn(
    said: Sequence[Phrase], start: float, end: float, lengths: Mapping[str, float]
) -> Iterator[tuple[float, str]]:
    """Lay sounds end to end, dropping the least important phrases that do not fit before `end`.

    Args:
        said: Phrases in order; those of rank `ALWAYS` are never dropped.
        start: Time of the first one, in seconds.
        end: Time by which all must have been heard, in seconds.
        lengths: Seconds of every sound, by name.

    Yields:
        Time and name of each sound.
    """
    kept: list[int] = []
    for index in sorted(range(len(said)), key=lambda index: said[index].rank):
        together = [said[place] for place in sorted([*kept, index])]
        if said[index].rank is Rank.ALWAYS or start + _length(together, lengths) <= end - _BEFORE_END:
            kept.append(index)
    heard = [said[index] for index in sorted(kept)]
    if heard and heard[-1].rank is Rank.NEXT:
        heard.pop()  # "next" with nothing after it
    for phrase in heard:
        for cue in phrase.cues:
            yield start, cue
            start += lengths[cue] + _WITHIN_PHRASE
        start += phrase.pause - _WITHIN_PHRASE


def _length(said: Sequence[Phrase], lengths: Mapping[str, float]) -> float:
    return sum(phrase.seconds(lengths) + phrase.pause for phrase in said) - said[-1].pause
