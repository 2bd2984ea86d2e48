"""Our two themes, and the colours of a session's moments in every other theme.

Words, glyphs and borders tell the moments apart as well; colour is for the view from across the room.
"""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from textual.color import BLACK, WHITE, Color, rgb_to_lab
from textual.theme import BUILTIN_THEMES, Theme

MOODS = ("get-ready", "work", "change-sides", "rest")
"""Moments of a session that have a background and a line of their own."""
TEXT, GRAPHICS = 4.5, 3.0
"""Least contrast of text, and of everything else that is drawn (WCAG 2.2, criteria 1.4.3 and 1.4.11)."""
APART = 15.0
"""Least CIE 1976 difference of two backgrounds, so that a glance tells them apart."""
STEP = 0.04
"""Step by which a colour is lightened or darkened until it is legible."""

DARK = Theme(
    name="ankle-dark",
    dark=True,
    primary="#7cc58f",
    secondary="#8fc1b5",
    accent="#e2c48d",
    success="#7cc58f",
    warning="#e8ab4f",
    error="#ea8c84",
    foreground="#ebe8e2",
    background="#12161b",
    surface="#1a2026",
    panel="#252d36",
    variables={
        "text-primary": "#93d4a4",
        "text-secondary": "#a6d0c6",
        "text-accent": "#e2c48d",
        "text-success": "#7cc58f",
        "text-warning": "#e8ab4f",
        "text-error": "#ea8c84",
        "text-muted": "#aab2bb",
        "text-disabled": "#8e959d",
        "block-cursor-background": "#1b2a27",
        "block-cursor-foreground": "#ebe8e2",
        "block-cursor-blurred-background": "#1a2026",
        "border": "#7cc58f",
        "quiet": "#aab2bb",
        "hint": "#84909c",
        "faint": "#717a85",
        "line": "#33404c",
        "tint": "#1b2a27",
        "done": "#3d6a4d",
        "short": "#9fb8a6",
        "heat-1": "#1f4630",
        "heat-2": "#2c6844",
        "heat-text": "#ebe8e2",
        "mood-text": "#f4f2ee",
        "mood-faint": "#b4b8b6",
        "get-ready": "#523c0c",
        "get-ready-line": "#e3b25f",
        "work": "#10472a",
        "work-line": "#7cc48f",
        "change-sides": "#46307a",
        "change-sides-line": "#b9a0f2",
        "rest": "#123f63",
        "rest-line": "#7fb0e0",
        "figure-prop": "#e9c17a",
        "figure-work": "#97dba9",
    },
)
"""The default: white on night, with amber for keys."""

LIGHT = Theme(
    name="ankle-light",
    dark=False,
    primary="#256b3b",
    secondary="#2b6a5f",
    accent="#7a4b00",
    success="#256b3b",
    warning="#855400",
    error="#a42d28",
    foreground="#20252b",
    background="#faf8f4",
    surface="#f1eee8",
    panel="#e5e1d8",
    variables={
        "text-primary": "#1e5c31",
        "text-secondary": "#245b51",
        "text-accent": "#6e4300",
        "text-success": "#1e5c31",
        "text-warning": "#704700",
        "text-error": "#962722",
        "text-muted": "#4b5158",
        "text-disabled": "#62676d",
        "block-cursor-background": "#e2eee3",
        "block-cursor-foreground": "#20252b",
        "block-cursor-blurred-background": "#f1eee8",
        "border": "#256b3b",
        "quiet": "#4b5158",
        "hint": "#5f666e",
        "faint": "#7b8087",
        "line": "#c8c3b9",
        "tint": "#e2eee3",
        "done": "#9cc7a6",
        "short": "#8aa692",
        "heat-1": "#cfe6d2",
        "heat-2": "#9fd0a8",
        "heat-text": "#20252b",
        "mood-text": "#14181c",
        "mood-faint": "#494d51",
        "get-ready": "#fbdd8e",
        "get-ready-line": "#855400",
        "work": "#b4e5bd",
        "work-line": "#256b3b",
        "change-sides": "#dccbfb",
        "change-sides-line": "#6438b0",
        "rest": "#b5dbf8",
        "rest-line": "#255f95",
        "figure-prop": "#7a4b00",
        "figure-work": "#1e5c31",
    },
)
"""The same by day: ink on paper."""

OWN: Mapping[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT)}


def theme_names() -> list[str]:
    """List our themes and Textual's."""
    return sorted({*OWN, *BUILTIN_THEMES})


def variables_of(theme: Theme, variables: Mapping[str, str]) -> dict[str, str]:
    """Colours of our style sheets that Textual's themes do not define.

    Args:
        theme: The theme.
        variables: Textual's own colours of it.

    Returns:
        Colours by name: background and line of every mood, `mood-text` and `mood-faint` on those backgrounds, `figure-prop`
        and `figure-work`; for all other backgrounds `quiet` and `hint` for text, `faint` for anything that is not text,
        `line` for borders, `tint` under the cursor, `done` and `short` for bars, and a heat map's `heat-1`, `heat-2` with
        `heat-text` on both.
    """
    if theme.name in OWN:
        return {}
    if theme.ansi:
        return _in_ansi(variables)
    return dict(_derived(tuple((name, variables[name]) for name in _NEEDED), dark=theme.dark))


