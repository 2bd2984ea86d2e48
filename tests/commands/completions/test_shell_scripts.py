"""Completion scripts: they name all there is, and real shells complete with them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ankle_tui.commands.completions.bash_script import bash_script
from ankle_tui.commands.completions.command_tree import CommandNode, command_tree
from ankle_tui.commands.completions.fish_script import fish_script
from ankle_tui.commands.completions.print_script import SHELLS
from ankle_tui.commands.completions.shared_files import script
from ankle_tui.commands.completions.zsh_script import zsh_script
from ankle_tui.commands.main import COMMANDS, command_parser
from ankle_tui.commands.parser import CommandParser, Reader, make_parser
from ankle_tui.store.user_files import template

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
WORD_OR_LISTED = Reader(str, words=["last"], listed="routines")

CASES = [
    ("st", ["start", "stats", "status"]),
    ("start --fe", ["--feel"]),
    ("start --feel ", ["fine", "pain", "sore"]),
    ("start --feel so", ["sore"]),
    ("start --level experienced --context p", ["post-run"]),
    ("day r", ["rest", "run"]),
    ("day --date yes", ["yesterday"]),
    ("--data-dir start day --hard r", ["rest", "run"]),
    ("day run r", []),
    ("week r", ["rest"]),
    ("test st", ["stance"]),
    ("backup r", ["restore"]),
    ("backup list --data", ["--data-dir"]),
    ("help st", ["start", "stats", "status"]),
    ("calendar --days mon,t", ["mon,thu", "mon,tue"]),
    ("completions ", ["bash", "fish", "zsh"]),
    ("start --exercises calf-raise,la", ["calf-raise,lateral-hops"]),
    ("start --exercises calf-raise,calf-", ["calf-raise,calf-roll"]),
    ("--config-dir own start --routine ", ["morning"]),
    ("start --config-dir own --exercises toe-", ["toe-raise"]),
    ("merge a pla", ["plan.ics"]),
    ("calendar -o pla", ["plan.ics"]),
    ("report --output pla", ["plan.ics"]),
]
"""What is typed, and all that it can become."""


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell} here")


def option(shell: str, name: str) -> str:
    """An option as the script of a shell writes it."""
    if shell != "fish":
        return name
    return f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"


@pytest.fixture(scope="module")
def tree() -> CommandNode:
    return command_tree(command_parser())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts, the program, a file, and a folder of the runner's own exercises."""
    folder = tmp_path_factory.mktemp("shells")
    for shell in SHELLS:
        (folder / shell).write_text(script(shell), encoding="utf-8")
    program = folder / "bin" / "ankle-tui"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -m ankle_tui \"$@\"\n", encoding="utf-8"
    )
    program.chmod(0o755)
    (folder / "own").mkdir()
    (folder / "own" / "exercises.toml").write_text(template(), encoding="utf-8")
    (folder / "plan.ics").touch()
    return folder


def environment(place: Path) -> dict[str, str]:
    home = str(place / "home")
    return {"PATH": f"{place / 'bin'}:{os.environ['PATH']}", "HOME": home, "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def shell_output(place: Path, command: Sequence[str]) -> str:
    done = subprocess.run(
        command, cwd=place, env=environment(place), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def add_word(_: str, command: CommandParser) -> None:
    command.add_argument("what", type=WORD_OR_LISTED)


def small_parser() -> CommandParser:
    """A parser with an argument that takes a word, or something of a list."""
    parser = make_parser({"go": "go"}, add_word)
    assert parser.below()["go"].parts()[-1].type is WORD_OR_LISTED
    return parser


@needs("bash")
def test_bash_offers_words_and_a_list_together(place: Path) -> None:
    (place / "small").write_text(bash_script(command_tree(small_parser())), encoding="utf-8")
    code = 'source ./small; COMP_WORDS=(ankle-tui --config-dir own go ""); COMP_CWORD=4; _ankle_tui; echo "${COMPREPLY[*]}"'
    assert shell_output(place, ["bash", "--norc", "-c", code]) == "last morning\n"


@needs("fish")
def test_fish_offers_words_and_a_list_together(place: Path) -> None:
    (place / "small").write_text(fish_script(command_tree(small_parser())), encoding="utf-8")
    code = "source ./small; complete -C 'ankle-tui --config-dir own go ' | string match -r '^[^\t]+'"
    assert shell_output(place, ["fish", "--no-config", "-c", code]) == "last\nmorning\n"


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_option_and_word_is_in_each_script(shell: str, tree: CommandNode, place: Path) -> None:
    text = (place / shell).read_text(encoding="utf-8")
    nodes = list(tree.all())
    assert {node.words[0] for node in nodes if node.words} == {*COMMANDS, "help"}
    assert ("backup", "restore") in {node.words for node in nodes}
    for node in nodes:
        for part in (*node.options, *node.arguments):
            values = [part.values.listed, *part.values.words] if part.values else []
            expected = [*node.words, *(option(shell, name) for name in part.names), *filter(None, values)]
            assert [word for word in expected if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)] == []


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs(shell)) for shell in SHELLS])
def test_each_shell_can_read_its_script(shell: str, place: Path) -> None:
    assert shell_output(place, [shell, "-n", str(place / shell)]) == ""


