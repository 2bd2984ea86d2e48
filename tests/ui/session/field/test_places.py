"""Where the parts of a session stand: never over each other, and what matters most stands as long as there is room."""

from dataclasses import fields
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region, Size

from ankle_tui.ui.session.field.places import LOW, MIDDLE, NARROW, SLIM, Needs, Places, lay_out

rooms = st.builds(Size, st.integers(1, 200), st.integers(1, 70))
needs = st.builds(
    Needs, st.booleans(), st.booleans(), st.booleans(), *[st.sampled_from([0, 8, 14])] * 3, st.sampled_from([0, 20])
)


def parts(places: Places) -> dict[str, Region]:
    return {field.name: region for field in fields(places) if isinstance(region := getattr(places, field.name), Region)}


@given(rooms, needs)
def test_parts_stand_within_the_field_and_never_over_each_other(room: Size, needed: Needs) -> None:
    places = lay_out(room, needed)
    shown = [region for region in parts(places).values() if region.area]
    assert all(places.size.region.contains_region(region) for region in shown)
    assert not any(one.overlaps(other) for one, other in combinations(shown, 2))


@given(rooms, needs)
def test_the_number_stands_as_long_as_there_are_two_rows_beside_that_of_the_keys(room: Size, needed: Needs) -> None:
    assert lay_out(room, needed).number.area or room.height < 3 or room.width < 18


@given(st.integers(LOW, 60), needs)
def test_the_bar_stands_wherever_a_set_can_be_followed(height: int, needed: Needs) -> None:
    places = lay_out(Size(40, height), needed)
    assert places.phase.area
    assert places.ticks.area


def test_a_small_pane_gives_up_border_figure_and_caption_in_this_order() -> None:
    def shown(width: int, height: int) -> set[str]:
        places = lay_out(Size(width, height), Needs())
        return {name for name, region in parts(places).items() if region.area} | {"border"} & {
            "border" if places.bordered else ""
        }

    assert {"border", "figure", "caption", "cue"} <= shown(NARROW, MIDDLE)
    assert "border" not in shown(NARROW, MIDDLE - 1)
    assert {"figure", "caption"} <= shown(SLIM, LOW)
    assert "figure" not in shown(SLIM - 1, LOW)
    assert not {"figure", "caption"} & shown(SLIM, LOW - 1)
