"""The man page: all commands and options, in roff that `man` reads without a complaint."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ankle_tui
from ankle_tui.commands.completions.command_tree import CommandNode, command_tree
from ankle_tui.commands.completions.man_page import man_page
from ankle_tui.commands.main import command_parser

ROOT = Path(__file__).parents[3]
WIDE = "200"


@pytest.fixture(scope="module")
def tree() -> CommandNode:
    return command_tree(command_parser())


def shown(page: str, folder: Path) -> str:
    """The page as a reader sees it, with not one warning."""
    file = folder / "ankle-tui.1"
    file.write_text(page, encoding="utf-8")
    command = ["groff", "-man", "-ww", "-Tascii", "-P-cbou", f"-rLL={WIDE}n", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_every_command_option_and_help_line_is_on_the_page(tree: CommandNode) -> None:
    page = man_page(tree).replace("\\-", "-").replace("\\(dq", '"')
    for node in tree.all():
        assert not node.words or f'.SS "{" ".join(node.words)}"' in page
        for part in (*node.options, *node.arguments):
            assert part.what in page
            assert all(f"\\fB{name}\\fR" in page for name in part.names)
    assert ankle_tui.__version__ in page


def test_help_lines_have_nothing_left_to_fill_in(tree: CommandNode) -> None:
    assert [part.what for node in tree.all() for part in node.options if "%(" in part.what] == []


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here")
def test_roff_has_nothing_to_complain_of(tree: CommandNode, tmp_path: Path) -> None:
    text = shown(man_page(tree), tmp_path)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "ankle-tui - guided ankle-strength sessions for runners" in lines
    assert "ankle-tui calendar [options] --days D,D --at HH:MM" in lines
    assert "ankle-tui merge [options] FILE ..." in lines
    assert "-o, --output FILE" in lines
    assert "2 a usage error, or a file that cannot be read or written" in lines


def test_the_page_is_made_without_anything_installed(tmp_path: Path) -> None:
    """A wheel is built where only the build back end is there."""
    code = "from ankle_tui.commands.completions.shared_files import shared_files; print(*shared_files())"
    command = [sys.executable, "-S", "-c", code]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) == 4