def contrast(one: Color, other: Color) -> float:
    """Contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio").

    Args:
        one: A colour.
        other: Another.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: Color, other: Color) -> float:
    """CIE 1976 difference of two colours; side by side, 2 or 3 is visible.

    Args:
        one: A colour.
        other: Another.
    """
    pairs = zip(rgb_to_lab(one), rgb_to_lab(other), strict=True)
    return math.hypot(*(a - b for a, b in pairs))


def _luminance(color: Color) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in color.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_NEEDED = ("background", "surface", "panel", "foreground", "warning", "success", "primary")


def _in_ansi(variables: Mapping[str, str]) -> dict[str, str]:
    """Use the terminal's own sixteen colours; its background is unknown, so only lines and words tell moments apart."""
    text, faint = "ansi_default", variables["text-muted"]
    lines = dict(zip(MOODS, map(variables.__getitem__, ("warning", "success", "secondary", "primary")), strict=True))
    return {
        **dict.fromkeys(MOODS, variables["background"]),
        **{f"{mood}-line": line for mood, line in lines.items()},
        "mood-text": text,
        "mood-faint": faint,
        **dict.fromkeys(("quiet", "hint", "faint", "line", "short"), faint),
        **dict.fromkeys(("tint", "heat-1", "heat-2"), variables["background"]),
        "heat-text": text,
        "done": variables["success"],
        "figure-prop": variables["warning"],
        "figure-work": variables["success"],
    }


@lru_cache(maxsize=32)
def _derived(named: tuple[tuple[str, str], ...], *, dark: bool) -> tuple[tuple[str, str], ...]:
    """Derive the colours from those of a theme; where these cannot be told apart, take ours."""
    has = {name: Color.parse(color) for name, color in named}
    plain = tuple(has[name] for name in ("background", "surface", "panel"))
    own = (DARK if dark else LIGHT).variables
    ours = {mood: Color.parse(own[f"{mood}-line"]) for mood in MOODS}
    hues = {**ours, "get-ready": has["warning"], "work": has["success"], "rest": has["primary"]}
    if not _told_apart(_backgrounds(hues, has["background"], dark=dark)):
        hues = ours
    backgrounds = _backgrounds(hues, has["background"], dark=dark)
    if not _told_apart(backgrounds):
        backgrounds = {mood: Color.parse(own[mood]) for mood in MOODS}
    text = _readable(has["foreground"], backgrounds.values(), 1.5 * TEXT)
    faint = has["foreground"].blend(has["background"], 0.45)
    far = WHITE if dark else BLACK
    greens = [
        _away(has["background"].blend(has["success"], share, 1.0), far, 1.5 * TEXT) for share in (0.1, 0.25, 0.45)
    ]
    new = {
        **backgrounds,
        **{f"{mood}-line": _readable(hues[mood], [background], GRAPHICS) for mood, background in backgrounds.items()},
        "mood-text": text,
        "mood-faint": _readable(text.blend(backgrounds["rest"], 0.4), (*backgrounds.values(), *plain), TEXT),
        "figure-prop": _readable(hues["get-ready"], (*backgrounds.values(), *plain), GRAPHICS),
        "figure-work": _readable(hues["work"], (*backgrounds.values(), *plain), GRAPHICS),
        "quiet": _readable(has["foreground"].blend(has["background"], 0.3), plain, TEXT),
        "hint": _readable(has["foreground"].blend(has["background"], 0.4), (*plain, greens[0]), TEXT),
        "faint": _readable(faint, plain, GRAPHICS),
        "line": has["foreground"].blend(has["background"], 0.75),
        "tint": greens[0],
        "done": has["success"].blend(has["background"], 0.4),
        "short": _readable(has["success"].blend(has["foreground"], 0.5), plain[:1], GRAPHICS),
        "heat-1": greens[1],
        "heat-2": greens[2],
        "heat-text": _readable(has["foreground"], greens, TEXT),
    }
    return tuple((name, color.hex) for name, color in new.items())


def _backgrounds(hues: Mapping[str, Color], background: Color, *, dark: bool) -> dict[str, Color]:
    """Blend each hue into the background, as far as text on it stays legible."""
    far = WHITE if dark else BLACK
    return {mood: _away(background.blend(hue, 0.34, 1.0), far, 2 * TEXT) for mood, hue in hues.items()}


def _told_apart(backgrounds: Mapping[str, Color]) -> bool:
    colors = list(backgrounds.values())
    return all(distance(one, other) >= APART for at, one in enumerate(colors) for other in colors[at + 1 :])


def _away(background: Color, far: Color, ratio: float) -> Color:
    """Darken or lighten a background until `far` has the contrast `ratio` on it."""
    end = BLACK if far == WHITE else WHITE
    for step in range(round(1 / STEP) + 1):
        made = background.blend(end, step * STEP, 1.0)
        if contrast(made, far) >= ratio:
            return made
    return end


def _readable(color: Color, backgrounds: Iterable[Color], ratio: float) -> Color:
    """Lighten or darken a colour, whichever takes less, until it has the contrast `ratio` on every background."""
    backgrounds = tuple(backgrounds)
    for step in range(round(1 / STEP) + 1):
        for end in (WHITE, BLACK):
            made = color.blend(end, step * STEP, 1.0)
            if all(contrast(made, background) >= ratio for background in backgrounds):
                return made
    return color
