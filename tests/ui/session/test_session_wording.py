"""Words the session screen shows for some seconds."""

from ankle_tui.ui.session.session_wording import safety_words, volume_words

FULL = "/h.json: cannot be written: No space left on device"


def test_a_volume_is_a_percentage() -> None:
    assert [volume_words(volume) for volume in (0.0, 0.55, 1.0)] == ["volume 0 %", "volume 55 %", "volume 100 %"]


def test_trouble_is_told_with_its_reason_in_the_room_there_is() -> None:
    full = safety_words(FULL, 200)
    brief = safety_words(FULL, len(full) - 1)
    assert len(brief) < len(full)
    assert "No space left on device" in brief
    assert "/h.json" not in full
    assert safety_words("", 200) not in {full, brief}
