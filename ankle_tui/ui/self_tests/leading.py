"""The session screen in a self-test: after each trial its value stands there to be corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, Protocol, eyes_may_close
from ankle_tui.core.self_tests.self_test_wording import value_words
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Snapshot
from ankle_tui.services.self_testing.self_test_saver import SelfTestSaver
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.keys.names import NO_KEYS, key_of
from ankle_tui.ui.self_tests.trial_wording import coming_in_words, correction_words, stays_open_words
from ankle_tui.ui.session.display import SessionDisplay
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.session.terminal_status import TerminalStatus

_WAITS = frozenset({PhaseKind.REST, PhaseKind.CHANGE_SIDES})


class SelfTestScreen(SessionScreen):
    """A self-test from its first get-ready to its last trial.

    Args:
        session_runner: The test, not started yet.
        protocol: Its rules.
        flash: As for `SessionScreen`, like the others.
        outside: Shows the test outside the screen.
        keys: The runner's own keys.
    """

    CSS_PATH = ["../session/screen.tcss"]
    BINDINGS = bindings("self-test")

    @dataclass
    class Ended(SessionScreen.Ended):
        """The test is over.

        Attributes:
            screen: Where it ran.
        """

        screen: "SelfTestScreen"

    def __init__(
        self,
        session_runner: SessionRunner,
        protocol: Protocol,
        *,
        flash: bool = True,
        outside: TerminalStatus | None = None,
        keys: Mapping[str, str] = NO_KEYS,
    ) -> None:
        super().__init__(session_runner, flash=flash, outside=outside, keys=keys)
        self.protocol = protocol

    @property
    def saver(self) -> SelfTestSaver:
        """What keeps the trials."""
        saver = self.session_runner.saver
        assert isinstance(saver, SelfTestSaver)  # noqa: S101 - the runner was begun with one
        return saver

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to correct a trial while its value stands there."""
        return action != "correct" or self._to_correct(self.session_runner.snapshot) is not None

    def action_correct(self, by: int) -> None:
        """Correct the trial that ended last.

        Args:
            by: Seconds or reps.
        """
        self.saver.correct(by)
        self.draw_again()

    def make_face(self, snapshot: Snapshot) -> SessionDisplay:
        """Show the value of the trial that ended last, until the next one comes near."""
        face = in_test(super().make_face(snapshot), snapshot)
        trial = self._to_correct(snapshot)
        if trial is None:
            return face
        keys = (key_of(self._keys, "self-test.less"), key_of(self._keys, "self-test.more"))
        stays = self._eyes_stay_open(snapshot)
        return resting(face, snapshot, trial, self.protocol, keys=keys, stays=stays)

    def make_keys(self, snapshot: Snapshot) -> list[Key]:
        """List the keys that work, the correction first while there is one."""
        keys = super().make_keys(snapshot)
        if self._to_correct(snapshot) is None:
            return keys
        less, more = key_of(self._keys, "self-test.less"), key_of(self._keys, "self-test.more")
        return [Key(f"{less}{more}", "correct", "screen.correct(-1)"), *keys]

    def _to_correct(self, snapshot: Snapshot) -> Trial | None:
        """The trial whose value stands there, 0 if it was left out; None before the first."""
        work = self.saver.last_set if snapshot.phase.kind in _WAITS else None
        if work is None or work.side is None:
            return None
        return self.saver.last or Trial(work.side, 0.0, work.part.id if work.part else "")

    def _eyes_stay_open(self, snapshot: Snapshot) -> bool:
        """True if the set at hand closes the eyes, though a leg has not stood long enough with open ones."""
        part = snapshot.phase.work.part
        return part is not None and part.id == CLOSED_EYES and not eyes_may_close(self.saver.keeper.record.trials)


def in_test(face: SessionDisplay, snapshot: Snapshot) -> SessionDisplay:
    """Name the warm-up, and show the time left as a maximum, since the runner can end a trial early.

    Args:
        face: What a session shows.
        snapshot: The test.
    """
    exercise = face.exercise if snapshot.phase.work.open else f"Warm-up: {face.exercise.lower()}"
    return replace(face, exercise=exercise, left=(*face.left[:2], " at most"))


def resting(
    face: SessionDisplay, snapshot: Snapshot, trial: Trial, protocol: Protocol, *, keys: tuple[str, str], stays: bool
) -> SessionDisplay:
    """Show in a rest the value of the trial before, large, and when the next one comes.

    Args:
        face: What a session shows in this rest.
        snapshot: The session.
        trial: The trial before.
        protocol: The rules.
        keys: The keys for less and for more.
        stays: True if the test ends after this rest, because the eyes stay open.
    """
    seconds = snapshot.clock or 0
    return replace(
        face,
        number=value_words(trial.value, protocol.unit).partition(" ")[0],
        widest=f"{'0' * len(str(protocol.cap))}.0",
        caption=(),
        cue=correction_words(trial, protocol, *keys),
        urgent=True,
        coming=tuple(
            (stays_open_words(seconds) if stays else coming_in_words(each.strip(), seconds),)
            for _, _, each in face.coming
        ),
    )
