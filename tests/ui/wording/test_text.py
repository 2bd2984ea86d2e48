"""Texts from files, and problems of files, in words for the screen."""

from ankle_tui.ui.wording.text import reason, trouble_words


def test_a_reason_is_told_without_the_path() -> None:
    assert reason("/data/in-progress/a.json: cannot be written: No space left on device") == "No space left on device"
    assert reason("/data: the disk does not answer") == "the disk does not answer"
    assert reason("it is still being saved") == "it is still being saved"


def test_what_is_not_saved_says_why() -> None:
    assert (
        trouble_words("/h.json: cannot be written: No space left on device") == "Not saved yet: No space left on device"
    )
