"""Settings while the program runs: a change holds at once, the file follows, an editor's change is followed."""

import datetime as dt
from pathlib import Path

import pytest

from ankle_tui.core.exercises.exercise import Sprain
from ankle_tui.services.preferences import Preferences
from ankle_tui.services.startup import open_settings
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import Settings, Slip, load_settings
from tests.builders import shipped

CALF = "calf-raise"


class Desk:
    """Preferences on a file, and what they have told."""

    def __init__(self, path: Path, text: str | None = "") -> None:
        self.path = path
        self.told: list[str] = []
        self.adopted: list[Settings] = []
        self.followed = 0
        if text is not None:
            path.write_text(text, encoding="utf-8")
        file = SettingsFile(path)
        settings, slips = open_settings(file, shipped())
        self.preferences = Preferences(
            settings,
            slips,
            file,
            catalogue=shipped(),
            usable=lambda settings, _: (settings, ()),
            say=self.told.append,
            adopted=lambda before, _: self.adopted.append(before),
            followed=self._follow,
            today=lambda: dt.date(2026, 11, 22),
        )

    def _follow(self) -> None:
        self.followed += 1

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    @property
    def kept(self) -> tuple[Settings, tuple[Slip, ...]]:
        return load_settings(self.path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "config.toml")


def test_the_day_of_another_answer_about_a_sprain_is_noted(desk: Desk) -> None:
    def noted() -> tuple[Sprain | None, dt.date | None]:
        return desk.kept[0].sprain, desk.kept[0].sprain_noted

    desk.preferences.set(sprain=Sprain.NO)
    assert noted() == (Sprain.NO, None)
    desk.preferences.set(sprain=Sprain.LEFT)
    assert noted() == (Sprain.LEFT, dt.date(2026, 11, 22))
    desk.write('sprain = "left"\nsprain_noted = "2026-10-01"\n')
    desk.preferences.look()
    desk.preferences.set(sprain=Sprain.LEFT, volume=0.5)
    assert noted() == (Sprain.LEFT, dt.date(2026, 10, 1))
    desk.preferences.set(sprain=Sprain.NO)
    assert noted() == (Sprain.NO, None)


def test_a_change_holds_and_is_written(desk: Desk) -> None:
    before = desk.preferences.settings
    desk.preferences.set(volume=0.4, minutes=8.0)
    assert desk.kept == (desk.preferences.settings, ())
    assert (desk.preferences.settings.volume, desk.preferences.settings.minutes) == (0.4, 8.0)
    assert (desk.adopted, desk.followed, desk.told) == ([before], 0, [])


def test_without_a_file_a_change_holds_all_the_same(desk: Desk) -> None:
    desk.preferences.file = None
    desk.preferences.set(volume=0.4)
    desk.preferences.look()
    assert desk.preferences.settings.volume == 0.4
    assert desk.kept[0].volume != 0.4


def test_an_edit_is_followed_once_and_new_slips_are_told_once(desk: Desk) -> None:
    desk.write("minutes = 8\nspeling = 1\n")
    for _ in range(2):
        desk.preferences.look()
    assert desk.preferences.settings.minutes == 8
    assert desk.followed == 1
    assert len(desk.told) == 1
    assert "speling" in desk.told[0]


def test_an_edit_just_before_a_change_is_followed_with_it(desk: Desk) -> None:
    desk.write("minutes = 8\n")
    desk.preferences.set(volume=0.3)
    assert (desk.preferences.settings.minutes, desk.preferences.settings.volume) == (8, 0.3)
    assert desk.followed == 1


def test_a_file_that_cannot_be_read_leaves_the_settings_and_keeps_changes_for_later(desk: Desk) -> None:
    desk.preferences.set(volume=0.3)
    desk.write("volume = = 1\n")
    desk.preferences.look()
    assert desk.preferences.settings.volume == 0.3
    assert len(desk.told) == 1
    desk.preferences.set(minutes=8.0)
    desk.preferences.set_rung(CALF, "both-legs/8")
    desk.preferences.write_rungs()
    desk.preferences.set(flash=False)
    assert len(desk.told) == 2, "that it cannot be written is told once, not at every key"
    assert desk.preferences.settings.minutes == 8
    desk.write("")
    desk.preferences.set(cooldown=True)
    kept = desk.kept[0]
    assert (kept.minutes, kept.flash, kept.cooldown, dict(kept.rungs)) == (8, False, True, {CALF: "both-legs/8"})


def test_rungs_hold_at_once_and_are_written_together(desk: Desk) -> None:
    for rung in ("both-legs/8", "both-legs/10"):
        desk.preferences.set_rung(CALF, rung)
    assert desk.preferences.settings.rungs == {CALF: "both-legs/10"}
    assert desk.kept[0].rungs == {}
    desk.write("minutes = 8\n")
    desk.preferences.look()
    assert desk.preferences.settings.rungs == {CALF: "both-legs/10"}, (
        "an edit does not undo what is still to be written"
    )
    desk.preferences.write_rungs()
    assert desk.kept[0].rungs == {CALF: "both-legs/10"}
    desk.preferences.set_rung(CALF, None)
    desk.preferences.close()
    assert desk.kept[0].rungs == {}


def test_at_the_end_rungs_are_written_and_nothing_is_followed(desk: Desk) -> None:
    desk.preferences.set_rung(CALF, "both-legs/8")
    desk.write("minutes = 8\n")
    desk.preferences.close()
    assert desk.kept[0].rungs == {CALF: "both-legs/8"}
    assert (desk.followed, desk.preferences.settings.minutes) == (0, None)
