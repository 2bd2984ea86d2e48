"""Told to end at any moment, or left by its terminal: the terminal is as it was, and the session is there.

A quick part runs always, the whole with FAULTS=all. A case that fails names its seed; SIGNALS_SEED=n runs that one.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from ankle_tui.ui.session.session_wording import SLEPT, TAKE_YOUR_TIME
from tests.faults.disk import WHOLE
from tests.faults.signals_victim import PROGRAM, Victim

pytestmark = [pytest.mark.slow, pytest.mark.e2e]

TERM, HUP, QUIT, KILL = signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGKILL
MOST_LOST = 5.0
"""Seconds of the session that may be missing from what the screen showed last."""
LONGEST = 5.0 if WHOLE else 1.5
"""Seconds that are waited at most before a signal."""
GATHERED: list[tuple["Case", "Outcome"]] = []
"""What became of every case so far."""
TRIES = 4
"""How often a program that lacks a part is tried: the moment of a signal may be one at which nothing is amiss."""
MUTANT = str(Path(__file__).with_name("signals_mutant.py"))


class Moment(StrEnum):
    """When the signal comes."""

    START_UP = "start-up"
    STALLED_START_UP = "start-up, terminal stalled"
    SESSION = "session"
    STOPPED = "session, ctrl+s"
    STALLED = "session, terminal stalled"
    CROWDED = "session, redrawn over and over, nobody reads"
    SUMMARY = "summary"
    PLAIN = "plain mode"
    PLAIN_STOPPED = "plain mode, ctrl+s"


@dataclass(frozen=True)
class Case:
    """One signal.

    Attributes:
        seed: Decides all that is random.
        moment: When it comes.
        number: The signal.
    """

    seed: int
    moment: Moment
    number: signal.Signals

    def __str__(self) -> str:
        return f"{self.seed}-{self.moment}-{self.number.name}"


@dataclass(frozen=True)
class Outcome:
    """What a signal left.

    Attributes:
        code: The exit code.
        killed: Whether it came before the program had its handlers.
        drew: Whether the program had begun to draw.
        modes: The modes of the terminal that are not as they were.
        settings: Whether its settings are as they were.
        done: Whole seconds of work the runner had been shown.
        kept: Whether the session is in the history or can be gone on with.
        lost: Seconds of the session missing from what was shown.
        took: Seconds from the signal to the end.
    """

    code: int
    killed: bool
    drew: bool
    modes: str
    settings: bool
    done: int
    kept: bool
    lost: float
    took: float

    def check(self, case: Case) -> None:
        """Everything a runner relies on."""
        assert self.code == 128 + case.number, f"exit code {self.code}"
        assert self.killed is (case.number is KILL) or not self.drew, "killed by a signal that nobody handled"
        if case.number is not KILL:  # which leaves no one to put anything back
            assert not self.modes, f"left on: {self.modes}"
            assert self.settings, "the terminal's settings are not as they were"
        assert self.kept or self.done <= (MOST_LOST if case.number is KILL else 1), f"{self.done} s of work are gone"
        assert self.lost <= MOST_LOST, f"{self.lost} s are gone"


def cases() -> Iterator[Case]:
    """The quick ones: each moment, each signal. The whole: many times each, at other moments."""
    if seed := os.environ.get("SIGNALS_SEED"):
        yield _case(int(seed))
        return
    yield from map(_case, range(126 if WHOLE else len(Moment) + 3))


def _case(seed: int) -> Case:
    numbers = (TERM, HUP, QUIT, signal.SIGUSR1, signal.SIGALRM, signal.SIGINT, KILL)
    return Case(seed, list(Moment)[seed % len(Moment)], numbers[(seed + seed // len(Moment)) % len(numbers)])


def run(case: Case, folder: Path, program: tuple[str, ...] = PROGRAM) -> Outcome:
    """Start the program, wait for the moment, send the signal and see what is left."""
    chance = random.Random(case.seed)
    plain = case.moment in {Moment.PLAIN, Moment.PLAIN_STOPPED}
    arguments = ["--plain", "--feel", "fine"] if plain else []
    with Victim("start", *arguments, "--exercises", "single-leg-balance", folder=folder, program=program) as victim:
        first, stalled = _reach(case.moment, victim, chance)
        done, begin = first - (victim.left or first), time.monotonic()
        if plain:  # which says nothing of the time between its lines
            done = int(begin - victim.came("Go."))
        drew = b"\x1b" in victim.raw
        victim.send(case.number)
        code = victim.wait_for_end(reading=not stalled)
        took = time.monotonic() - begin
        session, saved = victim.resumable(), victim.saved()
        worked = session.record(session.started_at).active_seconds if session else 0.0
        return Outcome(
            code=code,
            killed=victim.killed,
            drew=drew or case.moment is not Moment.START_UP,
            modes=", ".join([*map(str, victim.modes), *(["keyboard"] if victim.keyboards else [])]),
            settings=victim.settings_kept,
            done=done,
            kept=bool(session or saved),
            lost=0.0 if saved else max(0.0, done - worked),
            took=took,
        )


def _reach(moment: Moment, victim: Victim, chance: random.Random) -> tuple[int, bool]:
    """Lead the program to a moment.

    Returns:
        Seconds left when the first set began, and whether nobody reads the terminal any more.
    """
    if moment is Moment.STALLED_START_UP:
        victim.stall()
        time.sleep(chance.uniform(0.5, 1) * (2 if WHOLE else 1))
        return 0, True
    if moment is Moment.START_UP:
        victim.read_for(chance.uniform(0, 0.8))
        return 0, False
    if moment in {Moment.PLAIN, Moment.PLAIN_STOPPED}:
        victim.wait_for("Get ready")
        victim.press_later(b"\r")
        victim.wait_for("Go.")
        if moment is Moment.PLAIN_STOPPED:
            victim.press(b"\x13")
        victim.read_for(chance.uniform(0, LONGEST))
        return 0, False
    victim.wait_for(" to go")
    victim.press_later(b"\r")
    before = victim.left or 0
    victim.wait_for(lambda _: victim.left is not None and victim.left < before - 3)  # the wait has been cut short
    first = victim.left or 0
    if moment is Moment.SUMMARY:
        victim.read_for(chance.uniform(1.2, 1.5))
        victim.press(b"q")
        victim.wait_for("Finish here?")
        victim.press(b"k")
        victim.wait_for("Effort")
        victim.read_for(chance.uniform(0, 1))
        return first, False
    if moment is Moment.STOPPED:
        victim.press(b"\x13")
    victim.read_for(chance.uniform(0, LONGEST))
    if moment is Moment.STALLED:
        victim.stall()
    if moment is Moment.CROWDED:
        victim.press(b"?\x1b" * 20)
    if stalled := moment in {Moment.STALLED, Moment.CROWDED}:
        time.sleep(chance.uniform(0.3, LONGEST))
    return first, stalled


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_signal_at_any_moment(case: Case, tmp_path: Path) -> None:
    outcome = run(case, tmp_path)
    GATHERED.append((case, outcome))
    try:
        outcome.check(case)
    except AssertionError as error:
        error.add_note(f"SIGNALS_SEED={case.seed}: {case}: {outcome}")
        raise


def test_figures(figure: Callable[[str], None]) -> None:
    handled = [outcome for case, outcome in GATHERED if case.number is not KILL]
    if not handled:
        return
    figure(
        f"{len(GATHERED)} signals, {sum(outcome.killed for outcome in handled)} of {len(handled)} came before the "
        f"handlers stood; {sum(outcome.kept for _, outcome in GATHERED)} sessions kept, "
        f"{sum(outcome.done >= 1 for _, outcome in GATHERED)} had work in them; most lost "
        f"{max(outcome.lost for _, outcome in GATHERED):.1f} s; modes and settings equal after "
        f"{sum(not outcome.modes and outcome.settings for outcome in handled)} of {len(handled)}; slowest end "
        f"{max(outcome.took for outcome in handled):.2f} s"
    )


@pytest.mark.parametrize(
    ("mutant", "moment"),
    [
        ("no-handlers", Moment.SESSION),
        ("handlers-on-mount", Moment.START_UP),
        ("no-reset", Moment.SESSION),
        ("no-flush", Moment.CROWDED),
    ],
)
def test_a_missing_part_is_found_out(mutant: str, moment: Moment, tmp_path: Path) -> None:
    assert any(is_found_out(mutant, Case(seed, moment, TERM), tmp_path / str(seed)) for seed in range(1, TRIES + 1))


def is_found_out(mutant: str, case: Case, folder: Path) -> bool:
    """Run a program that lacks a part."""
    folder.mkdir()
    outcome = run(case, folder, (MUTANT, mutant))
    if mutant == "handlers-on-mount":  # its first frame is a second away, and nothing stands until then
        return outcome.killed
    try:
        outcome.check(case)
    except AssertionError:
        return True
    return False


# The terminal goes


@pytest.mark.parametrize("ignored", [(), (HUP,), (HUP, TERM, QUIT)], ids=["", "nohup", "all switched off"])
@pytest.mark.parametrize("controlled", [True, False], ids=["its terminal", "not its terminal"])
def test_a_program_without_a_terminal_ends(
    ignored: tuple[signal.Signals, ...], controlled: bool, tmp_path: Path
) -> None:
    with Victim("start", folder=tmp_path, ignored=ignored, controlled=controlled) as victim:
        victim.wait_for(" to go")
        victim.hang_up()
        assert victim.wait_for_end(reading=False) == 128 + HUP


@pytest.mark.parametrize(("ignored", "code"), [((), 128 + HUP), ((HUP,), 2)], ids=["", "nohup"])
def test_lines_that_nobody_reads_any_more(ignored: tuple[signal.Signals, ...], code: int, tmp_path: Path) -> None:
    with Victim(
        "start", "--plain", "--feel", "fine", "--exercises", "heel-toe-walk", folder=tmp_path, ignored=ignored
    ) as victim:
        victim.wait_for("Get ready")
        victim.press_later(b"\r")
        victim.wait_for("Go.")
        victim.read_for(2.5)
        victim.hang_up()
        assert victim.wait_for_end(reading=False) == code
        assert victim.saved() or victim.resumable()


def test_an_interrupt_where_the_terminal_takes_nothing(tmp_path: Path) -> None:
    with Victim("start", "--plain", "--feel", "fine", "--exercises", "single-leg-balance", folder=tmp_path) as victim:
        victim.wait_for("Get ready")
        victim.press_later(b"\r")
        victim.wait_for("Go.")
        victim.press(b"\x13")
        victim.read_for(2.5)
        victim.send(signal.SIGINT)
        assert victim.wait_for_end() == 128 + signal.SIGINT
        assert victim.saved() == 1


def test_where_no_system_call_tells_it_looks(tmp_path: Path) -> None:
    with Victim("start", folder=tmp_path, program=(MUTANT, "looks"), ignored=(HUP,), controlled=False) as victim:
        victim.wait_for(" to go")
        victim.hang_up()
        assert victim.wait_for_end(reading=False) == 128 + HUP


def test_without_the_watch_it_would_stay(tmp_path: Path) -> None:
    with Victim("start", folder=tmp_path, program=(MUTANT, "no-watch"), ignored=(HUP,), controlled=False) as victim:
        victim.wait_for(" to go")
        victim.hang_up()
        time.sleep(2)
        assert not victim.ended()


# The terminal stays


def test_suspended_the_terminal_is_the_shells(tmp_path: Path) -> None:
    with Victim("start", folder=tmp_path) as victim:
        victim.wait_for(" to go")
        victim.press(b"\x1a")
        victim.wait_until_stopped()
        assert victim.sane
        before = len(victim.raw)
        victim.send(signal.SIGCONT)
        victim.wait_for(lambda _: victim.raw.find(b"\x1b[?1049h", before) > 0)
        victim.wait_for(TAKE_YOUR_TIME)  # what a pause of one's own says
        victim.press(b"q")
        victim.wait_for("Finish here?")
        victim.press(b"d")
        assert victim.wait_for_end() == 0
        assert victim.sane


def test_ended_while_suspended(tmp_path: Path) -> None:
    with Victim("start", folder=tmp_path) as victim:
        victim.wait_for(" to go")
        victim.press(b"\x1a")
        victim.wait_until_stopped()
        victim.send(TERM)
        victim.send(signal.SIGCONT)
        assert victim.wait_for_end() == 128 + TERM
        assert victim.sane


def test_stopped_from_outside_nothing_is_credited(tmp_path: Path) -> None:
    with Victim("start", folder=tmp_path) as victim:
        victim.wait_for(" to go")
        shown = victim.left
        victim.wait_for(lambda _: victim.left != shown)  # it has begun, which may wait for its sound
        victim.send(signal.SIGSTOP)
        victim.wait_until_stopped()
        left = victim.left
        time.sleep(3)  # longer than the gap that is still training
        victim.send(signal.SIGCONT)
        victim.wait_for(SLEPT.split(":")[0])
        assert victim.left is not None
        assert left is not None
        assert left - victim.left <= 2


def test_a_terminal_of_one_cell(tmp_path: Path) -> None:
    with Victim("start", folder=tmp_path) as victim:
        victim.wait_for(" to go")
        for columns, rows in ((1, 1), (2, 1), (1, 50), (80, 24)):
            victim.resize(columns, rows)
            victim.read_for(0.3)
        victim.wait_for(" to go")
        victim.resize(1, 1)
        victim.read_for(0.3)
        victim.send(TERM)
        assert victim.wait_for_end() == 128 + TERM
        assert victim.sane


def test_a_normal_end_leaves_nothing_switched_on(tmp_path: Path) -> None:
    with Victim(folder=tmp_path) as victim:
        victim.wait_for("Welcome")
        victim.press(b"\x1b")
        victim.wait_for("2 exercises")
        victim.press(b"\x1b[?2048;2$y")  # as a terminal answers that can report its size: Textual then asks for more
        victim.wait_for(lambda _: b"\x1b[?2048h" in victim.raw)
        victim.press(b"q")
        assert victim.wait_for_end() == 0
        assert victim.sane


def test_a_crash(tmp_path: Path) -> None:
    with Victim("start", "--exercises", "single-leg-balance", folder=tmp_path, program=(MUTANT, "a-crash")) as victim:
        victim.wait_for(" to go")
        victim.press_later(b"\r")
        assert victim.wait_for_end() == 1
        assert victim.sane
        (report,) = tmp_path.glob("crash-*.txt")
        told = victim.raw.rpartition(b"\x1b[?1004l")[2].decode()
        assert told.count("ankle-tui: ") == 1
        assert "a mistake in the program ended it; your session is kept. Report: " in " ".join(told.split())
        assert report.name in told
        assert "Traceback" not in told
        assert victim.saved() or victim.resumable()
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "in fails" in text
    for private in ("knee", "secret", str(tmp_path), str(Path.home())):
        assert private not in text + told.replace(str(report), "")
    assert report.stat().st_mode & 0o777 == 0o600
