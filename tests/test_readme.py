"""The README tells the truth: its commands, keys, settings and pictures are those of the program."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from ankle_tui.commands.parser import make_parser
from ankle_tui.ui.keys.keymap import commands, key_name, read_keymap

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Every block of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def said() -> list[str]:
    """Every command line of the program, without comment, pipe and redirection."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    lines += re.findall(r"`(?:\w+=\S+ )*(ankle-tui [^`…]*)`", README)
    return sorted({re.split(r" +[#>|]", line)[0] for line in lines if line.startswith("ankle-tui ")})


@pytest.mark.parametrize("line", said())
def test_every_command_is_understood(line: str) -> None:
    words = shlex.split(line)[1:]
    if words[-1] == "--help":
        with pytest.raises(SystemExit, match="0"):
            make_parser().parse_args(words)
    else:
        make_parser().parse_args(words)


def test_every_example_of_keys_can_be_used() -> None:
    tables = [tomllib.loads(block).get("keys", {}) for block in blocks("toml")]
    assert [read_keymap(table) for table in tables if table]


@pytest.mark.parametrize(
    ("title", "screens", "every"),
    [("in a session", ("session",), True), ("on the first screen", ("home", "picker"), False)],
)
def test_the_tables_of_keys_are_those_of_the_program(title: str, screens: tuple[str, ...], every: bool) -> None:
    table = README.partition(f"| {title} |")[2].partition("\n\n")[0]
    told = {key.replace("`", "") for row in table.splitlines()[2:] for key in re.findall(r"`[^`]+`", row)}
    ours = [command for command in commands() if command.id.partition(".")[0] in screens]
    assert told <= {key_name(key) for command in ours for key in command.keys}
    assert not every or told >= {key_name(command.keys[0]) for command in ours}


def test_every_link_leads_somewhere_and_every_picture_is_shown() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    headings = re.findall(r"^##+ (.*)", README, re.MULTILINE)
    anchors = {"#" + re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert [link for link in links if link not in anchors and not (ROOT / link).is_file()] == []
    assert {path.name for path in ROOT.glob("docs/*.svg")} == {
        Path(link).name for link in links if link.endswith("svg")
    }
