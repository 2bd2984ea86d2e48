"""Colours: what is drawn can be read, in our own themes everywhere, and a session's moments in every theme."""

import re
import tomllib
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from ankle_tui import ui
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.ui.themes import DARK, GRAPHICS, LIGHT, MOODS, OWN, TEXT, contrast, distance, variables_of
from tests.ui.stage import make_app

PLAIN = ("background", "surface", "panel")
DEFAULT_CSS = re.compile(r'DEFAULT_CSS = """(.*?)"""', re.DOTALL)
ENDS_IN_STAR = re.compile(r"\*[:.\w-]*\s*[,{]")
"""The end of a rule that may match any widget: what that costs is in `benchmarks/textual.md`."""
APART = 20.0
"""How far two moods of our own themes are apart: from 2 or 3 on colours are told side by side."""
READ: dict[str, tuple[str, ...]] = {
    "foreground": (*PLAIN, "surface-lighten-1", "tint"),
    "mood-text": (*MOODS, "surface"),
    "mood-faint": (*MOODS, "surface"),
    "quiet": (*PLAIN, "tint"),
    "hint": ("background", "surface", "tint"),
    "heat-text": ("heat-1", "heat-2"),
    "text-muted": (*PLAIN, "block-cursor-blurred-background"),
    "text-disabled": ("surface",),
    "text-success": (*PLAIN, "tint"),
    "text-warning": PLAIN,
    "text-error": (*PLAIN, "tint"),
    "text-accent": (*PLAIN, "tint"),
    "block-cursor-foreground": ("block-cursor-background",),
    "block-cursor-blurred-foreground": ("block-cursor-blurred-background",),
    "background": ("foreground",),
}
"""Text, and the backgrounds it stands on."""
SEEN: dict[str, tuple[str, ...]] = {
    "faint": ("background", "surface"),
    "mood-faint": (*MOODS, "surface", "background"),
    "figure-prop": (*MOODS, "surface", "background"),
    "figure-work": (*MOODS, "surface", "background"),
    "primary": ("background",),
    "warning": ("background",),
    "success": ("background",),
    "border": ("surface",),
    **{f"{mood}-line": (mood,) for mood in MOODS},
}
"""Everything else that is drawn."""


def colours(theme: Theme) -> dict[str, str]:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    return {**variables, **variables_of(theme, variables)}


def too_near(theme: Theme, pairs: dict[str, tuple[str, ...]], least: float) -> Iterable[str]:
    has = colours(theme)
    for name, backgrounds in pairs.items():
        for background in backgrounds:
            found = contrast(Color.parse(has[name]), Color.parse(has[background]))
            if found < least:
                yield f"{name} on {background}: {found:.2f}"


def test_contrast_is_what_the_standard_says() -> None:
    grey = Color.parse("#767676")
    assert contrast(Color.parse("#fff"), Color.parse("#000")) == pytest.approx(21.0)
    assert contrast(grey, Color.parse("#fff")) == contrast(Color.parse("#fff"), grey) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", OWN.values(), ids=lambda theme: theme.name)
def test_everything_in_our_themes_can_be_read(theme: Theme) -> None:
    assert list(too_near(theme, READ, TEXT)) == []
    assert list(too_near(theme, SEEN, GRAPHICS)) == []
    backgrounds = [Color.parse(theme.variables[mood]) for mood in MOODS]
    assert all(distance(one, other) >= APART for one, other in combinations(backgrounds, 2))


def test_a_session_can_be_read_in_every_theme() -> None:
    for theme in BUILTIN_THEMES.values():
        if not theme.ansi:
            ours = {name: SEEN[name] for name in ("mood-faint", "figure-prop", "figure-work", "faint")}
            lines = {f"{mood}-line": (mood,) for mood in MOODS}
            read = {name: READ[name] for name in ("hint", "heat-text")} | {
                "mood-faint": MOODS,
                "mood-text": MOODS,
                "quiet": PLAIN,
            }
            assert list(too_near(theme, read, TEXT)) == [], theme.name
            assert list(too_near(theme, {**ours, **lines}, GRAPHICS)) == [], theme.name
        assert set(OWN[DARK.name].variables) - set(colours(theme)) == set(), theme.name


async def test_a_theme_chosen_in_the_palette_is_kept(tmp_path: Path) -> None:
    app, path = make_app(tmp_path), tmp_path / "config.toml"
    app.preferences.file = SettingsFile(path)
    async with app.run_test() as pilot:
        assert (app.theme, path.exists()) == (DARK.name, False)
        app.theme = LIGHT.name  # as the palette does
        await pilot.pause()
        assert app.theme == app.settings.theme == LIGHT.name
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"theme": LIGHT.name}


def test_no_rule_is_looked_at_for_every_widget() -> None:
    folder = Path(ui.__file__).parent
    sheets = [(path.name, path.read_text("utf-8")) for path in folder.rglob("*.tcss")]
    sheets += [
        (path.name, css) for path in folder.rglob("*.py") for css in DEFAULT_CSS.findall(path.read_text("utf-8"))
    ]
    assert len(sheets) > 20
    assert not [(name, rule) for name, css in sheets for rule in ENDS_IN_STAR.findall(css)]
