"""Run `ankle-tui keys`: list every key with the id that gives it another one."""

import argparse
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.session.home import for_screen


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add nothing: `keys` has no options."""


def run(arguments: SimpleNamespace) -> int:
    """List the keys of every screen."""
    from ankle_tui.ui.keys.keymap import command_lines  # noqa: PLC0415 - the bindings stand in the screens

    settings, slips = for_screen(inputs.read_settings(arguments), inputs.folders(arguments))
    inputs.tell_slips(slips)
    return console.tell(command_lines(settings.keys))
