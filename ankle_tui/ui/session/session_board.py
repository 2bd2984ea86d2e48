"""The board of the session screen: word, number and figure within the frame, laid out for the room there is."""

import math

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Size

from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Run, Snapshot
from ankle_tui.ui.figure.figure import Figure
from ankle_tui.ui.figure.movements import figure
from ankle_tui.ui.figure.pose import Motion, turning
from ankle_tui.ui.session.bar import Bar, tick_words
from ankle_tui.ui.session.display import SessionDisplay
from ankle_tui.ui.session.frame import Frame
from ankle_tui.ui.session.strong_line import Pieces, StrongLine, Wrapped, plain
from ankle_tui.ui.widgets.bignum import BigNumber
from ankle_tui.ui.widgets.bigword import BigWord
from ankle_tui.ui.widgets.line import QuickLine

NARROW, NARROWEST = 60, 40
"""Columns below which some lines are shortened, and below which most are."""

MIDDLE, LOW = 20, 11
"""Rows below which there is no border, and below which word, number and bar are nearly all."""

PICTURE_LATE = 0.005
"""Seconds to wait after a picture is due, so that no look comes too early for it."""

STRONG_LINES = ("where", "caption", "score", "ticks", "coming", "left")
"""The ids of the lines with strong pieces."""


class SessionBoard(Frame):
    """The frame with everything that is read from across the room.

    Args:
        id: Its id.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        # Kept at hand: they are asked for at every second.
        self._banner, self._number, self._figure = BigWord(id="banner"), BigNumber(id="number"), Figure(id="figure")
        self._phase_bar, self._session_bar = Bar(heavy=True, id="phase"), Bar(id="session")
        self._word, self._modes, self._cue = QuickLine(id="word"), QuickLine(id="modes"), Wrapped(id="cue")
        self._strong = {name: StrongLine(id=name) for name in STRONG_LINES}
        self._middle = Horizontal(id="middle")

    def compose(self) -> ComposeResult:
        """Lay it out, from the top: word, number beside figure, bar, next set."""
        strong = self._strong
        with Horizontal(id="top"):
            yield self._word
            yield strong["where"]
        yield self._banner
        with self._middle:
            with Vertical(id="counting"):
                yield self._number
                yield strong["caption"]
            with Vertical(id="moving"):
                yield self._figure
                yield self._cue
        with Horizontal(id="progress"):
            yield self._phase_bar
            yield strong["score"]
        yield strong["ticks"]
        with Container(id="foot"):
            with Horizontal(id="after"):
                yield strong["coming"]
                yield self._modes
            with Horizontal(id="bottom"):
                yield self._session_bar
                yield strong["left"]

    def show(self, face: SessionDisplay, room: Size) -> None:
        """Show a moment.

        Args:
            face: The moment.
            room: Columns and rows of the screen.
        """
        self.name_it((f"{face.sign} ", face.exercise, f" · {face.variation}"), face.where)
        self._word.show(f"{face.sign} {face.banner}")
        self._strong["caption"].choose(face.caption)
        # Without a border the exercise has no place of its own: it is named while there is time to read it.
        named = room.height < MIDDLE and face.mood in {"get-ready", "paused"}
        self._strong["coming"].choose(face.named if named else face.coming)
        where = () if face.setup and room.width < NARROWEST else face.where
        for name, pieces in (("where", where), ("score", face.score), ("left", face.left)):
            self._fit(self._strong[name], pieces)
        self._cue.show(face.cue)
        self._banner.update(face.banner, broken=face.setup)
        self._number.update(face.number, reserve=face.widest)
        self._phase_bar.update(face.phase, face.segments)
        self._session_bar.update(face.session)
        self._show_under_bar(face, room)

    def show_modes(self, text: str) -> None:
        """Name what is not as usual."""
        if text != self._modes.text:
            self._modes.show(text)
            self._modes.styles.width = len(text) + 1 if text else 0

    def show_figure(self, snapshot: Snapshot) -> float:
        """Show the movement in the tempo of the reps while they are done, and turn the figure at a change of sides.

        Returns:
            Seconds until the next picture; infinite if the figure stands still.
        """
        shown, motion = self._figure, _motion(snapshot)
        self._middle.set_class(motion is None, "-plain")
        paced = snapshot.counting is Counting.PACED
        goes = paced and snapshot.run is Run.RUNNING and snapshot.phase.kind in {PhaseKind.WORK, PhaseKind.CHANGE_SIDES}
        if motion is None or not goes:
            shown.show(motion)
            return math.inf
        work, whole = snapshot.phase.work, snapshot.phase.seconds
        if snapshot.phase.kind is PhaseKind.CHANGE_SIDES:
            motion = turning(motion, whole)
        elif snapshot.count is not None:
            whole = work.seconds
        phase = motion.phase(snapshot.phase_fraction * whole)
        shown.show(motion, phase)
        return motion.until_change(phase) + PICTURE_LATE if shown.moves else math.inf

    def style_again(self) -> None:
        """Take the colours of another mood, whose class the screen has."""
        self.app.stylesheet.update_nodes((self, self._banner))
        for widget in self.walk_children():
            widget.notify_style_update()  # its background is the frame's

    def _fit(self, line: StrongLine, pieces: Pieces) -> None:
        """Make a line as wide as its words, with a gap before them."""
        line.choose((pieces,))
        wanted = _room_for(pieces)
        if line.styles.width is None or line.styles.width.value != wanted:
            line.styles.width = wanted

    def _show_under_bar(self, face: SessionDisplay, room: Size) -> None:
        """Mark the bar; where there is no room for cue and caption elsewhere, they come first."""
        width = self._middle.size.width - _room_for(face.score)  # the bar itself may be laid out later
        wordings: tuple[Pieces, ...] = ((tick_words(face.ticks, width, face.segments),),)
        if room.height < MIDDLE and (face.urgent or not face.ticks):
            wordings = (("", face.cue),)
        elif room.height < LOW:
            wordings = face.caption
        self._strong["ticks"].choose(wordings)


def _room_for(pieces: Pieces) -> int:
    """Cells for a line at the right: its words and a gap before them."""
    return len(plain(pieces)) + 2 if pieces else 0


def _motion(snapshot: Snapshot) -> Motion | None:
    """The movement of the current set, or of the next one."""
    work = snapshot.phase.work
    return figure(work.exercise, work.variation, work.part.id if work.part else None, work.side, work.tempo)
