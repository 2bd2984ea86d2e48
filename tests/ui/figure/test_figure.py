"""The figure as a widget: it paints only what is new, stands still when asked to, and looks as it should."""

import asyncio
import time

import pytest
from textual.app import App, ComposeResult
from textual.containers import Grid, Vertical
from textual.geometry import Region
from textual.screen import ModalScreen, Screen

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.self_tests.protocols import PROTOCOLS, Protocol, self_test_plan
from ankle_tui.store.settings.settings import FigureChoice
from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.figure.cells import SEXTANTS
from ankle_tui.ui.figure.figure import Figure
from ankle_tui.ui.figure.movements import figure
from ankle_tui.ui.figure.pose import Motion
from ankle_tui.ui.themes import DARK
from ankle_tui.ui.widgets.line import TextLine
from tests.ui.figure.test_pose import SHIPPED
from tests.ui.test_snapshots import Compare

CALF = figure("calf-raise", "one-leg", None, Side.RIGHT)
WALK = figure("heel-toe-walk", "steps", "toes")


class Painted(Figure):
    """Counts how often it is painted."""

    painted = 0

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Painted":
        """Count."""
        self.painted += repaint and not layout
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self


class Themed(App[None]):
    """Has the colours that the figure is drawn in."""

    def get_css_variables(self) -> dict[str, str]:
        """Textual's colours and ours."""
        return {**super().get_css_variables(), **DARK.variables}


class Stage(Themed):
    """One figure."""

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Painted()


async def test_it_paints_only_what_is_new() -> None:
    app = Stage()
    async with app.run_test(size=(40, 20)) as pilot:
        one = app.query_one(Painted)
        one._turn_to(CALF, 0.0)
        await pilot.pause()
        before = one.painted
        for hundredth in range(300):
            one._turn_to(CALF, hundredth / 100)
        # Three repetitions; each goes from the first of four pictures to the last and back, and the first holds over.
        assert one.painted - before == 3 * 6
        one._turn_to(WALK, 0.0)
        one._turn_to(WALK, 0.01)
        assert one.painted - before == 3 * 6 + 1
        one.show(None)
        assert one.picture is None
        assert not one.render_line(3).text.strip()


async def test_a_figure_that_stands_still_costs_nothing() -> None:
    app = Stage()
    async with app.run_test(size=(40, 20)) as pilot:
        one = app.query_one(Painted)
        one.show(CALF)
        await pilot.pause()
        before = one.painted
        for _ in range(100):
            one.show(CALF)
        one.show(figure("calf-raise", "one-leg", None, Side.RIGHT))
        assert one.painted == before


class Chosen(BaseApp):
    """A figure as the runner chose."""

    figures = FigureChoice.OFF

    def __init__(self) -> None:
        super().__init__(time.monotonic)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Figure()


async def test_the_runner_chooses_its_cells_or_none() -> None:
    app = Chosen()
    async with app.run_test(size=(40, 20)) as pilot:
        one = app.query_one(Figure)
        one.play(CALF)
        await pilot.pause()
        assert not one.display or not one.region
        app.figures = FigureChoice.SEXTANTS
        await app.push_screen(ModalScreen())
        app.pop_screen()
        await pilot.pause()
        assert one.region
        assert any(character in SEXTANTS.glyphs[1:] for character in one.render_line(5).text.strip())
        app.figures = FigureChoice.OFF
        one.show(CALF)
        await pilot.pause()
        assert not one.region


@pytest.mark.parametrize(("size", "seen"), [((20, 10), 0), ((11, 6), 3), ((7, 6), None), ((20, 3), None)])
async def test_where_space_is_short_it_stands_still_or_is_not_there(size: tuple[int, int], seen: int | None) -> None:
    app = Stage()
    async with app.run_test(size=(40, 20)) as pilot:
        one = app.query_one(Painted)
        one.styles.width, one.styles.height = size
        one._turn_to(CALF, 0.0)
        await pilot.pause()
        assert one.picture == seen
        assert {one.render_line(y).cell_length for y in range(size[1])} == {size[0]}


async def test_without_animations_it_shows_the_picture_that_tells_the_most() -> None:
    app = Stage()
    async with app.run_test(size=(40, 20)) as pilot:
        app.animation_level = "none"
        one = app.query_one(Painted)
        one.play(CALF)
        await pilot.pause()
        assert one.picture == 3
        assert one._alarm is None


