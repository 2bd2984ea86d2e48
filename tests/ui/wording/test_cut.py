"""A text cut to the room there is."""

import pytest

from ankle_tui.ui.wording.text import cut


@pytest.mark.parametrize(
    ("whole", "room", "expected"),
    [
        ("Calf raise, Lateral hops", 24, "Calf raise, Lateral hops"),
        ("Calf raise, Lateral hops", 23, "Calf raise, Lateral…"),
        ("Calf raise, Lateral hops", 12, "Calf raise…"),
        ("Calf raise, Lateral hops", 11, "Calf raise…"),
        ("Calf raise, Lateral hops", 10, "Calf…"),
        ("Single-leg", 5, "Sing…"),
        ("Calf raise", 1, "…"),
        ("Calf raise", 0, ""),
        ("足首 体操", 6, "足首…"),
    ],
)
def test_a_text_is_cut_after_a_word(whole: str, room: int, expected: str) -> None:
    assert cut(whole, room) == expected
