"""What each part loads, seen from fresh interpreters: the core knows nobody, and a command pays only for what it shows."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

import ankle_tui
from ankle_tui import __main__ as entry
from ankle_tui.commands.inputs import NO_SESSIONS
from ankle_tui.commands.session.unfinished_sessions import NONE_UNFINISHED
from ankle_tui.commands.upkeep.backup import NO_BACKUPS
from ankle_tui.commands.upkeep.speak_names import NOTHING_OF_YOUR_OWN

pytestmark = pytest.mark.slow

PACKAGE = Path(ankle_tui.__file__).parent
SHELLS = {"textual", "rich", "platformdirs", "asyncio", "subprocess", "miniaudio", "simpleaudio"}
SCREEN = {"textual", "rich"}
SOUND = {"miniaudio", "simpleaudio"}
PAGE = {"jinja2", "leather", "markupsafe"}

REPORT = """
import pathlib, sys
report, before = pathlib.Path(sys.argv[1]), set(sys.modules)
{code}
report.write_text("\\n".join(set(sys.modules) - before), encoding="utf-8")
"""
IMPORT = "import importlib; [importlib.import_module(name) for name in sys.argv[2:]]"
COMMAND = """
from ankle_tui.commands.main import main
try:
    code = main(sys.argv[2:])
except SystemExit as end:
    code = end.code
if code: sys.exit(code)
"""


def loaded(code: str, arguments: Iterable[str], folder: Path, *, without_input: bool = False) -> tuple[set[str], str]:
    """Runs code in a fresh interpreter.

    Returns:
        The modules it leaves loaded, less those an interpreter starts with, and what it printed.
    """
    report = folder / "modules"
    command = [sys.executable, "-c", REPORT.format(code=code), str(report), *arguments]
    if without_input:  # closed for good, as some service managers leave it, not merely empty
        command = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
    environment = {**os.environ, "HOME": str(folder)}  # sound libraries leave things there
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return set(report.read_text(encoding="utf-8").splitlines()), done.stdout


def modules(*, inside: str = "", apart: Sequence[str] = ()) -> list[str]:
    """Our own modules below a part of the package, as they are imported."""
    names = []
    for path in sorted((PACKAGE / inside).rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in names if not f"{name}.".startswith(tuple(f"ankle_tui.{part}." for part in apart))]


def top_level(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def test_the_core_loads_the_standard_library_and_itself(tmp_path: Path) -> None:
    names, _ = loaded(IMPORT, modules(inside="core"), tmp_path)
    ours = {name for name in names if top_level([name]) == {"ankle_tui"}}
    assert ours == {"ankle_tui", *modules(inside="core")}
    assert top_level(names - ours) <= sys.stdlib_module_names
    assert not top_level(names) & SHELLS


def test_only_the_user_interface_loads_the_screen(tmp_path: Path) -> None:
    names, _ = loaded(IMPORT, modules(apart=["ui"]), tmp_path)
    assert not top_level(names) & SCREEN


def test_nothing_of_activity_files_is_loaded_before_home(tmp_path: Path) -> None:
    names, _ = loaded(
        IMPORT, ["ankle_tui.commands.session.home", "ankle_tui.ui.app", "ankle_tui.ui.home.screen"], tmp_path
    )
    readers = ("ankle_tui.store.activities", "ankle_tui.services.run_days", "pyexpat", "gzip", "csv")
    assert not [name for name in names if name.startswith(readers)]


def test_the_screen_comes_without_ssl_which_can_be_loaded_all_the_same(tmp_path: Path) -> None:
    names, _ = loaded(IMPORT, ["ankle_tui.ui.session.screen"], tmp_path)
    assert {"textual", "asyncio"} <= top_level(names)
    assert "ssl" not in names
    assert "ssl" in loaded(IMPORT, ["ankle_tui.ui.session.screen", "ssl"], tmp_path)[0]


def test_no_sound_library_is_loaded_outside_the_helper(tmp_path: Path) -> None:
    names, _ = loaded(IMPORT, modules(apart=["audio.helper"]), tmp_path)
    assert "ankle_tui.ui.app" in names
    assert not top_level(names) & SOUND


def test_nothing_but_the_report_loads_what_its_page_is_made_with(tmp_path: Path) -> None:
    names, _ = loaded(IMPORT, modules(apart=["commands.report"]), tmp_path)
    assert {"ankle_tui.ui.app", "ankle_tui.commands.session.home"} <= names
    assert not top_level(names) & PAGE


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        ("--version", f"ankle-tui {ankle_tui.__version__}"),
        ("exercises", "lateral-hops"),
        ("exercises --json", "lateral-hops"),
        ("exercises --speak", NOTHING_OF_YOUR_OWN),
        ("history", NO_SESSIONS),
        ("history --json", "[]"),
        ("history --csv", "session,day,"),
        ("status", "0/2 this week"),
        ("status --json", '"streak": 0'),
        ("stats", NO_SESSIONS),
        ("stats --json", '"streak": 0'),
        ("day", "Sun"),
        ("day run --hard", "hard run."),
        ("week", "0/2 this week"),
        ("week sick", "a rest week."),
        ("report", "<!DOCTYPE html>"),
        ("settings", "target"),
        ("settings target 3", "target is now 3."),
        ("amend", NO_SESSIONS),
        ("add calf-raise", "Added: "),
        ("ladder", "calf-raise"),
        ("ladder calf-raise --json", "both-legs"),
        ("progress", NO_SESSIONS),
        ("progress calf-raise", "not done yet"),
        ("about", "When to stop"),
        ("about stop", "Sources"),
        ("block", "No block yet."),
        ("block --begin", "Eight weeks"),
        ("calendar --days tue,fri --at 18:30", "BEGIN:VCALENDAR"),
        ("runs .", "No new file"),
        ("resume --list", NONE_UNFINISHED),
        ("backup list", NO_BACKUPS),
        ("completions bash", "complete -F"),
        ("completions --values exercises", "lateral-hops"),
        ("doctor", "history"),
        ("doctor --json", '"state": "ok"'),
        ("start --plain --demo 1000 --exercises lateral-hops", "Session done."),
    ],
)
def test_a_command_without_a_screen_loads_neither_screen_nor_sound(command: str, printed: str, tmp_path: Path) -> None:
    # The helper is to start as it does for a runner, but nobody need hear it; where there is no device doctor says so.
    settings = 'sound = "bell"\n' if command.startswith("doctor") else "volume = 0\n"
    (tmp_path / "config.toml").write_text(settings, encoding="utf-8")
    folders = ["--data-dir", str(tmp_path), "--config-dir", str(tmp_path)]
    names, output = loaded(COMMAND, [*folders, *command.split()], tmp_path, without_input=os.name == "posix")
    assert printed in output
    assert not top_level(names) & (SCREEN | SOUND)
    assert command == "report" or not top_level(names) & PAGE


FRAME = """
import datetime, sys
from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.commands.session import home
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.launch import Ahead
seen = []
def read():
    seen.append(sorted(sys.modules))
    raise OSError
