"""Somebody with closed eyes: knows of a session what its sounds have said, and nothing else."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from ankle_tui.core.exercises.exercise import Kind, Unit
from ankle_tui.core.session.plan import WorkSet
from tests.core.cues.transcript import Sound

EXERCISES = {
    "single-leg balance": "single-leg-balance",
    "calf raise": "calf-raise",
    "band moves": "band-ankle",
    "heel and toe walk": "heel-toe-walk",
    "lateral hops": "lateral-hops",
    "ankle circles": "ankle-circles",
    "wall stretch": "knee-to-wall",
    "foam roll": "calf-roll",
    "stance test": "test-stance",
    "heel raise test": "test-raise",
    "side hop test": "test-hop",
}
WAYS = {"eyes open", "eyes closed", "on the pillow", "both legs", "off a step", "both feet", "hold the landing"}
PARTS = {
    "pull up": "up",
    "push down": "down",
    "turn in": "in",
    "turn out": "out",
    "on your heels": "heels",
    "on your toes": "toes",
    "outwards": "outwards",
    "inwards": "inwards",
}
VARIATIONS = {
    "single-leg-balance": {
        "eyes open": "eyes-open-firm",
        "eyes closed": "eyes-closed-firm",
        "eyes open on the pillow": "eyes-open-pillow",
        "eyes closed on the pillow": "eyes-closed-pillow",
    },
    "calf-raise": {"both legs": "both-legs", "": "one-leg", "off a step": "one-leg-step"},
    "lateral-hops": {"both feet": "both-feet", "hold the landing": "one-leg-landed", "": "one-leg"},
    "test-stance": {"eyes open": "eyes-open", "eyes closed": "eyes-closed"},
}
"""By exercise what a way to do it is called in the plan; of others there is one, or the dose tells it."""
NUMBERS = {"first": 1, "second": 2, "third": 3}
COUNTS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
HYPHENED = {*range(21, 30), 35, 45, 55}
"""Numbers above twenty that are recorded whole, and so written with a hyphen."""
UNITS = {"seconds", "reps", "steps", "minute", "minutes"}
WHOLE = {"twenty hops", "one rep", "one"}
CALLS = {"[rest]", "rest", "[change-sides]", "change sides"}


@dataclass
class Listener:
    """What has been heard of the set that comes or goes on."""

    exercise: str = ""
    ways: list[str] = field(default_factory=list)
    leg: str = ""
    part: str = ""
    dose: str = ""
    number: int | None = None
    """None where it is only known to be the first."""
    last: bool = False
    wait: str = ""
    _waits: bool = False
    _works: bool = False

    def hear(self, phrase: str, silence: float) -> None:
        """Take in one phrase, after so many seconds of silence."""
        if phrase in CALLS:
            self.wait, self._waits, self._works = "", True, False
        elif phrase in {"[go]", "[get-ready]", "get ready"}:
            self._works = phrase == "[go]"
        elif phrase == "next" or EXERCISES.get(phrase, self.exercise) != self.exercise:
            self.exercise, self.ways, self.leg, self.part, self.number = EXERCISES.get(phrase, ""), [], "", "", None
            self.last = False
        elif "you can" in phrase or phrase in WHOLE or UNITS & {*phrase.split()}:
            if not self._works and silence <= 2.0:  # else it is time left, or a result
                self._amount(phrase)
        else:
            self._take_in(phrase)

    def _take_in(self, phrase: str) -> None:
        """Take in what, how and where."""
        first, _, rest = phrase.partition(" ")
        self._waits = False
        if phrase in EXERCISES:
            self.exercise = EXERCISES[phrase]
        elif phrase in WAYS or phrase == "close your eyes at go":
            way = phrase if phrase in WAYS else "eyes closed"
            eyes = way.startswith("eyes")
            self.ways = sorted({way, *(each for each in self.ways if not (eyes and each.startswith("eyes")))})
        elif rest == "leg":
            self.leg = first
        elif phrase in PARTS:
            self.part = PARTS[phrase]
        elif phrase in {"last set", "last try"}:
            self.last = True
        elif first in NUMBERS or first == "set":
            self.number, self.last = NUMBERS.get(first) or COUNTS.index(rest) + 1, False

    def _amount(self, phrase: str) -> None:
        """Take in how long or how many: of a wait first, then of the set."""
        if self._waits and phrase.rsplit(maxsplit=1)[-1] not in {"one", "rep", "reps", "steps", "can"}:
            self.wait, self._waits = phrase, False
        else:
            self.dose = phrase

    def unsure_of(self, work: WorkSet) -> set[str]:
        """Name what is not known of a set, or known wrongly."""
        said = {
            "exercise": (self.exercise, work.exercise),
            "leg": (self.leg, work.side or ""),
            "part": (self.part, work.part_id if work.part_id in PARTS.values() else ""),
            "number": (work.sets if self.last else self.number or 1, work.number),
            "dose": (self.dose, dose(work)),
        }
        if ways := VARIATIONS.get(work.exercise):
            said["variation"] = (ways.get(" ".join(self.ways), ""), work.variation)
        return {name for name, (known, true) in said.items() if known != true}


def dose(work: WorkSet) -> str:
    """How long or how many, as it is said."""
    if work.open:
        return {Kind.HOLD: "as long as you can", Kind.REPS: "as many as you can"}.get(work.kind, "twenty hops")
    if work.kind.unit is Unit.SECONDS:
        return time(work.target)
    if work.target == 1:
        return "one rep" if work.kind.unit is Unit.REPS else "one"
    return f"{number(work.target)} {work.kind.unit.value}"


def time(seconds: float) -> str:
    """A time as it is said."""
    minutes, rest = divmod(int(seconds), 60)
    if seconds == 1:
        return "one"
    said = {0: "", 1: "one minute"}.get(minutes, f"{number(minutes)} minutes")
    return f"{number(rest)} seconds" if not minutes else f"{said} {number(rest)}".strip()


def number(value: int) -> str:
    """A number below 70 as it is said."""
    tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty"]
    if value < 20:
        return COUNTS[value - 1] if value else ""
    return tens[value // 10] + ("-" if value in HYPHENED else " " if value % 10 else "") + number(value % 10)


def phrases(sounds: Sequence[Sound]) -> Iterator[tuple[str, float]]:
    """Join what is said in one breath; each phrase with the seconds of silence before it."""
    end = 0.0
    said: list[str] = []
    silence = 0.0
    for sound in sounds:
        pause = sound.at - end
        if said and (not sound.is_word or pause > 0.06):
            yield " ".join(said), silence
            said = []
        if not said:
            silence = pause
        if sound.is_word:
            said.append(sound.text)
        else:
            yield sound.text, pause
        end = sound.end
    if said:
        yield " ".join(said), silence


def at_each_go(sounds: Sequence[Sound]) -> Iterator[Listener]:
    """What is known at each GO."""
    listener = Listener()
    for phrase, silence in phrases(sounds):
        listener.hear(phrase, silence)
        if phrase == "[go]":
            yield deepcopy(listener)
