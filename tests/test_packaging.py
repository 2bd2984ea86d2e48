"""What is shipped: the wheel is complete and works by itself, and the source archive builds the same one."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import ankle_tui
from ankle_tui.commands.completions.shared_files import shared_files

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


def metadata(installed: Path) -> Message:
    (about,) = installed.glob("*.dist-info")
    return HeaderParser().parsestr((about / "METADATA").read_text(encoding="utf-8"))


def requirements(installed: Path) -> list[Requirement]:
    return [Requirement(line) for line in metadata(installed).get_all("Requires-Dist", [])]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, which is how an installer lays out one of pure Python."""
    folder = tmp_path_factory.mktemp("site-packages")
    shutil.unpack_archive(wheel, folder, "zip")
    return folder


def test_the_wheel_holds_the_package_and_the_sounds_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    about = {name for name in names if name.split("/")[0].endswith((".dist-info", ".data"))}
    assert names - about == files("ankle_tui") | {f"ankle_tui/{name}" for name in files("sounds")}
    needed = {
        "data/exercises.toml",
        "data/history.schema.json",
        "data/information.toml",
        "py.typed",
        "sounds/LICENSE-Kokoro-82M.txt",
        "sounds/NOTICE-Kokoro-82M.txt",
        "sounds/go.wav",
        "sounds/voice/left-leg.wav",
        "ui/app.tcss",
    }
    assert {f"ankle_tui/{name}" for name in needed} <= names


def test_the_wheel_brings_scripts_for_shells_and_a_man_page_made_from_its_commands(installed: Path) -> None:
    (shared,) = installed.glob("*.data")
    brought = {path.relative_to(shared / "data"): path for path in shared.rglob("*") if path.is_file()}
    assert {path.as_posix(): file.read_text(encoding="utf-8") for path, file in brought.items()} == shared_files()


def test_all_sounds_together_are_small(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        sizes = [item.compress_size for item in archive.infolist() if item.filename.endswith(".wav")]
    assert len(sizes) == len(files("sounds", "*.wav"))
    assert sum(sizes) <= 4_000_000


def test_the_wheel_says_what_it_is(installed: Path) -> None:
    (about,) = installed.glob("*.dist-info")
    headers = metadata(installed)
    assert (headers["Name"], headers["Version"]) == ("ankle-tui", ankle_tui.__version__)
    assert headers["Requires-Python"] == ">=3.11"
    assert "ankle-tui = ankle_tui.__main__:main" in (about / "entry_points.txt").read_text(encoding="utf-8")
    assert (about / "licenses" / "LICENSE").is_file()


@pytest.mark.parametrize(
    ("system", "machine", "python", "asked"),
    [
        ("linux", "x86_64", "3.11", True),
        ("linux", "x86_64", "3.14", True),
        ("linux", "x86_64", "3.15", False),
        ("linux", "aarch64", "3.12", False),
        ("darwin", "arm64", "3.12", True),
        ("darwin", "x86_64", "3.12", True),
        ("win32", "AMD64", "3.12", True),
        ("win32", "ARM64", "3.12", False),
    ],
)
def test_the_sound_library_is_asked_for_only_where_it_comes_built(
    system: str, machine: str, python: str, asked: bool, installed: Path
) -> None:
    environment = {"sys_platform": system, "platform_machine": machine, "python_version": python, "extra": ""}
    required = {
        need.name for need in requirements(installed) if need.marker is None or need.marker.evaluate(environment)
    }
    assert required == {"textual", "rich", "platformdirs", "filelock", "tomlkit"} | ({"miniaudio"} if asked else set())


def test_an_installed_wheel_finds_its_catalogue_and_its_sounds(installed: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from ankle_tui.audio.sound_files import find_sounds, read_clips\n"
        "from ankle_tui.store.shipped import load_catalogue\n"
        "print(find_sounds(), len(read_clips(find_sounds())), len(list(load_catalogue())) > 0)"
    )
    folder, clips, exercises = run([sys.executable, "-I", "-c", code], tmp_path).split()
    assert Path(folder) == installed / "ankle_tui" / "sounds"
    assert (int(clips), exercises) == (len(files("sounds", "*.wav")), "True")


@pytest.mark.slow
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
