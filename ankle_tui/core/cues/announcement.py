"""Announce a phase: lay words and tones end to end, dropping the least important where time is short."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ankle_tui.core.cues.voice import LENGTHS, VOICE, exercise_word, part_word, set_word, setup_word, side_word
from ankle_tui.core.session.events import PhaseStarted
from ankle_tui.core.session.plan import PhaseKind

AFTER_WORD = 0.12
"""Seconds of silence after a word, as a speaker pauses between two phrases."""

AFTER_TONE = 0.06
"""Seconds of silence after a tone."""

_BEFORE_END = 0.05
"""Seconds of silence before a cue that must not be talked over."""


class Rank(IntEnum):
    """Importance of a phrase; the highest rank is dropped first where time is short."""

    ALWAYS = 0
    EXERCISE = 1
    WHERE = 2
    """The leg, and the part of the set."""
    SETUP = 3
    """What to arrange for the part."""
    CALL = 4
    """The call of a get-ready, which the countdown after it makes clear as well."""
    SET = 5
    NEXT = 6
    DOUBLE = 7
    """The word for a tone just heard."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cue that waits for its turn, and its importance."""

    cue: str
    rank: Rank = Rank.ALWAYS


def what_comes(event: PhaseStarted) -> tuple[Phrase, ...]:
    """List the words that announce the next set, only those that changed: exercise, leg, part, set-up, number of the set.

    Args:
        event: Start of a rest, a change of sides or a get-ready.
    """
    work, before = event.phase.work, event.before
    fresh = before is None or event.phase.new_exercise or before.exercise != work.exercise
    words = [
        (exercise_word(work) if fresh else None, Rank.EXERCISE),
        (side_word(work) if fresh or before is None or before.side is not work.side else None, Rank.WHERE),
        (part_word(work), Rank.WHERE),
        (setup_word(event.phase.setup), Rank.SETUP),
        (set_word(work) if fresh or before is None or before.number != work.number else None, Rank.SET),
    ]
    said = tuple(Phrase(word, rank) for word, rank in words if word)
    rest = event.phase.kind is PhaseKind.REST
    return (Phrase(VOICE + "next", Rank.NEXT), *said) if said and rest else said


def seconds_to_say(event: PhaseStarted) -> float:
    """Seconds of a wait in which words may sound: up to its end, or to the first tone of its countdown."""
    length = event.phase.seconds
    counted_down = event.phase.kind is PhaseKind.GET_READY
    beeps = next((left for left in (3, 2, 1) if left < length), 0) if counted_down else 0
    return length - beeps


def in_turn(said: Sequence[Phrase], start: float, end: float) -> Iterator[tuple[float, str]]:
    """Lay sounds end to end, dropping the least important ones that do not fit before `end`.

    Args:
        said: Sounds in order; those of rank `ALWAYS` are never dropped.
        start: Time of the first one, in seconds.
        end: Time by which all must have been heard, in seconds.

    Yields:
        Time and name of each sound.
    """
    kept: list[int] = []
    for index in sorted(range(len(said)), key=lambda index: said[index].rank):
        together = [said[place] for place in sorted([*kept, index])]
        if said[index].rank is Rank.ALWAYS or start + _length(together) <= end - _BEFORE_END:
            kept.append(index)
    heard = [said[index] for index in sorted(kept)]
    if heard and heard[-1].rank is Rank.NEXT:
        heard.pop()  # "next" with nothing after it
    for item in heard:
        yield start, item.cue
        start += LENGTHS[item.cue] + _pause(item)


def _length(said: Sequence[Phrase]) -> float:
    return sum(LENGTHS[item.cue] + _pause(item) for item in said) - _pause(said[-1])


def _pause(item: Phrase) -> float:
    return AFTER_WORD if item.cue.startswith(VOICE) else AFTER_TONE
