"""Turn a session snapshot into the strings the session screen displays."""

from collections.abc import Mapping
from dataclasses import dataclass

from ankle_tui.core import formatting
from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.session.events import Event, PauseReason, PhaseStarted, Stage
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import Phase, PhaseKind
from ankle_tui.core.session.snapshot import Run, Snapshot
from ankle_tui.core.session.wording import coming_words, sound_words
from ankle_tui.core.training.progress import PastSet
from ankle_tui.services.session_runner import Action
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.keys.names import NO_KEYS, key_of
from ankle_tui.ui.session import headline
from ankle_tui.ui.session.bar import Tick
from ankle_tui.ui.session.pieces import Pieces, plain
from ankle_tui.ui.session.session_wording import (
    HALF,
    LAST_SET,
    RETURNED,
    SLEPT,
    TAKE_YOUR_TIME,
    brief_amount,
    caption_wordings,
    then_wordings,
    where_pieces,
)
from ankle_tui.ui.wording.day_words import SEPARATOR

_GLYPHS = {
    PhaseKind.GET_READY: "◔",
    PhaseKind.WORK: "►",
    PhaseKind.CHANGE_SIDES: "⇄",
    PhaseKind.REST: "≈",
}
_STAGES = {Stage.UP: "▲", Stage.HOLD: "■", Stage.DOWN: "▼"}
_PAUSED_GLYPH = "‖"
_NEXT_SOUND = {
    SoundMode.TONES: "voice",
    SoundMode.VOICE: "tones + voice",
    SoundMode.BOTH: "sound off",
    SoundMode.OFF: "sound on",
}
"""Label of the sound key in each mode: the mode a press changes to."""


@dataclass(frozen=True, slots=True)
class SessionDisplay:
    """Everything the session screen displays.

    Attributes:
        mood: The kind of moment, as a CSS class: `get-ready`, `work`, `change-sides`, `rest` or `paused`.
        exercise: The exercise.
        variation: Variation and part.
        where: The number of the set.
        sign: A glyph for the mood, so that colour is not its only sign.
        banner: The instruction for now with its leg, in one to three capital words, or what to set up.
        setup: True while there is something to set up, so that the banner has room for two lines.
        number: The clock, the seconds done or the count.
        widest: The widest number of this phase, for digits of one size.
        caption: What belongs to the number: the stage, touches, last time and best; wordings from long to short.
        cue: A form cue, or a word to the runner.
        urgent: True if `cue` is a word to the runner, which is shown at every size.
        coming: The next set; wordings from long to short.
        phase: Share of the phase that is over, 0.0 to 1.0.
        segments: Reps or steps of a counted set, or 0.
        score: How many of them are done.
        ticks: Marks under the bar of the phase.
        session: Share of the session that is over, 0.0 to 1.0.
        left: Time left of the session.
    """

    mood: str
    exercise: str
    variation: str
    where: Pieces
    sign: str
    banner: str
    setup: bool
    number: str
    widest: str
    caption: tuple[Pieces, ...]
    cue: str
    urgent: bool
    coming: tuple[Pieces, ...]
    phase: float
    segments: int
    score: Pieces
    ticks: tuple[Tick, ...]
    session: float
    left: Pieces

    @property
    def named(self) -> tuple[Pieces, ...]:
        """The exercise, and in a get-ready its dose; wordings from long to short."""
        name: Pieces = ("", self.exercise)
        dose = self.coming[-1][2] if self.mood == PhaseKind.GET_READY else ""
        return ((*name, f"{SEPARATOR}{dose.strip()}"), name) if dose else (name,)

    @property
    def title(self) -> str:
        """The phase in one line, for the title of the window."""
        return SEPARATOR.join(filter(None, [self.banner, self.exercise, self.variation, plain(self.where)]))


