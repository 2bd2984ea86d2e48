"""The core in a fresh interpreter: the standard library only, and nothing of it that reaches outside."""

import importlib.util
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import ankle_tui.core

ROOT = Path(__file__).parents[2]
MODULES = [module.name for module in pkgutil.walk_packages(ankle_tui.core.__path__, "ankle_tui.core.")]
OUTSIDE = {
    *[
        "asyncio",
        "concurrent",
        "ctypes",
        "multiprocessing",
        "pathlib",
        "selectors",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
    ],
    *["ssl", "subprocess", "tempfile", "threading", "tomllib", "urllib"],
}
"""What a module that reads no file, starts nothing and waits for nothing has no need of."""
PROGRAM = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
for name in sys.argv[2:]:
    importlib.import_module(name)
print(json.dumps(sorted({name for name in set(sys.modules) - before})))
"""


def newly_loaded(*modules: str) -> set[str]:
    """The modules that a fresh interpreter without any installed package loads for these."""
    command = [sys.executable, "-I", "-S", "-c", PROGRAM, str(ROOT), *modules]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert run.stderr == ""
    return set(json.loads(run.stdout))


def test_there_is_a_core_to_look_at() -> None:
    assert {"ankle_tui.core.session.engine", "ankle_tui.core.session.plan", "ankle_tui.core.history.records"} <= set(
        MODULES
    )


def test_the_whole_core_loads_without_any_package_and_without_the_rest_of_the_program() -> None:
    loaded = newly_loaded(*MODULES)
    ours = {name for name in loaded if name.split(".")[0] == "ankle_tui"}
    assert ours == {"ankle_tui", "ankle_tui.core", *MODULES}
    assert {name.split(".")[0] for name in loaded - ours} <= sys.stdlib_module_names
    assert not OUTSIDE & {name.split(".")[0] for name in loaded}


@pytest.mark.parametrize("module", MODULES)
def test_the_source_asks_for_no_clock_and_no_file(module: str) -> None:
    spec = importlib.util.find_spec(module)
    assert spec
    assert spec.origin
    source = Path(spec.origin).read_text(encoding="utf-8")
    for asked in ("import time", "from time", "import os", ".now(", ".today(", ".utcnow(", "open(", "print(", "input("):
        assert asked not in source
