"""The clock of a stream: a block is heard when its device gets to it, however late the machine was."""

from itertools import pairwise
from random import Random

import pytest

from ankle_tui.audio.helper.stream_clock import BLOCKS, StreamClock

RATE, FRAMES, AHEAD = 1000, 100, 0.08
BLOCK = FRAMES / RATE


def heard(delays: list[float], begin: float = 50.0, pace: float = 1.0) -> list[float]:
    """When each block is said to be heard, of a device that asks for it so long after it could have.

    Args:
        delays: Seconds by which each block is fetched late.
        begin: When the stream begins.
        pace: Seconds of the device in a second of ours.
    """
    stream = StreamClock(RATE, AHEAD)
    could = [begin if number == 0 else begin + number * BLOCK / pace - AHEAD for number in range(len(delays))]
    return [stream.next_block(FRAMES, moment + delay) for moment, delay in zip(could, delays, strict=True)]


def test_blocks_are_heard_one_after_the_other_from_the_beginning_on() -> None:
    assert heard([0.0] * 40) == pytest.approx([50.0 + number * BLOCK for number in range(40)])


def test_a_busy_machine_moves_no_sound_while_the_queue_lasts() -> None:
    random = Random(1)
    delays = [0.0, *(random.choice([0.0, 0.01, 0.03, 0.07]) for _ in range(200))]
    assert heard(delays) == pytest.approx([50.0 + number * BLOCK for number in range(201)])


def test_after_a_hole_the_next_block_is_heard_at_once_and_the_rest_after_it() -> None:
    moments = heard([0.0] * 20 + [AHEAD + 0.3] + [0.3] * 20)
    assert moments[20] == pytest.approx(50.0 + 20 * BLOCK + 0.3)
    assert all(after - before == pytest.approx(BLOCK) for before, after in pairwise(moments[20:]))


@pytest.mark.parametrize("pace", [0.9999, 1.0001])
def test_a_sound_card_with_a_clock_of_its_own_is_followed(pace: float) -> None:
    (*_, last) = heard([0.0] * 9000, pace=pace)
    assert last == pytest.approx(50.0 + 8999 * BLOCK / pace, abs=BLOCKS * BLOCK * 0.0001 + 1e-6)
