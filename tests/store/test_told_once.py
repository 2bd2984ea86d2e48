"""What is told once while it lasts."""

from pathlib import Path

from ankle_tui.store.told_once import ToldOnce

BELL, OTHER = "Sound: the bell now; no sound device.", "Sound: the bell now; PipeWire is gone."


def test_a_state_is_told_once_over_any_number_of_starts(tmp_path: Path) -> None:
    path = tmp_path / "sound.told"
    assert [ToldOnce(path).is_news(line) for line in (BELL, BELL, OTHER, OTHER, BELL)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_after_a_start_with_nothing_to_tell_it_is_news_again(tmp_path: Path) -> None:
    path = tmp_path / "sound.told"
    first = ToldOnce(path)
    first.is_news(BELL)
    first.forget_unless_told()
    assert not ToldOnce(path).is_news(BELL)
    ToldOnce(path).forget_unless_told()
    assert ToldOnce(path).is_news(BELL)


def test_without_a_file_or_with_one_that_cannot_be_kept_it_is_always_told(tmp_path: Path) -> None:
    nowhere = tmp_path / "no folder" / "sound.told"
    for path in (None, nowhere, tmp_path):
        told = ToldOnce(path)
        assert (told.is_news(BELL), told.is_news(BELL)) == (True, True)
        ToldOnce(path).forget_unless_told()
