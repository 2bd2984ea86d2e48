"""What the next time asks for, at the end of a session in lines of text."""

from dataclasses import replace

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Standing, after
from ankle_tui.plain.narrator import summary_lines
from tests.builders import shipped
from tests.conducting import Studio
from tests.training import BALANCE, CALF, HOPS, session, sets_of

HARD = (sets_of(BALANCE, "eyes-open-firm", 2, 30), sets_of(CALF, "both-legs", 3, 12))
HOP = sets_of(HOPS, "both-feet", 2, 10)
STRETCH = sets_of("knee-to-wall", "standing", 3, 30)


def test_the_next_time_is_said_in_full_words() -> None:
    record = session(3, *HARD, HOP, STRETCH)

    def left_by(of: SessionRecord) -> tuple[Standing, ...]:
        return after(shipped(), [session(0, *HARD)], of, level=Level.BEGINNER)

    studio = Studio()
    studio.session_runner.saver.record = replace(record, rev=1)
    assert summary_lines(studio.session_runner, after=left_by)[:-1] == [
        "Next time: Single-leg balance, 2 sets of 45 seconds, up: 30 s good twice.",
        "Next time: Calf raise, 3 sets of 15 reps, up: 3 × 12 reps good twice.",
        "Next time: Lateral hops, 2 sets of 10 seconds again.",
    ]
