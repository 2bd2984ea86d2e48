"""Make apps under test cheap: style sheets are parsed once, and updates that no terminal shows are not painted."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.ui import settling


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    """Share parsed style sheets between apps: each app parses them all otherwise."""
    parse, parsed = Stylesheet._parse_rules, dict[tuple[object, ...], list[RuleSet]]()

    def parse_once(sheet: Stylesheet, css: str, read_from: tuple[str, str], **options: Any) -> list[RuleSet]:
        key = (css, read_from, *options.items(), *sheet._variables.items())
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, **options)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw figures as in a terminal that nothing is known of."""
    for name in ("TERM", "TERM_PROGRAM", "KITTY_WINDOW_ID", "VTE_VERSION"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pilots wait for the app, not for the processor."""
    settling.install(monkeypatch)


@pytest.fixture(autouse=True)
def painted_when_seen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the updates that a test app throws away, a third of its time; pictures are painted all the same.

    Tests marked `painted` paint them; one of those goes through all screens at several sizes: what is painted must not raise.
    """
    if request.node.get_closest_marker("painted"):
        return
    paint = Compositor.render_update

    def paint_whole(compositor: Compositor, full: bool = False, **options: Any) -> Any:
        if full:
            return paint(compositor, full, **options)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", paint_whole)
