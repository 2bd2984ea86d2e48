"""The session screen: guides the runner through a session with no key to press."""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import WorkSet
from ankle_tui.core.session.snapshot import Run, Snapshot
from ankle_tui.core.session.wording import counting_words, sound_words
from ankle_tui.core.training.progress import PastSet
from ankle_tui.services.session_runner import Action, SessionRunner
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.keys.names import NO_KEYS
from ankle_tui.ui.messages import HistoryChanged, SoundNotice
from ankle_tui.ui.session.display import (
    SessionDisplay,
    keys_for,
    make_display,
    notice_words,
    question_words,
    sound_status,
)
from ankle_tui.ui.session.field.movement import movement
from ankle_tui.ui.session.field.places import NARROW, NARROWEST
from ankle_tui.ui.session.field.session_field import SessionField
from ankle_tui.ui.session.field.updates import FineCompositor
from ankle_tui.ui.session.finish import Ending, FinishScreen
from ankle_tui.ui.session.flashing import flash_for
from ankle_tui.ui.session.passing import Passing
from ankle_tui.ui.session.session_wording import NOT_ON_DISK, safety_words, volume_words
from ankle_tui.ui.session.terminal_status import TerminalStatus
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.line import TextLine

TOLD = 12.0
"""Seconds a word about the disk or the sound replaces the keys."""

CHANGE_SHOWN = 2.0
"""Seconds a changed sound is named."""


