"""Words for the runner's own exercises: what is to be recorded, and that it is then said like what is shipped."""

import re
import tomllib
from itertools import pairwise

from ankle_tui.core.cues.cues import calls
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.cues.own_words import OWN, own_texts
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.exercises.user_exercises import add_own
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import build_plan
from ankle_tui.store.files.read import read_shipped
from tests.builders import shipped, whole_session

TEMPLATE, _ = add_own(shipped(), tomllib.loads(read_shipped("template.toml")))
TEXTS = own_texts(TEMPLATE)


def said(catalogue: Catalogue, exercise: str, variation: str, own: dict[str, float]) -> list[tuple[float, str]]:
    """The words of a whole session of one variation, with their times."""
    found = catalogue.get(exercise)
    choice = Choice(found, found.variation(variation), found.variation(variation).doses[0])
    told = calls(whole_session(build_plan([choice])), SoundMode.BOTH, lengths={**LENGTHS, **own})
    return [(call.at, call.cue) for call in told]


def test_everything_that_has_a_name_can_have_a_recording() -> None:
    assert {name.removeprefix(OWN): text for name, text in TEXTS.items()} == {
        "toe-raise": "Toe raise",
        "toe-raise.both-feet": "both feet",
        "toe-raise.both-feet+stand": "Back on the wall, feet a step away",
        "toe-raise.one-foot": "one foot",
        "toe-raise.one-foot+stand": "Back on the wall, one foot a step away",
        "toe-raise.hold": "held, one foot",
        "toe-raise.hold+stand": "Back on the wall, one foot a step away",
        "toe-raise.hold.straight": "straight",
        "toe-raise.hold.straight+setup": "Heel on the line",
        "toe-raise.hold.in": "in",
    }
    assert not own_texts(shipped())


def test_a_name_is_fit_for_a_file_whatever_the_texts_are() -> None:
    nasty = read_shipped("template.toml").replace('name = "Toe raise"', 'name = "../$(reboot); -w /x"')
    catalogue, slips = add_own(shipped(), tomllib.loads(nasty))
    assert slips == ()
    assert own_texts(catalogue).keys() == TEXTS.keys()
    assert all(re.fullmatch(r"voice/own/[a-z0-9+.-]+", name) for name in TEXTS)


def test_without_recordings_nothing_of_them_is_called() -> None:
    assert not [cue for _, cue in said(TEMPLATE, "toe-raise", "hold", {}) if cue.startswith(OWN)]


def test_with_recordings_all_is_said_before_the_first_set_and_the_shipped_word_makes_way() -> None:
    own = dict.fromkeys(TEXTS, 0.6)
    words = [cue for at, cue in said(TEMPLATE, "toe-raise", "hold", own) if at < 20 and cue.startswith("voice/")]
    assert [cue for cue in words if cue.startswith(OWN)] == [
        OWN + name
        for name in (
            "toe-raise",
            "toe-raise.hold",
            "toe-raise.hold.straight",
            "toe-raise.hold.straight+setup",
            "toe-raise.hold+stand",
        )
    ]
    later = [cue for _, cue in said(TEMPLATE, "toe-raise", "hold", own)]
    assert OWN + "toe-raise.hold.in" in later
    assert "voice/in" not in later
    assert "voice/left-leg" in words


def test_a_long_name_has_the_time_it_takes_and_leaves_out_what_has_none() -> None:
    own = dict.fromkeys(TEXTS, 2.5)
    lengths = {**LENGTHS, **own}
    told = said(TEMPLATE, "toe-raise", "both-feet", own)
    assert (OWN + "toe-raise") in [cue for _, cue in told]
    assert (OWN + "toe-raise.both-feet+stand") not in [cue for at, cue in told if at < 10]
    for (at, cue), (following, _) in pairwise(sorted(told)):
        assert at + lengths[cue] <= following + 0.011  # lengths are rounded up to a hundredth
