"""README and manual tell the truth: their commands, keys, settings and pictures are those of the program."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from ankle_tui.commands.main import command_parser
from ankle_tui.ui.keys.keymap import commands, read_keymap
from ankle_tui.ui.keys.names import key_name, textual_key

ROOT = Path(__file__).parents[1]
README, MANUAL = ROOT / "README.md", ROOT / "docs" / "manual.md"
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in (README, MANUAL))
MOST_LINES = 120
"""Lines in which the README answers what a newcomer asks; the rest is the manual's."""


def blocks(language: str) -> list[str]:
    """Every block of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def said() -> list[str]:
    """Every command line of the program, without comment, pipe and redirection."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    lines += re.findall(r"`(?:\w+=\S+ )*(ankle-tui [^`…]*)`", TEXT)
    return sorted({re.split(r" +[#>|]", line)[0] for line in lines if line.startswith("ankle-tui ")})


@pytest.mark.parametrize("line", said())
def test_every_command_is_understood(line: str) -> None:
    words = shlex.split(line)[1:]
    if words[-1] == "--help":
        with pytest.raises(SystemExit, match="0"):
            command_parser().parse_args(words)
    else:
        command_parser().parse_args(words)


def test_every_example_of_keys_can_be_used() -> None:
    tables = [tomllib.loads(block).get("keys", {}) for block in blocks("toml")]
    assert [read_keymap(table) for table in tables if table]


@pytest.mark.parametrize("page", [README, MANUAL], ids=["README", "manual"])
@pytest.mark.parametrize(
    ("title", "screens"),
    [
        ("in a session", ("session",)),
        ("on the first screen", ("home", "picker")),
        ("in block and self-tests", ("self-tests", "rows", "self-test", "result")),
    ],
)
def test_the_tables_of_keys_are_those_of_the_program(page: Path, title: str, screens: tuple[str, ...]) -> None:
    table = page.read_text(encoding="utf-8").partition(f"| {title} |")[2].partition("\n\n")[0]
    told = {key.replace("`", "") for row in table.splitlines()[2:] for key in re.findall(r"`[^`]+`", row)}
    ours = [command.keys.split() for command in commands() if command.id.partition(".")[0] in screens]
    assert told <= {key_name(textual_key(key)) for keys in ours for key in keys}
    every = page == MANUAL and screens == ("session",)
    assert not every or told >= {key_name(textual_key(keys[0])) for keys in ours}


@pytest.mark.parametrize("page", [README, MANUAL, ROOT / "docs" / "architecture.md", ROOT / "CONTRIBUTING.md"])
def test_every_link_leads_somewhere_and_every_picture_is_shown(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    headings = re.findall(r"^##+ (.*)", text, re.MULTILINE)
    anchors = {"#" + re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert [link for link in links if link not in anchors and not (page.parent / link).is_file()] == []


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_architecture_names_what_there_is() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:audio|commands|core|data|plain|services|store|ui)/[\w./]*)`", text)
    package = ROOT / "ankle_tui"
    assert len(named) > 20
    assert [name for name in named if not ((package / name).exists() or (package / f"{name}.py").exists())] == []
