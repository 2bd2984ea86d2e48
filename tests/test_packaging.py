"""What is shipped: the wheel is complete and works by itself, and the source archive builds the same one."""

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from email.parser import HeaderParser
from pathlib import Path

import pytest

import ankle_tui

ROOT = Path(__file__).resolve().parent.parent


def run(command: Sequence[str], folder: Path) -> str:
    # Isolated, as -I is: a PYTHONPATH to the repository would hide a file that the wheel lacks.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(target: str, source: Path, folder: Path) -> Path:
    """Builds without a network: the build back end is one of the development tools."""
    run([sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)], source)
    (made,) = folder.iterdir()
    return made


def files(folder: str, pattern: str = "*") -> set[str]:
    """Paths in the repository, seen from its root."""
    found = (path for path in (ROOT / folder).rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in found}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, which is how an installer lays out one of pure Python."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_the_package_and_the_sounds_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    about = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    assert names - about == files("ankle_tui") | {f"ankle_tui/{name}" for name in files("sounds")}
    needed = {"exercises.toml", "py.typed", "sounds/go.wav", "ui/app.tcss"}
    assert {f"ankle_tui/{name}" for name in needed} <= names


def test_the_wheel_says_what_it_is(installed: Path) -> None:
    (about,) = installed.glob("*.dist-info")
    headers = HeaderParser().parsestr((about / "METADATA").read_text(encoding="utf-8"))
    assert (headers["Name"], headers["Version"]) == ("ankle-tui", ankle_tui.__version__)
    assert headers["Requires-Python"] == ">=3.11"
    assert "ankle-tui = ankle_tui.cli:main" in (about / "entry_points.txt").read_text(encoding="utf-8")
    assert (about / "licenses" / "LICENSE").is_file()


def test_nothing_that_needs_a_compiler_is_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = " ".join(project["dependencies"])
    assert "simpleaudio" not in required
    # The one binary library is asked for only where its makers ship it built.
    (binary,) = (line for line in project["dependencies"] if line.startswith("miniaudio"))
    assert "platform_machine" in binary


def test_an_installed_wheel_finds_its_catalogue_and_its_sounds(installed: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from ankle_tui.audio.library import find_sounds, read_clips\n"
        "from ankle_tui.store.catalogue import load_catalogue\n"
        "print(find_sounds(), len(read_clips(find_sounds())), len(list(load_catalogue())) > 0)"
    )
    folder, clips, exercises = run([sys.executable, "-I", "-c", code], tmp_path).split()
    assert Path(folder) == installed / "ankle_tui" / "sounds"
    assert (int(clips), exercises) == (len(files("sounds", "*.wav")), "True")


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = (path for path in tmp_path.iterdir() if (path / "pyproject.toml").is_file())
    rebuilt = build("wheel", source, tmp_path / "wheel")
    with zipfile.ZipFile(wheel) as ours, zipfile.ZipFile(rebuilt) as theirs:
        assert set(ours.namelist()) == set(theirs.namelist())


def test_the_program_and_the_module_are_the_same(tmp_path: Path) -> None:
    script = Path(sys.executable).parent / "ankle-tui"
    by_module = run([sys.executable, "-m", "ankle_tui", "--version"], tmp_path)
    assert by_module == run([str(script), "--version"], tmp_path) == f"ankle-tui {ankle_tui.__version__}\n"
