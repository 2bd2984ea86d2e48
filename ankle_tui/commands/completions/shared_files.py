"""Make the completion scripts and the man page, for the command and for the wheel."""

from collections.abc import Callable, Mapping
from typing import Final

from ankle_tui.commands.completions.bash_script import bash_script
from ankle_tui.commands.completions.command_tree import CommandNode, command_tree
from ankle_tui.commands.completions.fish_script import fish_script
from ankle_tui.commands.completions.man_page import man_page
from ankle_tui.commands.completions.zsh_script import zsh_script
from ankle_tui.commands.main import command_parser

_SCRIPTS: Final[Mapping[str, tuple[Callable[[CommandNode], str], str]]] = {
    "bash": (bash_script, "share/bash-completion/completions/ankle-tui"),
    "zsh": (zsh_script, "share/zsh/site-functions/_ankle-tui"),
    "fish": (fish_script, "share/fish/vendor_completions.d/ankle-tui.fish"),
}
"""The maker of each shell's script, and where the shell looks for it below a prefix such as `/usr`."""


def script(shell: str) -> str:
    """Make the completion script of a shell.

    Args:
        shell: `bash`, `zsh` or `fish`.
    """
    make, _ = _SCRIPTS[shell]
    return make(command_tree(command_parser()))


def shared_files() -> dict[str, str]:
    """Make all files that a wheel installs for shells and `man`, by their places below the prefix."""
    root = command_tree(command_parser())
    scripts = {place: make(root) for make, place in _SCRIPTS.values()}
    return {**scripts, "share/man/man1/ankle-tui.1": man_page(root)}
