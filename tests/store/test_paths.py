"""Where files live: an option before the environment before the platform's own folder."""

from pathlib import Path

import platformdirs
import pytest

from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.paths import CONFIG_VARIABLE, DATA_VARIABLE, Folders, find_folders

ENVIRON = {DATA_VARIABLE: "/env/data", CONFIG_VARIABLE: "/env/config"}


def absolute(path: str) -> Path:
    return Path(path).absolute()


def test_an_option_comes_first() -> None:
    folders = find_folders("/option/data", "/option/config", ENVIRON)
    assert folders == Folders(absolute("/option/data"), absolute("/option/config"))


def test_then_the_environment() -> None:
    assert find_folders(None, None, ENVIRON) == Folders(absolute("/env/data"), absolute("/env/config"))


def test_each_folder_by_itself() -> None:
    folders = find_folders(None, "/option/config", {DATA_VARIABLE: "/env/data"})
    assert folders == Folders(absolute("/env/data"), absolute("/option/config"))


@pytest.mark.parametrize("environ", [{}, {DATA_VARIABLE: "", CONFIG_VARIABLE: ""}], ids=["unset", "empty"])
def test_then_the_platform(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, appauthor: absolute(f"/data/{name}"))
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name, appauthor: absolute(f"/config/{name}"))
    assert find_folders(None, None, environ) == Folders(absolute("/data/ankle-tui"), absolute("/config/ankle-tui"))


def test_the_files_in_them() -> None:
    folders = find_folders("/d", "/c", {})
    assert (folders.history, folders.settings) == (absolute("/d/history.json"), absolute("/c/config.toml"))


def test_a_relative_folder_is_taken_from_where_we_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_folders("data", "../c", {}) == Folders(tmp_path / "data", tmp_path / "../c")


def test_nothing_is_created(tmp_path: Path) -> None:
    find_folders(str(tmp_path / "data"), str(tmp_path / "config"), {})
    assert list(tmp_path.iterdir()) == []


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_folders("~/ankle", "/c", {}).data == tmp_path / "ankle"


def test_a_home_that_does_not_exist_is_one_line() -> None:
    with pytest.raises(FileProblem, match="~nobody-of-this-name"):
        find_folders("~nobody-of-this-name/ankle", "/c", {})


def test_no_home_folder_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(self: Path) -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "expanduser", no_home)
    with pytest.raises(FileProblem, match="there is no such home folder"):
        find_folders(None, "/c", {})
