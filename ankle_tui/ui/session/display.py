"""Turn a session snapshot into the strings the session screen displays."""

from collections.abc import Mapping
from dataclasses import dataclass

from ankle_tui.core import formatting
from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.session.events import Event, PauseReason, PhaseStarted, Stage
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import Phase, PhaseKind
from ankle_tui.core.session.snapshot import Run, Snapshot
from ankle_tui.core.session.wording import coming_words, set_words, sound_words, work_words
from ankle_tui.services.session_runner import Action
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.keys.names import NO_KEYS, key_of
from ankle_tui.ui.session import now

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
"""The counting each one changes to."""


@dataclass(frozen=True, slots=True)
class SessionDisplay:
    """Everything the session screen displays.

    Attributes:
        mood: The kind of moment, as a CSS class: `get-ready`, `work`, `change-sides`, `rest` or `paused`.
        exercise: Exercise and variation.
        where: The number of the set.
        sign: A glyph for the mood, which colour alone must not carry.
        banner: The instruction for now, in one to three capital words.
        number: The clock or the count.
        widest: The widest number of this phase, for digits of one size.
        caption: The leg, and the unit of the number.
        cue: A form cue.
        coming: The next set.
        phase: Share of the phase that is over, 0.0 to 1.0.
        session: Share of the session that is over, 0.0 to 1.0.
        left: Time left of the session.
    """

    mood: str
    exercise: str
    where: str
    sign: str
    banner: str
    number: str
    widest: str
    caption: str
    cue: str
    coming: str
    phase: float
    session: float
    left: str

    @property
    def title(self) -> str:
        """The phase in one line, for the title of the window."""
        return " · ".join(filter(None, [self.banner, self.exercise, self.where]))


def make_face(view: Snapshot, *, returned: bool = False, question: str = "") -> SessionDisplay:
    """Make the display of a session.

    Args:
        view: The session.
        returned: True while it stands where an earlier run of the program left it.
        question: A question to the runner, or empty.
    """
    phase, paused = view.phase, view.run is Run.PAUSED
    work = phase.work
    number = now.now_words(view)
    return SessionDisplay(
        mood="paused" if paused else phase.kind.value,
        exercise=f"{work.exercise_name} · {work.variation_name}",
        where=set_words(work),
        sign=_PAUSED_GLYPH if paused else _GLYPHS[phase.kind],
        banner=_banner(view),
        number=number,
        widest="".join("0" if char.isdecimal() else char for char in _widest(view, number)),
        caption=_caption(view),
        cue=question or _cue(view, returned=returned),
        coming=_coming(view),
        phase=view.phase_fraction,
        session=view.session_fraction,
        left=f"{formatting.clock_words(view.seconds_left)} left",
    )


def notice_words(events: tuple[Event, ...]) -> str:
    """Say for a desktop notice that a rest is over and what comes next; empty if there is nothing to say.

    Args:
        events: The latest events.
    """
    for event in events:
        if isinstance(event, PhaseStarted) and event.phase.kind is PhaseKind.GET_READY and event.index > 0:
            return f"Get ready: {coming_words(event.phase.work, new_exercise=True)}"
    return ""


def question_words(view: Snapshot, own: Mapping[str, str] = NO_KEYS, *, brief: bool = False) -> str:
    """Ask how much of a set was done that was not counted: `Nothing counted: enter = all 10 · n = none`.

    Args:
        view: The session.
        own: The runner's own keys, by the id of a command.
        brief: True where there is room for few words.
    """
    target = view.phase.work.target
    if brief:
        return f"Nothing counted: all {target}?"
    go_on, skip = key_of(own, "session.go-on"), key_of(own, "session.skip")
    return f"Nothing counted: {go_on} = all {target} · {skip} = none"


def sound_status(mode: SoundMode, player: str) -> str:
    """Name what leads the session, in a word or two.

    Args:
        mode: Tones, words, both or nothing.
        player: Name of the player; a bell has one tone only, and a silent player is not called by its mode.
    """
    if mode is not SoundMode.OFF and player in {"bell", "silent"}:
        return "bell" if player == "bell" else ""
    return sound_words(mode)


