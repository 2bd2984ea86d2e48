"""Values of a setting in a line, and its line in the file."""

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.settings.sections import Setting, make_sections
from ankle_tui.ui.settings.setting_lines import AFTER, BEFORE, chips, file_line, first_in_sight, one_value

WORDS = ["by level", "5", "10", "15", "20"]


def text(found: list) -> str:  # type: ignore[type-arg]
    return "".join(chip.text for chip in found)


def test_what_leads_a_session_has_the_order_in_which_its_key_goes_through_it() -> None:
    settings = [each for section in make_sections(Settings(), [], [], "") for each in section.settings]
    (modes,) = [[value for _, value in each.values] for each in settings if each.key == "sound_mode"]
    assert [mode.following for mode in modes if isinstance(mode, SoundMode)] == [*modes[1:], modes[0]]


def test_all_values_stand_in_a_line_where_they_fit() -> None:
    assert text(chips(WORDS, 2, 25)) == " by level  5  10  15  20 "
    assert [chip.at for chip in chips(WORDS, 2, 25)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("room", range(6, 25))
@pytest.mark.parametrize("at", range(5))
def test_the_chosen_value_and_its_neighbours_stand_between_marks_where_not_all_fit(room: int, at: int) -> None:
    found = chips(WORDS, at, room)
    assert any(chip.value and chip.at == at for chip in found)
    assert len(text(found)) <= room
    values = [chip.at for chip in found if chip.value]
    assert values == list(range(values[0], values[-1] + 1))
    assert (found[0].text == BEFORE, found[-1].text == AFTER) == (values[0] > 0, values[-1] < 4)


def test_a_mark_leads_to_the_next_value_out_of_sight() -> None:
    found = chips(WORDS, 3, 12)
    assert (found[0].at, found[-1].at) == (next(chip.at for chip in found if chip.value) - 1, 4)


def test_the_value_alone_stands_between_marks_that_turn_it() -> None:
    assert [(chip.text, chip.at) for chip in one_value(WORDS, 0, 20)] == [(BEFORE, 4), (" by level ", 0), (AFTER, 1)]
    assert len(text(one_value(["a very long name of a theme"], 0, 12))) <= 12


def test_the_line_of_the_file_is_written_as_the_file_has_it() -> None:
    settings = Settings(level=Level.BEGINNER, minutes=10, equipment=frozenset({"step", "band"}))
    told = [
        file_line(Setting(key, "", "", ()), settings) for key in ("level", "minutes", "equipment", "flash", "sprain")
    ]
    assert told == ['level = "beginner"', "minutes = 10", 'equipment = ["band", "step"]', "flash = true", "sprain = –"]
    assert file_line(Setting("cut_off", "", "", ()), settings) == 'cut_off = "03:00"'


def test_the_cursor_is_in_sight() -> None:
    for height in range(1, 8):
        for cursor in range(7):
            first = first_in_sight(cursor, 7, height)
            assert first <= cursor < first + height