class SessionScreen(BaseScreen[None]):
    """A session from its first get-ready to its end.

    It looks at the clock when something is due, asks the session for a snapshot and redraws what has changed.

    Args:
        session_runner: The session, not started yet.
        flash: True if the border flashes with every cue.
        outside: Shows the session outside the screen, or None.
        keys: The runner's own keys, by the id of a command.
        past: What was done before of the sets of its plan.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("session")

    @dataclass
    class Ended(Message):
        """The session is over.

        Attributes:
            screen: Where it ran.
            discarded: True if the runner wants nothing kept.
        """

        screen: "SessionScreen"
        discarded: bool

    class Due(Message, bubble=False):
        """It is time to look at the clock."""

    def __init__(
        self,
        session_runner: SessionRunner,
        *,
        flash: bool = True,
        outside: TerminalStatus | None = None,
        keys: Mapping[str, str] = NO_KEYS,
        past: Mapping[WorkSet, PastSet] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._compositor = FineCompositor()
        self._keys = keys
        self._past = past
        self._told_of: WorkSet | None = None
        self._past_now: PastSet | None = None
        self.session_runner = session_runner
        self._outside = outside
        self._flashes = flash
        self._alarm: asyncio.TimerHandle | None = None
        self._display: SessionDisplay | None = None
        self._discarded = False
        self._returned = session_runner.resumed
        """True while the session stands where an earlier run of the program left it."""
        self._trouble = ""
        self._told = Passing(lambda: self.set_class(False, "-told"))
        self._until_picture = math.inf
        """Seconds until the figure shows its next picture."""
        self._usual_mode = session_runner.mode
        self._changed = Passing(self.draw_again)
        # Kept at hand: they are asked for at every second and every key.
        self._field, self._keybar = SessionField(id="field"), KeyBar(id="keybar")
        self._trouble_line = TextLine(id="trouble")

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield self._field
        yield self._trouble_line
        yield self._keybar

    def on_mount(self) -> None:
        """Begin."""
        events = self.session_runner.start() if self.session_runner.session.run is Run.NEW else ()
        self.look()
        self._answer(events)

    def on_resize(self) -> None:
        """Use the room there is now."""
        self.draw_again()

    def on_screen_resume(self) -> None:
        """Follow settings changed on another screen."""
        self.draw_again()

    def on_unmount(self) -> None:
        """Cancel every timer and restore the window."""
        if self._outside:
            self._outside.clear()
            self._outside = None
        self._disarm()
        self._told.cancel()
        self._changed.cancel()

    @on(HistoryChanged)
    def draw_again(self) -> None:
        """Show the current state, also while the session stands still and looks at no clock."""
        if self.session_runner.session.run is not Run.DONE:
            self._draw()

    @on(SoundNotice)
    def tell_news(self, message: SoundNotice) -> None:
        """Tell a notice about the sound once, and show what makes it now."""
        if message.line:
            self._tell(message.line)
        self.draw_again()

    @on(Due)
    def look(self) -> None:
        """Advance the session, show it, and wake up when the next thing is due."""
        events = self.session_runner.look()
        self._show()
        self._answer(events)

    def action_perform(self, name: str) -> None:
        """Perform the command of a key, if it is possible now."""
        action = Action(name)
        happened = self.session_runner.perform(action)
        if happened is not None and action in {Action.LOUDER, Action.SOFTER}:
            self._changed.show(volume_words(self.session_runner.volume), CHANGE_SHOWN)
        elif action is Action.SOUND:
            self._changed.show(sound_status(self.session_runner.mode, self.session_runner.sounds_by), CHANGE_SHOWN)
        self._show()
        self.call_after_refresh(self._answer, happened or ())

    def stand_still(self) -> bool:
        """Pause, if the session runs.

        Returns:
            True if it ran.
        """
        running = self.session_runner.session.run in {Run.NEW, Run.RUNNING}
        if running:
            self.session_runner.perform(Action.PAUSE)
            self._show()
            self._answer(())
        return running

    def action_finish(self) -> None:
        """Ask how to end, with the session paused."""
        running = self.stand_still()

        def end(ending: Ending | None) -> None:
            if ending is Ending.KEEP:
                self.session_runner.finish()
            elif ending is Ending.DISCARD:
                self._discarded = True
                self.session_runner.discard()
            elif running and self.session_runner.session.run is Run.PAUSED:
                self.session_runner.perform(Action.PAUSE)
            self._show()
            self._answer(())

        if self.session_runner.session.run is not Run.DONE:
            done = self.session_runner.saver.done_words
            self.app.push_screen(FinishScreen(done, demo=self.session_runner.demo), end)

    def leave(self) -> bool:
        """Leave the program: ask first; on a second request, keep what is done.

        Returns:
            False if there was nothing to ask or answer, as under the help.
        """
        above = self.app.screen
        if above is self:
            self.action_finish()
        elif isinstance(above, FinishScreen):
            above.action_end(Ending.KEEP)
        else:
            return False
        return True

    def _disarm(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None

    def _show(self) -> None:
        self._disarm()
        if self.session_runner.session.run is Run.DONE:
            self.post_message(self.Ended(self, self._discarded))
            return
        self._draw()
        if (delay := self.session_runner.wake_in()) is not None:
            delay = min(delay, self._until_picture)
            # Not Textual's set_timer: it drops its one tick when the moment has passed before its task runs, and with
            # the tick the whole chain of looks.
            self._alarm = asyncio.get_running_loop().call_later(delay, self.post_message, self.Due())

    def _answer(self, events: tuple[Event, ...]) -> None:
        """Flash the border and notify the desktop, for runners who cannot hear or are looking elsewhere.

        Called once the effects of a key are painted, which need not wait for either.
        """
        if self._display is None or not self.is_attached:
            return
        if self._outside:
            self._outside.show(self._display.title, self._display.session, paused=self._display.mood == "paused")
            if not self.app.app_focus and (text := notice_words(events)):
                self._outside.notice(text)
        if self._flashes and self.app.animation_level != "none":
            self._field.flash(flash_for(events))

    def make_face(self, snapshot: Snapshot) -> SessionDisplay:
        """Make what is displayed."""
        brief, asks = self.size.width < NARROW, self.session_runner.asks()
        question = question_words(snapshot, self._keys, brief=brief) if asks else ""
        return make_display(snapshot, self._past_of(snapshot.phase.work), returned=self._returned, question=question)

    def _past_of(self, work: WorkSet) -> PastSet | None:
        """What was done before of a set, sets of this session included; looked up once a set."""
        if self._told_of != work:
            past, session = self._past.get(work), self.session_runner.session
            self._told_of = work
            self._past_now = past and past.with_today(session.record(session.started_at).sets, work)
        return self._past_now

    def make_keys(self, snapshot: Snapshot) -> list[Key]:
        """List the keys that work."""
        runner = self.session_runner
        return keys_for(snapshot, runner.possible(), mode=runner.mode, own=self._keys, asks=runner.asks())

    def _draw(self) -> None:
        snapshot = self.session_runner.snapshot
        self._returned = self._returned and snapshot.run is Run.PAUSED
        self._tell_trouble()
        self._display = self.make_face(snapshot)
        motion, phase = movement(snapshot)
        self._field.show(self._display, self.size, modes=self._modes(snapshot), motion=motion, phase=phase)
        self._until_picture = math.inf if self.session_runner.demo else self._field.until_picture
        self._keybar.show(self.make_keys(snapshot))

    def _modes(self, snapshot: Snapshot) -> str:
        """Name every unusual mode, so that a key pressed by mistake does not puzzle the runner.

        A change of sound or volume is named for a moment.
        """
        by_hand = counting_words(snapshot.counting) if snapshot.counting is Counting.BY_HAND else ""
        unusual = [word for word in [NOT_ON_DISK if self._trouble else "", by_hand] if word]
        sound = sound_status(self.session_runner.mode, self.session_runner.sounds_by)
        as_usual = sound == sound_words(self._usual_mode) or self.size.width < (NARROW if unusual else NARROWEST)
        if as_usual and not self.session_runner.muted:
            sound = ""
        sound = self._changed.text or sound
        return " · ".join([*unusual, *filter(None, [sound])])

    def _tell_trouble(self) -> None:
        """Say once that the session is not safe on disk, or is again."""
        trouble = self.session_runner.saver.trouble
        if trouble == self._trouble:
            return
        self._trouble = trouble
        self._tell(safety_words(trouble, self.size.width - 2))

    def _tell(self, told: str) -> None:
        """Show a word in place of the keys for some seconds."""
        self._trouble_line.show(told)
        self.set_class(True, "-told")
        self._told.show(told, TOLD)