def keys_for(
    view: Snapshot,
    possible: frozenset[Action],
    *,
    mode: SoundMode,
    own: Mapping[str, str] = NO_KEYS,
    asks: bool = False,
) -> list[Key]:
    """List what the keys do now, the most wanted first.

    Args:
        view: The session.
        possible: The commands that are possible now.
        mode: The sound mode.
        own: The runner's own keys, by the id of a command.
        asks: True while the runner is asked how much of an uncounted set was done.
    """
    paused = view.run is Run.PAUSED
    by_hand = view.count is not None and view.counting is Counting.BY_HAND
    waiting = view.phase.kind is not PhaseKind.WORK
    labels = {
        Action.BIG: "go on" if paused else "count" if by_hand else "pause",
        Action.GO_ON: "go on" if paused or waiting else "done",
        Action.FOOT_DOWN: "foot down",
        Action.SKIP: "skip",
        Action.MORE: "10 s more" if waiting else "one more",
        Action.LESS: "10 s less" if waiting else "one less",
        Action.REDO: "redo",
        Action.BACK: "back",
        Action.COUNTING: "paced" if view.counting is Counting.BY_HAND else "by hand",
        Action.SOUND: _NEXT_SOUND[mode],
        Action.SOFTER: "softer",
        Action.LOUDER: "louder",
        Action.PAUSE: "go on" if paused else "pause",
    }
    if asks:
        labels = {Action.GO_ON: f"all {view.phase.work.target}", Action.SKIP: "none"} | {
            action: label for action, label in labels.items() if action not in {Action.GO_ON, Action.SKIP}
        }
    same = {Action.PAUSE} if not by_hand or paused else set()
    same |= {Action.GO_ON} if paused else set()
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


def _banner(view: Snapshot) -> str:
    """The instruction for now: during work and just before it, with the leg."""
    phase, side = view.phase, view.phase.work.side
    leg = f" {side.value.upper()}" if side else ""
    if phase.kind in {PhaseKind.REST, PhaseKind.CHANGE_SIDES}:
        return now.headline(view)
    if view.run is Run.PAUSED:
        return now.headline(view) + leg
    if phase.kind is PhaseKind.GET_READY:
        return f"READY{leg}" if leg else now.headline(view)
    return (phase.work.part.name if phase.work.part else now.headline(view)) + leg


def _widest(view: Snapshot, number: str) -> str:
    """The widest number of the phase; of a clock, the first one."""
    if view.count is not None:
        return str(view.phase.work.target)
    return max(number, formatting.clock_number(view.phase.seconds), key=len)


def _caption(view: Snapshot) -> str:
    work = view.phase.work
    stage = amount = ""
    if view.count is not None:
        amount = f"of {formatting.amount_words(work.target, work.kind.unit)}"
    if view.stage and work.tempo and work.kind is Kind.REPS:
        stage = f"{_STAGES[view.stage]} {work.tempo.words[list(Stage).index(view.stage)]}"
    touches = f"foot down {view.foot_downs}×" if view.foot_downs else ""
    return " · ".join(filter(None, [work_words(work), stage, amount, touches]))


def _cue(view: Snapshot, *, returned: bool) -> str:
    if returned:
        return "Paused where you were"
    if view.run is Run.PAUSED:
        slept = view.pause_reason is PauseReason.GAP
        return "Paused while asleep; nothing was counted" if slept else "Take your time"
    return now.form_cue(view)


def _coming(view: Snapshot) -> str:
    phase = view.phase
    if phase.kind is PhaseKind.WORK:
        return _after(view, phase)
    return f"Next: {coming_words(phase.work, new_exercise=phase.new_exercise)}"


def _after(view: Snapshot, phase: Phase) -> str:
    coming = view.next_set
    if coming is None:
        return "Last set"
    new = (coming.exercise, coming.variation) != (phase.work.exercise, phase.work.variation)
    return f"Then: {coming_words(coming, new_exercise=new)}"