def make_display(
    snapshot: Snapshot, past: PastSet | None = None, *, returned: bool = False, question: str = ""
) -> SessionDisplay:
    """Make the display of a session.

    Args:
        snapshot: The session.
        past: What was done before of the set of the phase, or None if it is new.
        returned: True while it stands where an earlier run of the program left it.
        question: A question to the runner, or empty.
    """
    phase, paused = snapshot.phase, snapshot.run is Run.PAUSED
    work = phase.work
    number, told = headline.now_words(snapshot), question or _notice(snapshot, returned=returned)
    counted = snapshot.count is not None and not work.open
    return SessionDisplay(
        mood="paused" if paused else phase.kind.value,
        exercise=work.exercise_name,
        variation=SEPARATOR.join(
            dict.fromkeys([work.variation_name, *([work.part.name.lower()] if work.part else [])])
        ),
        where=where_pieces(work),
        sign=_PAUSED_GLYPH if paused else _GLYPHS[phase.kind],
        banner=_banner(snapshot),
        setup=bool(phase.setup) and not paused,
        number=number,
        widest="".join("0" if char.isdecimal() else char for char in _widest(snapshot, number)),
        caption=caption_wordings(
            work, past, stage=_stage(snapshot), touches=snapshot.foot_downs, runs=phase.kind is PhaseKind.WORK
        ),
        cue=told or headline.form_cue(snapshot),
        urgent=bool(told),
        coming=_coming(snapshot),
        phase=_running_share(snapshot) if counted else snapshot.phase_fraction,
        segments=work.target if counted else 0,
        score=("", str(snapshot.count), f"/{work.target}") if counted else (),
        ticks=_ticks(phase, past),
        session=snapshot.session_fraction,
        left=("", formatting.clock_words(snapshot.seconds_left), " to go"),
    )


def notice_words(events: tuple[Event, ...]) -> str:
    """Write the desktop notice at the end of a rest, with what comes next; empty at other times.

    Args:
        events: The latest events.
    """
    for event in events:
        if isinstance(event, PhaseStarted) and event.phase.kind is PhaseKind.GET_READY and event.index > 0:
            return f"Get ready: {coming_words(event.phase.work, new_exercise=True)}"
    return ""


def question_words(snapshot: Snapshot, own: Mapping[str, str] = NO_KEYS, *, brief: bool = False) -> str:
    """Ask how much of an uncounted set was done: `Nothing counted: enter = all 10 · n = none`.

    Args:
        snapshot: The session.
        own: The runner's own keys, by the id of a command.
        brief: True where there is room for few words.
    """
    target = snapshot.phase.work.target
    if brief:
        return f"Nothing counted: all {target}?"
    go_on, skip = key_of(own, "session.go-on"), key_of(own, "session.skip")
    return f"Nothing counted: {go_on} = all {target} · {skip} = none"


def sound_status(mode: SoundMode, player: str) -> str:
    """Name the sound of the session in a word or two.

    Args:
        mode: Tones, words, both or nothing.
        player: Name of the player; a bell has one tone only, and a silent player is not called by its mode.
    """
    if mode is not SoundMode.OFF and player in {"bell", "silent"}:
        return "bell" if player == "bell" else ""
    return sound_words(mode)


def keys_for(
    snapshot: Snapshot,
    possible: frozenset[Action],
    *,
    mode: SoundMode,
    own: Mapping[str, str] = NO_KEYS,
    asks: bool = False,
) -> list[Key]:
    """List what the keys do now, the most important first.

    Args:
        snapshot: The session.
        possible: The commands that are possible now.
        mode: The sound mode.
        own: The runner's own keys, by the id of a command.
        asks: True while the runner is asked how much of an uncounted set was done.
    """
    paused = snapshot.run is Run.PAUSED
    by_hand = snapshot.count is not None and snapshot.counting is Counting.BY_HAND
    waiting, ends = snapshot.phase.kind is not PhaseKind.WORK, snapshot.phase.counts_up and not paused
    labels = {
        Action.BIG: "go on" if paused else "count" if by_hand else "done" if ends else "pause",
        Action.GO_ON: "go on" if paused or waiting else "done",
        Action.FOOT_DOWN: "foot down",
        Action.SKIP: "skip",
        Action.MORE: "10 s more" if waiting else "one more",
        Action.LESS: "10 s less" if waiting else "one less",
        Action.REDO: "redo",
        Action.BACK: "back",
        Action.COUNTING: "paced" if snapshot.counting is Counting.BY_HAND else "by hand",
        Action.SOUND: _NEXT_SOUND[mode],
        Action.SOFTER: "softer",
        Action.LOUDER: "louder",
        Action.PAUSE: "go on" if paused else "pause",
    }
    if asks:
        labels = {Action.GO_ON: f"all {snapshot.phase.work.target}", Action.SKIP: "none"} | {
            action: label for action, label in labels.items() if action not in {Action.GO_ON, Action.SKIP}
        }
    if ends:
        labels = {Action.BIG: labels[Action.BIG], Action.PAUSE: labels[Action.PAUSE]} | labels
    same = {Action.PAUSE} if paused or not (by_hand or ends) else set()
    same |= {Action.GO_ON} if paused or ends else set()
    same |= {Action.FOOT_DOWN} if ends else set()
    keys = [
        Key(
            key_of(own, f"session.{action.value}"),
            label,
            f"screen.perform('{action.value}')",
        )
        for action, label in labels.items()
        if action in possible and action not in same
    ]
    finish = Key(key_of(own, "session.finish"), "finish", "screen.finish")
    return [*keys[:3], finish, *keys[3:], Key(key_of(own, "session.keys"), "keys", "app.keys_help")]


