"""Published values: those of the page, and only beside results that were got in the same way."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.self_tests.norms import AgeBand, Norm, Sex, norm_for
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS, SelfTestId, conditions_of
from tests.builders import CATALOGUE_FILE
from tests.examples import examples

STANCE, RAISE = SelfTestId.STANCE, SelfTestId.RAISE
AGES = list(AgeBand)
CLOSED = (9.4, 9.4, 9.4, 7.3, 4.8, 2.8, 2.0, 1.3)
OPEN = (None, None, None, None, None, 26.9, 15.0, 6.2)
MEN = (None, (37, 37), (32, 32), (28, 28), (23, 23), (19, 19), (14, 14), (10, 10))
WOMEN = (None, (30, 30), (27, 27), (24, 24), (21, 21), (19, 19), (16, 16), (13, 14))


def stance(part: str, age: AgeBand | None, sex: Sex | None = None, footwear: str = "barefoot") -> Norm | None:
    return norm_for(PROTOCOLS[STANCE], part, age, sex, {"footwear": footwear})


def raises(age: AgeBand | None, sex: Sex | None, surface: str = "wedge") -> Norm | None:
    return norm_for(PROTOCOLS[RAISE], "", age, sex, {"surface": surface})


@pytest.mark.parametrize(("part", "table"), [(CLOSED_EYES, CLOSED), (OPEN_EYES, OPEN)])
@pytest.mark.parametrize("sex", [None, *Sex])
def test_the_stance_by_age_whatever_the_sex(part: str, table: tuple[float | None, ...], sex: Sex | None) -> None:
    found = [stance(part, age, sex) for age in AGES]
    assert [norm and (norm.low, norm.high) for norm in found] == [value and (value, value) for value in table]
    assert not any(norm and norm.by_sex for norm in found)


@pytest.mark.parametrize(("sex", "table"), [(Sex.MALE, MEN), (Sex.FEMALE, WOMEN)])
def test_heel_raises_by_age_and_sex(sex: Sex, table: tuple[tuple[float, float] | None, ...]) -> None:
    found = [raises(age, sex) for age in AGES]
    assert [norm and (norm.low, norm.high) for norm in found] == list(table)
    assert all(norm.by_sex for norm in found if norm)


CONDITIONS = st.fixed_dictionaries(
    {}, optional={"footwear": st.sampled_from(["barefoot", "shoes"]), "surface": st.sampled_from(["floor", "wedge"])}
)


@given(
    st.sampled_from(SelfTestId),
    st.sampled_from(["", OPEN_EYES, CLOSED_EYES]),
    st.none() | st.sampled_from(AgeBand),
    st.none() | st.sampled_from(Sex),
    CONDITIONS,
)
@examples(200)
def test_a_value_stands_only_beside_a_result_got_in_the_same_way(
    test: SelfTestId, part: str, age: AgeBand | None, sex: Sex | None, conditions: dict[str, object]
) -> None:
    norm = norm_for(PROTOCOLS[test], part, age, sex, conditions)
    fits = {
        STANCE: conditions.get("footwear") == "barefoot" and part != "",
        RAISE: conditions.get("surface") == "wedge" and sex is not None,
    }
    if not (age and fits.get(test)):
        assert norm is None


def test_usual_conditions_have_a_value_for_the_stance_and_none_for_the_heel_raise() -> None:
    assert stance(CLOSED_EYES, AgeBand.THIRTIES) == norm_for(
        PROTOCOLS[STANCE], CLOSED_EYES, AgeBand.THIRTIES, None, conditions_of(PROTOCOLS[STANCE], Side.LEFT)
    )
    usual = conditions_of(PROTOCOLS[RAISE], Side.LEFT)
    assert norm_for(PROTOCOLS[RAISE], "", AgeBand.THIRTIES, Sex.MALE, usual) is None


def test_every_value_names_a_source_that_says_it_is_quoted() -> None:
    page = tomllib.loads(CATALOGUE_FILE.with_name("information.toml").read_text(encoding="utf-8"))
    for norm in (stance(CLOSED_EYES, AgeBand.SIXTIES), raises(AgeBand.SIXTIES, Sex.MALE)):
        assert norm
        assert "quoted" in page["sources"][norm.source]["text"]