@needs("bash")
def test_bash_knows_the_command(place: Path) -> None:
    shown = shell_output(place, ["bash", "--norc", "-c", "source ./bash; complete -p ankle-tui"])
    assert shown == "complete -F _ankle_tui ankle-tui\n"


def bash_completes(place: Path, words: Sequence[str]) -> list[str]:
    """What bash offers for the last word."""
    code = 'source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ankle_tui; printf "%s\\n" "${COMPREPLY[@]}"'
    return sorted(shell_output(place, ["bash", "--norc", "-c", code, "bash", "ankle-tui", *words]).split())


@needs("bash")
@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_bash_completes(typed: str, offered: list[str], place: Path) -> None:
    assert bash_completes(place, typed.split(" ")) == offered


@needs("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["start", "--feel", "="], ["fine", "pain", "sore"]),
        (["start", "--feel", "=", "so"], ["sore"]),
        (["--config-dir", "=", "own", "start", "--routine", "="], ["morning"]),
    ],
)
def test_bash_completes_behind_an_equals_sign_which_it_takes_for_a_word(
    words: list[str], offered: list[str], place: Path
) -> None:
    assert bash_completes(place, words) == offered


@needs("fish")
@pytest.mark.parametrize(("typed", "offered"), [*CASES, ("start --feel=so", ["--feel=sore"])])
def test_fish_completes(typed: str, offered: list[str], place: Path) -> None:
    code = "source ./fish; complete -C $argv[1]"
    shown = shell_output(place, ["fish", "--no-config", "-c", code, f"ankle-tui {typed}"])
    assert sorted(line.partition("\t")[0] for line in shown.splitlines()) == offered


@needs("fish")
def test_fish_offers_no_option_beside_its_rival(place: Path) -> None:
    code = "source ./fish; complete -C 'ankle-tui history --json --'"
    shown = shell_output(place, ["fish", "--no-config", "-c", code])
    assert "--data-dir" in shown
    assert "--csv" not in shown


def check_zsh(place: Path, text: str, cases: Sequence[tuple[str, list[str]]]) -> None:
    """Complete in a zsh that loads the script by itself when it is first needed."""
    pexpect = pytest.importorskip("pexpect")
    functions = place / "site-functions"
    functions.mkdir(exist_ok=True)
    (functions / "_ankle-tui").write_text(text, encoding="utf-8")
    zsh = pexpect.spawn(
        "zsh", ["-f", "-i"], env=environment(place), cwd=str(place), encoding="utf-8", timeout=20, dimensions=(50, 200)
    )
    try:
        zsh.sendline(f"PS1=; fpath=({functions} $fpath); autoload -U compinit; compinit -D -u; print rea''dy")
        zsh.expect("ready")
        for typed, offered in cases:
            if len(offered) == 1:
                zsh.send(f"ankle-tui {typed}\t")
                before, _, _ = f"ankle-tui {typed}".rpartition(" ")
                zsh.expect_exact(f"{before} {offered[0]}")
            elif offered:
                zsh.send(f"ankle-tui {typed}\t\t")
                zsh.expect("".join(rf"(?=.*\b{word.rpartition(',')[2]}\b)" for word in offered))
            zsh.send("\x15")
    finally:
        zsh.close(force=True)


@pytest.mark.e2e
@needs("zsh")
def test_zsh_completes(place: Path) -> None:
    further = [("start --feel=so", ["--feel=sore"]), ("history --json --c", ["--config-dir="])]
    check_zsh(place, script("zsh"), [*CASES, *further])


@pytest.mark.e2e
@needs("zsh")
def test_zsh_offers_words_and_a_list_together(place: Path) -> None:
    check_zsh(place, zsh_script(command_tree(small_parser())), [("--config-dir own go ", ["last", "morning"])])
