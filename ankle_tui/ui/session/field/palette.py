"""The styles in which the field is drawn, from its style sheet."""

from collections.abc import Mapping, Sequence

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.filter import LineFilter
from textual.widget import Widget

from ankle_tui.ui.figure.pose import Ink
from ankle_tui.ui.session.field.canvas import Hue, Tone

Palette = Mapping[Hue, Style]
"""The style of everything that is drawn."""

_INKS = {Ink.GROUND: "field--faint", Ink.PROP: "field--prop", Ink.WORK: "field--working-leg"}
"""The component classes of a figure's inks; the body has the colour of the text."""
_BOLD, _REVERSE = Style(bold=True), Style(reverse=True)


def palette_of(field: Widget, mood: str, filters: Sequence[LineFilter], *, no_color: bool) -> Palette:
    """Make the styles of a mood.

    Textual styles a widget again, and all its children, when a class of it changes; one set of styles a mood is made once.

    Args:
        field: Its colour is that of the text, its component classes are the moods and the other inks.
        mood: The mood.
        filters: What the terminal cannot show is filtered by these.
        no_color: True where no colour can be shown.
    """
    around, scenery = field.background_colors[1], field.get_component_styles(f"field--{mood}")
    ground = around + scenery.background

    def filtered(style: Style) -> Style:
        segments = [Segment(" ", style)]
        for each in filters:
            segments = each.apply(segments, ground)
        return segments[0].style or Style()

    def inked(color: Color, behind: Color = ground) -> Style:
        return filtered(Style.from_color((ground + color).rich_color, (ground + behind).rich_color))

    text = _color(field.styles, ground)
    inks = {ink: text if ink is Ink.BODY else _color(field.get_component_styles(_INKS[ink]), ground) for ink in Ink}
    line = inked(_color(scenery, ground))
    bare = filtered(Style(bgcolor=ground.rich_color))
    letters = (ground + text).rich_color
    name = line + Style(color=RichColor.default() if no_color else letters, reverse=False)
    solid = Style(color=None if no_color else letters, reverse=False)
    return {
        Tone.GROUND: bare,
        Tone.TEXT: inked(text),
        Tone.STRONG: inked(text) + _BOLD,
        Tone.FAINT: inked(inks[Ink.GROUND]),
        Tone.LINE: line,
        Tone.NAME: name,
        Tone.STRONG_NAME: name + _BOLD,
        Tone.LIT_LINE: line + _REVERSE,
        Tone.SOLID_LINE: line + solid,
        Tone.LIT_SIDE: bare + _REVERSE,
        Tone.SOLID_SIDE: bare + solid,
        **{(ink, None): inked(inks[ink]) for ink in Ink},
        **{(ink, behind): _over(inked(inks[ink]), inked(inks[behind])) for ink in Ink for behind in Ink},
    }


def _color(styles: RenderStyles, ground: Color) -> Color:
    return ground.get_contrast_text(styles.color.a) if styles.auto_color else styles.color


def _over(ink: Style, behind: Style) -> Style:
    """Draw one ink over another."""
    if behind.color and behind.color.is_default:  # the terminal's own colour of letters is one for letters only
        return Style(color=behind.color, bgcolor=ink.color, reverse=True)
    return Style(color=ink.color, bgcolor=behind.color)
