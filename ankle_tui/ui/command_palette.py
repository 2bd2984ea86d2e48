"""The command palette: what the keys of a screen do, places and settings, by the words people use for them."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from textual import work
from textual.app import SystemCommand
from textual.command import CommandPalette, Hit, Hits
from textual.css.query import NoMatches
from textual.system_commands import SystemCommandsProvider
from textual.timer import Timer, TimerCallback

from ankle_tui.services.key_commands import every_command
from ankle_tui.store.settings.settings_wording import SECTIONS
from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.messages import Place

OTHER_WORDS = 0.5
"""Score of a command found by other words than its title: behind those found by it."""
PLACES: Mapping[Place, str] = {
    Place.CALENDAR: "home.calendar",
    Place.HISTORY: "home.history",
    Place.PROGRESS: "home.progress",
    Place.TESTS: "home.tests",
    Place.EXERCISES: "home.library",
    Place.ABOUT: "home.information",
    Place.SETTINGS: "home.settings",
}
"""The places that can be reached from anywhere, with the commands that name them."""

_gather = CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined] # noqa: SLF001 - not as a worker


class Commands(SystemCommandsProvider):
    """Find commands by their titles, then by their explanations and by other words for them."""

    async def search(self, query: str) -> Hits:
        """Find what matches, titles first.

        Args:
            query: What was typed.
        """
        matcher, wanted = self.matcher(query), query.strip().lower()
        also = {_title(each.words): each.also for each in every_command().values() if each.also}
        for title, words, callback, *_ in self.app.get_system_commands(self.screen):
            score = matcher.match(title)
            if score <= 0 and wanted and wanted in f"{words} {also.get(title, '')}".lower():
                score = OTHER_WORDS
            if score > 0:
                yield Hit(score, matcher.highlight(title), callback, help=words)


class Palette(CommandPalette, Dialog[None]):
    """Textual's command palette, as a panel like ours."""

    DEFAULT_CSS = """
    Palette { background: $background 60%; }
    Palette #--container { width: 100%; max-width: 76; margin-top: 1; background: transparent; }
    Palette #--input { height: 3; border: round $border; margin: 0; background: $background; }
    Palette SearchIcon { display: none; }
    Palette CommandInput, Palette CommandInput:focus { height: 1; border: none; padding: 0 1; background: $background; }
    Palette #--input.--list-visible { border: round $border; }
    Palette CommandList { padding: 0; background: $background; border: round $line; }
    Palette CommandList > .option-list--option-highlighted { background: $tint; color: $foreground; text-style: bold; }
    Palette CommandList > .option-list--option { padding: 0 2; }
    Palette LoadingIndicator { background: $background; }
    """

    def _action_command_list(self, action: str) -> None:
        """Pass a key to the list, except paging before it has lines, on which Textual's list fails."""
        with contextlib.suppress(LookupError):
            super()._action_command_list(action)

    def set_timer(
        self, delay: float, callback: TimerCallback | None = None, *, name: str | None = None, pause: bool = False
    ) -> Timer:
        """Set a timer for something of the list, unless the palette is closing by then and the list is gone."""
        shown = partial(_unless_closing, callback) if callback else None
        return super().set_timer(delay, shown, name=name, pause=pause)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)  # noqa: SLF001 - the same group as Textual's
    async def _gather_commands(self, search_value: str) -> None:
        """Find commands, unless the palette has been closed meanwhile and its list is gone."""
        with contextlib.suppress(NoMatches):
            await _gather(self, search_value)


def _unless_closing(show: TimerCallback) -> None:
    with contextlib.suppress(NoMatches):
        show()


def places(open_place: Callable[[Place, str], None]) -> Iterable[SystemCommand]:
    """List every place, and every setting with its section: `Sound: volume`.

    Args:
        open_place: Opens a place at something in it.
    """
    for place, name in PLACES.items():
        command = every_command()[name]
        yield SystemCommand(_title(command.words), command.more, partial(open_place, place, ""))
    for section, settings in SECTIONS.items():
        for key, (name, about) in settings.items():
            title = f"{section}: {name.lower()}" if name else section
            words = about.format("band, pillow or stair")
            yield SystemCommand(title, words, partial(open_place, Place.SETTINGS, key), discover=False)


def _title(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
