"""Textual's app as this program needs it: keys in order, a driver that survives any input, no traceback on the screen."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual.app import App, SystemCommand
from textual.command import CommandPalette, Provider
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import Event, Key, MouseUp
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import AwaitMount

from ankle_tui.store.settings.settings import FigureChoice
from ankle_tui.ui.keys.typeahead import Typeahead, Typed, small_letter
from ankle_tui.ui.themes import DARK, OWN, variables_of
from ankle_tui.ui.widgets.panel import PAGE as BROAD

if TYPE_CHECKING:
    from ankle_tui.ui.keys.available import Active

PAGE = "100"
"""Most columns of a line of text, for the style sheets: longer lines are hard to read."""


class BaseApp(App[None]):
    """Handle the terminal, typed keys, themes, help, palette and errors; know nothing of sessions.

    Args:
        now: A monotonic clock in seconds, for keys that repeat.
        draws: Called with True before the terminal is drawn on, with False once it has been restored.
    """

    COMMANDS = {lambda: _commands()}  # noqa: PLW0108 - as Textual's own
    theme: Reactive[str] = Reactive(DARK.name)
    figures = FigureChoice.AUTO
    """How figures are drawn."""

    def __init__(self, now: Callable[[], float], draws: Callable[[bool], None] | None = None) -> None:
        super().__init__()
        self._draws = draws
        self._pointer = "default"
        self.typeahead = Typeahead(self, self._act, now)
        self.typeahead.hold(self._has_to_wait)
        self.crash: Exception | None = None
        """The error that ended the program, or None."""

    def on_load(self) -> None:
        """Own the terminal from here on."""
        if self._draws:
            self._draws(True)

    async def on_mount(self) -> None:
        """Take keys once the first screen is there."""
        self.app_resume_signal.subscribe(self, lambda _: self._draw_again())
        await self.typeahead.settle()

    def on_unmount(self) -> None:
        """Give back the terminal."""
        if self._draws:
            self._draws(False)

    def get_driver_class(self) -> type[Driver]:
        """Return our driver on Linux and macOS, which survives any input; elsewhere Textual's."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from ankle_tui.ui.driver import TerminalDriver  # noqa: PLC0415 - there is none elsewhere

        return TerminalDriver

    async def on_event(self, event: Event) -> None:
        """Queue keys, clicks and pastes, so that each finds the effects of the one before."""
        if isinstance(event, Typed) and not event.is_forwarded:
            await self.typeahead.take(event)
        else:
            await super().on_event(event)

    async def _act(self, event: Typed) -> None:
        """Handle a key, click or paste whose turn has come."""
        await super().on_event(small_letter(self.screen, event) if isinstance(event, Key) else event)

    def _has_to_wait(self, event: Typed) -> bool:
        """Pick up changes from outside before each key and click; then say if it has to wait, for them perhaps."""
        if isinstance(event, Key | MouseUp):
            self._look_around()
        return False

    def _look_around(self) -> None:
        """Pick up changes from outside."""

    def _draw_again(self) -> None:
        """Redraw the whole screen after the shell has used it."""
        self.screen.refresh(layout=True)
        self._look_around()

    def _set_pointer_shape(self, shape: str) -> None:
        if shape != self._pointer:  # else it would be written even after the end
            self._pointer = shape
            super()._set_pointer_shape(shape)

    def push_screen(self, screen: Screen[Any] | str, *args: Any, **named: Any) -> Any:
        """Show a screen, unless one of its kind is open because two keys asked for it."""
        if any(type(each) is type(screen) for each in self.screen_stack):
            return AwaitMount(self.screen, ())
        return super().push_screen(screen, *args, **named)

    def exit(self, *args: Any, **named: Any) -> None:
        """End the program; keys typed from now on are for the shell."""
        self.typeahead.close()
        super().exit(*args, **named)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our own themes, then Textual's."""
        return {**OWN, **super().available_themes}

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's colours, and those our style sheets need as well."""
        variables = super().get_css_variables()
        variables |= variables_of(self.current_theme, variables)
        self.theme_variables = {
            **variables,
            **{f"scrollbar-background{state}": variables["background"] for state in ("", "-hover", "-active")},
            "scrollbar": variables["line"],
            "scrollbar-hover": variables["faint"],
            "scrollbar-active": variables["foreground"],
            "page": PAGE,
            "broad": str(BROAD),
        }
        return self.theme_variables

    def action_keys_help(self) -> None:
        """Show what the keys of this screen do, or close that."""
        from ankle_tui.ui.help.screen import HelpScreen  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.keys.available import active_commands  # noqa: PLC0415

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
            return
        if isinstance(self.screen, CommandPalette):  # itself a list of the commands below it
            self.pop_screen()
        self.push_screen(HelpScreen(active_commands(self.screen.active_bindings)))

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from ankle_tui.ui.command_palette import Palette  # noqa: PLC0415 - not on the way to the first frame

        self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List what the keys of `screen` do, then Textual's own commands."""
        from ankle_tui.ui.keys.available import active_commands  # noqa: PLC0415 - not on the way to the first frame

        ours = {
            each.title: SystemCommand(
                each.title,
                " · ".join(filter(None, [each.tooltip, f"Key: {each.keys}"])),
                partial(self.call_later, self.run_command, screen, each),
                each.shown,
            )
            for each in reversed(active_commands(screen.active_bindings))
        }
        ours = {command.title: command for command in self._more_commands()} | ours
        yield from (command for command in super().get_system_commands(screen) if command.title not in ours)
        yield from reversed(ours.values())

    def run_command(self, screen: Screen[object], command: "Active") -> None:
        """Do what a command of `screen` does, behind all that the screen has been told; the palette is closed by now."""
        screen.call_later(self.run_action, command.action, command.node)

    def _more_commands(self) -> Iterable[SystemCommand]:
        """Commands for the palette that no key of the screen has."""
        return ()

    def write_terminal(self, text: str) -> None:
        """Write a control sequence between two frames; do nothing without a terminal."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(text)
            self._driver.flush()

    def panic(self, *renderables: RenderableType) -> None:
        """End after an error that Textual would show as a traceback or as text."""
        self._return_code = 1
        told = next((each for each in renderables if isinstance(each, Exception)), RuntimeError())
        self.crash = self.crash or told
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        """Note the first error; the shell reports it once the terminal is restored."""
        if self._exit and isinstance(error, NoMatches):
            return  # a screen that ends while it is being made misses its widgets
        self.crash = self.crash or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback: it would show what the runner has entered."""
        self._close_messages_no_wait()


def _commands() -> type[Provider]:
    """Give what finds commands for the palette; loaded with it."""
    from ankle_tui.ui.command_palette import Commands  # noqa: PLC0415

    return Commands