outline = DigestOutline(None, Settings().rules, datetime.date.today())
app = AnkleApp(Ahead(settings=Settings(), outline=outline, read=read))
app.run(headless=True)
assert isinstance(app.unread, OSError)
print(*seen[0])
"""
BEHIND = (
    *("core.block", "core.exercises.catalogue", "core.exercises.exercise", "core.history.records", "core.session.plan"),
    *(
        "core.training",
        "core.weeks.calendar",
        "services.coach",
        "services.journal",
        "services.startup",
        "store.sessions",
    ),
    *("store.history.history_file", "ui.home.desk", "ui.session_flow", "ui.widgets.exercise_picker"),
)
"""What only the history needs: loaded behind the first frame."""
AHEAD = 80
"""Most modules of ours to load before it."""


def test_the_first_frame_loads_nothing_that_only_the_history_needs(tmp_path: Path) -> None:
    _, output = loaded(FRAME, [], tmp_path)
    ours = [name for name in output.split() if top_level([name]) == {"ankle_tui"}]
    assert [name for name in ours if f"{name}.".startswith(tuple(f"ankle_tui.{part}." for part in BEHIND))] == []
    assert "ankle_tui.ui.home.screen" in ours
    assert len(ours) <= AHEAD


def test_our_modules_are_loaded_when_they_are_used_where_python_can(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "set_lazy_imports", told.append, raising=False)
    monkeypatch.setattr(sys, "set_lazy_imports_filter", told.append, raising=False)
    entry._import_lazily()
    which, mode = told
    assert callable(which)
    assert mode == "all"
    assert [which(name, "x", None) for name in ("ankle_tui.ui.app", "textual.app", "ankle_tuition")] == [
        True,
        False,
        False,
    ]
