"""The inks of the page: legible by day, by night and on paper, which is always the page by day."""

import re

import pytest

from ankle_tui.store.files.read import read_shipped
from ankle_tui.ui.themes import GRAPHICS, TEXT

STYLE = re.search(r"<style>(.*?)</style>", read_shipped("report.html"), re.DOTALL)
NIGHT = "@media screen and (prefers-color-scheme: dark)"


def style() -> str:
    assert STYLE
    return STYLE[1]


def inks(text: str) -> dict[str, str]:
    """Colours by name, the first that a text gives each."""
    return dict(reversed(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text)))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2.2 has it."""
    lights = sorted(map(_light, (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def by_time() -> dict[str, dict[str, str]]:
    day, _, night = style().partition(NIGHT)
    return {"day": inks(day), "night": inks(night)}


@pytest.mark.parametrize("time", ["day", "night"])
def test_letters_and_lines_are_legible(time: str) -> None:
    found = by_time()[time]
    for ground in ("paper", "ground"):
        assert {name for name in ("ink", "ink-2") if contrast(found[name], found[ground]) < TEXT} == set()
    lines = ("left", "right", "pain", "column", "aim", "ink-3")
    assert {name for name in lines if contrast(found[name], found["paper"]) < GRAPHICS} == set()


def test_night_has_every_ink_of_the_day() -> None:
    assert by_time()["day"].keys() == by_time()["night"].keys()


def test_every_ink_that_is_used_is_there() -> None:
    page = read_shipped("report.html")
    assert set(re.findall(r"var\(--([\w-]+)\)", page)) <= by_time()["day"].keys()


def test_only_a_screen_is_dark() -> None:
    assert style().count("prefers-color-scheme") == 1
    assert NIGHT in style()
