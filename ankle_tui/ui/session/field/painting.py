"""Draw a moment of a session: every part in its place, and the border."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.geometry import Region, Size

from ankle_tui.ui.figure.cells import CellSet
from ankle_tui.ui.figure.picture import drawn
from ankle_tui.ui.figure.pose import Drawing
from ankle_tui.ui.session.bar import bar_cells, tick_words
from ankle_tui.ui.session.display import SessionDisplay
from ankle_tui.ui.session.field.canvas import Canvas, Hue, Row, Tone
from ankle_tui.ui.session.field.places import LOW, MIDDLE, NARROWEST, Needs, Places, lay_out
from ankle_tui.ui.session.flashing import Flash
from ankle_tui.ui.session.pieces import Pieces, balanced, fitting, plain
from ankle_tui.ui.widgets.bignum import big_text
from ankle_tui.ui.widgets.bigword import big_words, two_lines
from ankle_tui.ui.wording.text import shown

EDGES = {
    "get-ready": "┏╍┓╏╏┗╍┛",
    "work": "┏━┓┃┃┗━┛",
    "change-sides": "╔═╗║║╚═╝",
    "rest": "╭─╮││╰─╯",
    "paused": "▛▀▜▌▐▙▄▟",
}
"""The border of each mood, which tells them apart without colour: the upper edge, the two sides, the lower edge."""

_BLOCK = "█"
_CORNER = 2
"""Cells of the border before a title; its text begins a cell later, where that within the border begins."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that decides how the field looks, apart from its colours.

    Attributes:
        face: The moment.
        room: Columns and rows of the screen.
        modes: What is not as usual.
        moves: True if there is a movement to show.
        cells: How the cells of a figure are filled; None draws no figures.
    """

    face: SessionDisplay
    room: Size
    modes: str = ""
    moves: bool = False
    cells: CellSet | None = None

    @property
    def places(self) -> Places:
        """Where each part stands."""
        face, modes = self.face, shown(self.modes)
        needs = Needs(
            setup=face.setup,
            moves=self.moves,
            drawn=self.cells is not None,
            where=_room_for(self.where),
            score=_room_for(face.score),
            left=_room_for(face.left),
            modes=cell_len(modes) + 1 if modes else 0,
        )
        return lay_out(self.room, needs)

    @property
    def where(self) -> Pieces:
        """The number of the set; a set-up needs the room in a narrow pane."""
        return () if self.face.setup and self.room.width < NARROWEST else self.face.where


@dataclass(frozen=True, slots=True)
class _Words:
    """One line of text; of several wordings it shows the first that fits."""

    wordings: Sequence[Pieces]
    hue: Tone = Tone.TEXT
    align: str = "left"


def _lines(scene: Scene, places: Places) -> dict[str, _Words]:
    """Give the lines of text by the names of their places."""
    face, room = scene.face, scene.room
    # Without a border the exercise has no place of its own: it is named while there is time to read it.
    named = room.height < MIDDLE and face.mood in {"get-ready", "paused"}
    return {
        "word": _Words([(f"{face.sign} {face.banner}",)], Tone.STRONG),
        "where": _Words([scene.where], align="right"),
        "caption": _Words(face.caption, align="center"),
        "score": _Words([face.score], Tone.FAINT, "right"),
        "ticks": _Words(_under_bar(face, room, places.phase.width), Tone.FAINT),
        "coming": _Words(face.named if named else face.coming),
        "modes": _Words([(scene.modes,)], Tone.STRONG, "right"),
        "left": _Words([face.left], Tone.FAINT, "right"),
    }


def _under_bar(face: SessionDisplay, room: Size, width: int) -> Sequence[Pieces]:
    """Mark the bar; where there is no room for cue and caption elsewhere, they come first."""
    if room.height < MIDDLE and (face.urgent or not face.ticks):
        return [("", face.cue)]
    if room.height < LOW:
        return face.caption
    return [(tick_words(face.ticks, width, face.segments),)]


def words_of_parts(scene: Scene) -> dict[str, str]:
    """Give the words of every part that is shown, by the name of its place."""
    face, places = scene.face, scene.places
    said = {
        "banner": face.banner,
        "number": face.number,
        "cue": face.cue,
        **{
            name: plain(fitting(line.wordings, getattr(places, name).width))
            for name, line in _lines(scene, places).items()
        },
    }
    return {name: text for name, text in said.items() if getattr(places, name).area}


def paint(scene: Scene, drawing: Drawing | None, *, plain_colours: bool, flash: Flash) -> tuple[Row, ...]:
    """Draw a scene.

    Args:
        scene: What is drawn.
        drawing: The picture of the figure, or None where there is no room for one.
        plain_colours: True where no colour can be shown.
        flash: How the border answers a cue now.
    """
    face, places = scene.face, scene.places
    canvas = Canvas(*places.size)
    for name, line in _lines(scene, places).items():
        _draw_line(canvas, getattr(places, name), line)
    words = two_lines if face.setup else big_words
    _draw_large(canvas, places.banner, words(face.banner, *places.banner.size))
    _draw_large(canvas, places.number, big_text(face.number, *places.number.size, face.widest))
    _draw_cue(canvas, places.cue, face.cue)
    _draw_figure(canvas, places.figure, scene.cells, drawing, plain_colours=plain_colours)
    _draw_bar(canvas, places.phase, face.phase, segments=face.segments, heavy=True)
    _draw_bar(canvas, places.session, face.session)
    if places.bordered:
        _draw_border(canvas, scene, flash)
    elif flash is not Flash.NONE:
        _light_sides(canvas, places.size, flash)
    return canvas.rows()


def _room_for(pieces: Pieces) -> int:
    """Cells for a line at the right: its words and a gap before them."""
    return cell_len(shown(plain(pieces))) + 2 if pieces else 0


def _draw_line(canvas: Canvas, place: Region, line: _Words) -> None:
    x, y, width, height = place
    pieces = [shown(piece) for piece in fitting(line.wordings, width)]
    if not width or not height:
        return
    room = width - sum(map(cell_len, pieces))
    if room < 0:
        canvas.write(x, y, f"{set_cell_size(''.join(pieces), width - 1)}…", line.hue)
        return
    x += {"center": room // 2, "right": room}.get(line.align, 0)
    for at, piece in enumerate(pieces):
        x = canvas.write(x, y, piece, Tone.STRONG if at % 2 else line.hue)


def _draw_large(canvas: Canvas, place: Region, rows: Sequence[str]) -> None:
    """Draw large letters or digits in the middle of their place."""
    # Half blocks have no weight of their own, but plain text can make up a little for its size.
    hue = Tone.STRONG if len(rows) == 1 else Tone.TEXT
    above = (place.height - len(rows)) // 2
    for at in range(place.height):
        text = rows[at - above] if 0 <= at - above < len(rows) else ""
        _draw_centred(canvas, place, at, text, hue)


def _draw_cue(canvas: Canvas, place: Region, words: str) -> None:
    lines = balanced(shown(words), *place.size) if place.area else ()
    for at in range(place.height):
        _draw_centred(canvas, place, at, lines[at] if at < len(lines) else "", Tone.STRONG)


def _draw_centred(canvas: Canvas, place: Region, at: int, text: str, hue: Hue) -> None:
    canvas.write(
        place.x, place.y + at, set_cell_size(" " * ((place.width - cell_len(text)) // 2) + text, place.width), hue
    )


def _draw_figure(
    canvas: Canvas, place: Region, cells: CellSet | None, drawing: Drawing | None, *, plain_colours: bool
) -> None:
    if drawing is None or cells is None:
        return
    for y, row in enumerate(drawn(drawing, *place.size, cells, plain=plain_colours), place.y):
        x = place.x
        for text, ink, behind in row:
            x = canvas.write(x, y, text, (ink, behind) if ink else Tone.GROUND)


def _draw_bar(canvas: Canvas, place: Region, share: float, *, segments: int = 0, heavy: bool = False) -> None:
    over, left = bar_cells(share, place.width, heavy=heavy, segments=segments)
    for y in place.line_range:
        canvas.write(canvas.write(place.x, y, over, Tone.STRONG), y, left, Tone.FAINT)


def _draw_border(canvas: Canvas, scene: Scene, flash: Flash) -> None:
    """Draw the border, with what this is in its upper edge at the left and how far it is at the right.

    A beat reverses its glyphs, a change makes them solid blocks; both are seen without colour as well.
    """
    face, (width, height) = scene.face, scene.places.size
    hue = {Flash.NONE: Tone.LINE, Flash.BEAT: Tone.LIT_LINE, Flash.CHANGE: Tone.SOLID_LINE}[flash]
    glyphs = _BLOCK * 8 if flash is Flash.CHANGE else EDGES[face.mood]
    edge = f"{glyphs[0]}{glyphs[1] * (width - 2)}{glyphs[2]}"
    place = [(" ", Tone.NAME), *_named(face.where), (" ", Tone.NAME)]
    end = width - _CORNER - _length(place)
    name = _cut(
        [(" ", Tone.NAME), *_named((f"{face.sign} ", face.exercise, f" · {face.variation}"))], end - _CORNER - 1
    )
    if _CORNER + _length(name) + 1 > end:
        canvas.write(0, 0, edge, hue)
    else:
        x = canvas.write(0, 0, edge[:_CORNER], hue)
        for text, tone in [*name, (" ", Tone.NAME)]:
            x = canvas.write(x, 0, text, tone)
        x = canvas.write(x, 0, edge[x:end], hue)
        for text, tone in place:
            x = canvas.write(x, 0, text, tone)
        canvas.write(x, 0, edge[-_CORNER:], hue)
    for y in range(1, height - 1):
        canvas.write(0, y, glyphs[3], hue)
        canvas.write(width - 1, y, glyphs[4], hue)
    canvas.write(0, height - 1, f"{glyphs[5]}{glyphs[6] * (width - 2)}{glyphs[7]}", hue)


def _named(pieces: Pieces) -> list[tuple[str, Tone]]:
    return [(shown(piece), Tone.STRONG_NAME if at % 2 else Tone.NAME) for at, piece in enumerate(pieces)]


def _length(texts: Sequence[tuple[str, Tone]]) -> int:
    return sum(cell_len(text) for text, _ in texts)


def _cut(texts: list[tuple[str, Tone]], room: int) -> list[tuple[str, Tone]]:
    """Cut texts to `room` cells, with an ellipsis."""
    if _length(texts) <= room:
        return texts
    kept: list[tuple[str, Tone]] = []
    for text, tone in texts:
        left = max(0, room - 1 - _length(kept))
        kept.append((text if cell_len(text) <= left else set_cell_size(text, left), tone))
    return [*kept, ("…", Tone.NAME)]


def _light_sides(canvas: Canvas, size: Size, flash: Flash) -> None:
    """Let the column at either side take the place of the border."""
    text, hue = (" ", Tone.LIT_SIDE) if flash is Flash.BEAT else (_BLOCK, Tone.SOLID_SIDE)
    for y in range(size.height):
        for x in dict.fromkeys((0, size.width - 1)):
            canvas.write(x, y, text, hue)
