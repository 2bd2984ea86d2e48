"""What is shipped: the wheel is complete and works by itself, and the source archive builds the same one."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Sequence
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import ankle_tui
from ankle_tui.commands.completions.shared_files import shared_files
from ankle_tui.commands.main import command_parser

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
RECIPES = ROOT / "packaging"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = {name: needs for name, needs in PROJECT["optional-dependencies"].items() if name not in {"dev", "simpleaudio"}}
"""What a recipe offers besides: `simpleaudio` needs a compiler, `dev` is for developers."""
ICON = "share/icons/hicolor/scalable/apps/ankle-tui.svg"


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


def brought(installed: Path) -> dict[str, str]:
    """Files the wheel installs below the prefix, such as `/usr`."""
    (shared,) = installed.glob("*.data")
    files = (path for path in (shared / "data").rglob("*") if path.is_file())
    return {path.relative_to(shared / "data").as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_the_wheel_brings_scripts_for_shells_and_a_man_page_made_from_its_commands(installed: Path) -> None:
    desktop = {"share/applications/ankle-tui.desktop", ICON}
    assert {place: text for place, text in brought(installed).items() if place not in desktop} == shared_files()


def test_a_desktop_finds_the_program_and_its_icon(installed: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]  # keys as they are written
    entry.read_string(brought(installed)["share/applications/ankle-tui.desktop"])
    main = entry["Desktop Entry"]
    assert (main["Terminal"], main["Exec"], f"{main['Icon']}.svg") == ("true", "ankle-tui", Path(ICON).name)
    actions = main["Actions"].strip(";").split(";")
    assert {f"Desktop Action {each}" for each in actions} | {"Desktop Entry"} == set(entry.sections())
    for action in actions:
        program, *words = entry[f"Desktop Action {action}"]["Exec"].split()
        assert (program, command_parser().parse_args(words).command) == ("ankle-tui", words[0])
    drawing = ET.fromstring(brought(installed)[ICON])  # noqa: S314 - ours
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"


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


def srcinfo() -> dict[str, list[str]]:
    """Read `.SRCINFO`, which the AUR shows and searches instead of running `PKGBUILD`."""
    found: dict[str, list[str]] = {}
    for line in (RECIPES / "aur" / ".SRCINFO").read_text(encoding="utf-8").splitlines():
        key, separator, value = line.strip().partition(" = ")
        if separator:
            found.setdefault(key, []).append(value)
    return found


def arch_packages(lines: Sequence[str], *, bounds: Sequence[str] = ("==", ">=", "<")) -> set[str]:
    """Name requirements as Arch does, one for each bound."""
    needs = [Requirement(line) for line in lines]
    return {f"python-{need.name}{bound}" for need in needs for bound in need.specifier if bound.operator in bounds}


def test_the_recipe_for_arch_asks_for_what_the_project_does() -> None:
    said = srcinfo()
    always = [line for line in PROJECT["dependencies"] if ";" not in line]
    sometimes = [line for line in PROJECT["dependencies"] if ";" in line]
    sometimes += [line for needs in EXTRAS.values() for line in needs]
    assert said["pkgver"] == [ankle_tui.__version__]
    assert said["pkgdesc"] == [PROJECT["description"]]
    assert set(said["depends"]) == {f"python{PROJECT['requires-python']}"} | arch_packages(always)
    assert {line.partition(":")[0] for line in said["optdepends"]} == arch_packages(sometimes, bounds=[">="])
    assert set(said["makedepends"]) >= arch_packages(PYPROJECT["build-system"]["requires"])


@pytest.mark.skipif(not shutil.which("bash"), reason="PKGBUILD is a script of bash")
def test_what_the_aur_shows_is_what_the_recipe_says(tmp_path: Path) -> None:
    said = srcinfo()
    names = sorted(said.keys() - {"pkgbase"})
    lists = "".join(f'printf "{name} = %s\\n" "${{{name}[@]}}"\n' for name in names)
    printed = run(["bash", "-c", f"set -eu; source '{RECIPES / 'aur' / 'PKGBUILD'}'\n{lists}"], tmp_path)
    assert printed.splitlines() == [f"{name} = {value}" for name in names for value in said[name]]


def test_the_recipe_for_homebrew_is_of_this_version_and_the_newest_python() -> None:
    text = (RECIPES / "homebrew" / "ankle-tui.rb").read_text(encoding="utf-8")
    supported = [word for line in PROJECT["classifiers"] for word in re.findall(r"Python :: (3\.\d+)$", line)]
    assert re.findall(r"ankle_tui-(.+)\.tar\.gz", text) == [ankle_tui.__version__]
    assert set(re.findall(r"python@?(\d[\d.]*)", text)) == {max(supported, key=Version)}
    assert f'license "{PROJECT["license"]}"' in text


def test_the_recipe_for_nix_says_nothing_the_project_says() -> None:
    text = (RECIPES / "nix" / "default.nix").read_text(encoding="utf-8")
    named = {Requirement(line).name for line in PROJECT["dependencies"] + PYPROJECT["build-system"]["requires"]}
    assert [name for name in named if name in text] == []
    assert ankle_tui.__version__ not in text


NIXPKGS = """{ lib = { inherit (builtins) mapAttrs; cleanSource = toString; licenses.mit = "MIT"; };
  python3Packages = builtins.listToAttrs (map (name: { inherit name; value = name; }) (builtins.fromJSON ''%s'')) // {
    buildPythonApplication = made: removeAttrs made [ "src" "meta" ]; pythonOlder = version: version; }; }"""
"""As much of nixpkgs as the recipe uses; a package is its name."""


@pytest.mark.skipif(not shutil.which("nix-instantiate"), reason="needs Nix")
def test_the_recipe_for_nix_reads_the_project(tmp_path: Path) -> None:
    kinds = {"dependencies": PROJECT["dependencies"], "build": PYPROJECT["build-system"]["requires"], **EXTRAS}
    names = {kind: [Requirement(line).name for line in lines] for kind, lines in kinds.items()}
    pkgs = NIXPKGS % json.dumps(sorted({name for each in names.values() for name in each}))
    expression = f"import {RECIPES / 'nix'} {{ pkgs = {pkgs}; }}"
    made = json.loads(run(["nix-instantiate", "--eval", "--strict", "--json", "-E", expression], tmp_path))
    assert (made["pname"], made["version"]) == (PROJECT["name"], ankle_tui.__version__)
    assert f">={made['disabled']}" == PROJECT["requires-python"]
    assert (made["dependencies"], made["build-system"]) == (names["dependencies"], names["build"])
    assert made["optional-dependencies"] == {extra: names[extra] for extra in EXTRAS}