def ring(one: Figure) -> None:
    """Let the alarm ring now."""
    assert waits(one)
    one._stop()
    one._next()


def waits(one: Figure) -> bool:
    """Whether it will move by itself."""
    return one._alarm is not None


async def test_it_plays_by_itself_as_long_as_it_is_seen() -> None:
    app = Stage()
    async with app.run_test(size=(40, 20)) as pilot:
        one = app.query_one(Painted)
        one.play(CALF)
        await pilot.pause()
        seen = []
        for _ in range(7):
            assert one._alarm
            assert one._alarm.when() - asyncio.get_running_loop().time() > 0.2
            seen.append(one.picture)
            ring(one)
        assert seen == [0, 1, 2, 3, 2, 1, 0]
        alarm = one._alarm
        one.play(CALF)
        assert one._alarm is alarm

        one.display = False
        await pilot.pause()
        assert not waits(one)
        one.display = True
        await pilot.pause()
        assert waits(one)

        await app.push_screen(Screen())
        ring(one)
        assert not waits(one)
        app.pop_screen()
        await pilot.pause()
        assert waits(one)

        one.show(CALF)
        assert not waits(one)
        one.play(CALF)
        one.play(None)
        assert not waits(one)
        one.play(CALF)
        await one.remove()
        assert not waits(one)


class Sheet(Themed):
    """A contact sheet: every exercise in the picture that tells the most, or in all of its pictures."""

    CSS = """
    Grid { grid-size: 8; grid-rows: 12; }
    Vertical { width: 20; height: 12; }
    """

    def __init__(self, motions: list[tuple[str, Motion, float | None]]) -> None:
        super().__init__()
        self._motions = motions

    def compose(self) -> ComposeResult:
        """Lay out the figures."""
        with Grid():
            for name, _, _ in self._motions:
                with Vertical():
                    yield Figure()
                    yield TextLine(name)

    def on_mount(self) -> None:
        """Show them."""
        for one, (_, motion, phase) in zip(self.query(Figure), self._motions, strict=True):
            one._turn_to(motion, phase)


def shown(item: int, side: Side | None = None) -> tuple[str, Motion]:
    """An item of the catalogue, with a short name."""
    exercise, variation, part, per_side, tempo = SHIPPED[item]
    motion = figure(exercise, variation, part, side or (Side.RIGHT if per_side else None), tempo)
    assert motion
    return f"{exercise} {part or variation}"[:19], motion


def test_all_figures(snap_compare: Compare) -> None:
    right = [(*shown(item), None) for item in range(len(SHIPPED))]
    left = [(*shown(item, Side.LEFT), None) for item in (0, 5, 10)]
    assert snap_compare(Sheet([*right, *left]), terminal_size=(160, 36))


def test_all_pictures_of_some(snap_compare: Compare) -> None:
    ways = [item[:3] for item in SHIPPED]
    wanted = [
        ("calf-raise", "one-leg-step", None),
        ("band-ankle", "four-way", "in"),
        ("heel-toe-walk", "steps", "heels"),
        ("lateral-hops", "both-feet", None),
        ("ankle-circles", "seated", "outwards"),
    ]
    sheet: list[tuple[str, Motion, float | None]] = []
    for way in wanted:
        name, motion = shown(ways.index(way))
        starts = {number: start for start, number in reversed(motion.turns)}
        sheet += [(name, motion, starts[number]) for number in sorted(starts)]
    assert snap_compare(Sheet(sheet), terminal_size=(160, 36))


@pytest.mark.parametrize("protocol", [item for item in PROTOCOLS.values() if item.kind])
def test_every_trial_of_a_self_test_has_a_figure(protocol: Protocol) -> None:
    for work in self_test_plan(protocol, first_side=Side.LEFT).sets:
        assert figure(work.exercise, work.variation, work.part.id if work.part else None, work.side, work.tempo)


def test_every_self_test_has_a_figure() -> None:
    for protocol in PROTOCOLS.values():
        for part in protocol.parts or (None,):
            assert figure(f"test-{protocol.id}", part.id if part else protocol.id.value, side=Side.LEFT)
