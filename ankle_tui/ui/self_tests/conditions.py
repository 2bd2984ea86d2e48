"""Fields for the conditions of a test, which must stay the same from one test to the next."""

from collections.abc import Iterable, Mapping

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.self_tests.protocols import ConditionId, Protocol, conditions_of, first_leg
from ankle_tui.ui.widgets.field import WordField

_LABELS = {
    ConditionId.FOOTWEAR: "Feet",
    ConditionId.SURFACE: "Ground",
    ConditionId.DISTANCE: "Lines",
    ConditionId.FIRST_LEG: "First",
}
LEGS = tuple(Side)


class ConditionField(WordField):
    """A choice among the values of a condition.

    Args:
        condition: The condition.
        choices: Its values in the record.
        words: The same values as they are shown.
        value: The value at first.
    """

    def __init__(self, condition: ConditionId, choices: tuple[str, ...], words: tuple[str, ...], value: object) -> None:
        at = next((at for at, choice in enumerate(choices) if choice == value), 0)
        super().__init__(_LABELS[condition], words, at, id=condition.value)
        self._condition = condition
        self._choices = choices
        self._first = at

    @property
    def changed(self) -> bool:
        """True if another value is chosen than at first."""
        return self.at != self._first

    @property
    def chosen(self) -> tuple[str, str]:
        """Name and value of the condition, as in the record."""
        return self._condition.value, self._choices[self.at]


def condition_fields(protocol: Protocol, conditions: Mapping[str, object]) -> list[ConditionField]:
    """Make a field for each condition there is a choice of; the leg that begins comes last.

    Args:
        protocol: The rules.
        conditions: The values at first.
    """
    fields = [
        ConditionField(condition.id, condition.choices, condition.choices, conditions.get(condition.id))
        for condition in protocol.conditions
        if len(condition.choices) > 1
    ]
    legs = tuple(side.value for side in LEGS)
    words = tuple(f"{side.value} leg" for side in LEGS)
    return [*fields, ConditionField(ConditionId.FIRST_LEG, legs, words, first_leg(conditions).value)]


def chosen_conditions(protocol: Protocol, fields: Iterable[ConditionField]) -> dict[str, object]:
    """Read the conditions off their fields.

    Args:
        protocol: The rules.
        fields: As `condition_fields` makes them.
    """
    chosen: dict[str, object] = dict(field.chosen for field in fields)
    return conditions_of(protocol, first_leg(chosen), chosen)