def _banner(snapshot: Snapshot) -> str:
    """The instruction for now: during work and just before it, with the leg."""
    phase, side = snapshot.phase, snapshot.phase.work.side
    leg = f" {side.value.upper()}" if side else ""
    if phase.kind in {PhaseKind.REST, PhaseKind.CHANGE_SIDES}:
        return headline.headline(snapshot)
    if snapshot.run is Run.PAUSED:
        return headline.headline(snapshot) + leg
    if phase.kind is PhaseKind.GET_READY:
        return f"READY{leg}" if leg and not phase.setup else headline.headline(snapshot)
    part = phase.work.part
    return (part.name.rpartition(" ")[2] if part else headline.headline(snapshot)) + leg  # the title has it in full


def _widest(snapshot: Snapshot, number: str) -> str:
    """The widest number of the phase: the first of a clock, the last of what counts up."""
    if snapshot.count is not None:
        return str(snapshot.phase.work.target)
    return max(number, formatting.clock_number(snapshot.phase.seconds), key=len)


def _stage(snapshot: Snapshot) -> str:
    """The stage of a rep, where the banner names the part instead."""
    work = snapshot.phase.work
    if not (snapshot.stage and work.part and work.tempo and work.kind is Kind.REPS):
        return ""
    return f"{_STAGES[snapshot.stage]} {work.tempo.words[list(Stage).index(snapshot.stage)]}"


def _notice(snapshot: Snapshot, *, returned: bool) -> str:
    if returned:
        return RETURNED
    if snapshot.run is Run.PAUSED:
        return SLEPT if snapshot.pause_reason is PauseReason.GAP else TAKE_YOUR_TIME
    return ""


def _running_share(snapshot: Snapshot) -> float:
    """Share of a counted set that is done, with half of the rep that is on its way."""
    count, target = snapshot.count or 0, snapshot.phase.work.target
    return min(1.0, (count + 0.5) / target) if count < target else 1.0


def _ticks(phase: Phase, past: PastSet | None) -> tuple[Tick, ...]:
    """Marks at half and where the last time ended; an open set has no half, and a wait has no marks."""
    work = phase.work
    if phase.kind is not PhaseKind.WORK or work.open:
        return ()
    ticks = [Tick(0.5, HALF)]
    if past and past.last <= work.target:
        ticks.append(Tick(past.last / work.target, f"last {brief_amount(past.last, work.kind.unit)}"))
    return tuple(sorted(ticks))


def _coming(snapshot: Snapshot) -> tuple[Pieces, ...]:
    phase = snapshot.phase
    if phase.kind is PhaseKind.GET_READY:
        said = bool(phase.work.side) and not phase.setup and snapshot.run is not Run.PAUSED
        return then_wordings(phase.work, leg=not said, part=False)
    if phase.kind is not PhaseKind.WORK:
        return then_wordings(phase.work, "Next", new_exercise=phase.new_exercise)
    coming = snapshot.next_set
    if coming is None:
        return (("", LAST_SET),)
    new = (coming.exercise, coming.variation) != (phase.work.exercise, phase.work.variation)
    return then_wordings(coming, new_exercise=new)
