"""Which back end is tried when, and what is told of it."""

import math

import pytest

from ankle_tui.audio.client.failover import LOST_FOR, RETRIES, STEADY, Failover
from ankle_tui.audio.client.notices import Notices
from ankle_tui.audio.client.pending_cues import QUIET, PendingCues, Planned
from ankle_tui.audio.helper.backends.miniaudio import _DRIVERS, _OTHER_DRIVERS
from ankle_tui.audio.helper.backends.timetable import LONGEST_LEAD


@pytest.fixture
def ladder() -> Failover:
    return Failover(("simpleaudio", "miniaudio", "system"))


def test_the_best_is_tried_first_and_nothing_more_once_it_serves(ladder: Failover) -> None:
    assert (ladder.trying, ladder.serving) == ("simpleaudio", None)
    ladder.opened(0.0)
    assert (ladder.trying, ladder.serving, ladder.next_round) == (None, "simpleaudio", math.inf)


def test_one_without_a_device_gives_way_to_the_next(ladder: Failover) -> None:
    ladder.failed(0.0)
    assert ladder.trying == "miniaudio"


def test_one_that_dies_gets_one_more_chance_only(ladder: Failover) -> None:
    ladder.died(0.0)
    assert ladder.trying == "simpleaudio"
    ladder.opened(0.0)
    ladder.lost(STEADY - 1)
    assert ladder.trying == "miniaudio"


def test_one_that_has_long_served_well_gets_its_chance_again(ladder: Failover) -> None:
    ladder.died(0.0)
    ladder.opened(0.0)
    ladder.lost(STEADY)
    assert ladder.trying == "simpleaudio"


def test_one_that_hangs_gets_no_other_chance_now(ladder: Failover) -> None:
    ladder.opened(0.0)
    ladder.lost(1.0, hopeless=True)
    assert ladder.trying == "miniaudio"


def test_when_all_have_failed_they_are_tried_again_ever_more_rarely(ladder: Failover) -> None:
    waits = []
    for _ in range(6):
        for _ in range(3):
            ladder.failed(100.0)
        assert ladder.trying is None
        waits.append(ladder.next_round - 100.0)
        ladder.begin_round()
    assert waits == [15.0, 30.0, 60.0, 300.0, 300.0, 300.0]
    assert tuple(waits[:4]) == RETRIES.after


def lose_all(ladder: Failover, now: float) -> None:
    """The server dies: the back end in service is lost, and none opens."""
    ladder.lost(now)
    while ladder.trying is not None:
        ladder.failed(now + 0.5)


def test_after_a_loss_all_are_tried_within_seconds_also_in_the_first_minute(ladder: Failover) -> None:
    ladder.opened(0.0)
    lose_all(ladder, 5.0)
    for _ in range(5):
        assert ladder.next_round == 5.5 + RETRIES.lost
        ladder.begin_round()
        for _ in range(3):
            ladder.failed(5.5)
    ladder.begin_round()
    ladder.opened(15.0)
    assert ladder.serving == "simpleaudio"
    lose_all(ladder, 30.0)
    assert ladder.next_round == 30.5 + RETRIES.lost
    assert RETRIES.lost < 5.0


def test_a_device_that_stays_away_or_is_lost_again_and_again_is_tried_ever_more_rarely(ladder: Failover) -> None:
    ladder.opened(0.0)
    lose_all(ladder, 5.0)
    ladder.begin_round()
    for _ in range(3):
        ladder.failed(5.0 + LOST_FOR)
    assert ladder.next_round == 5.0 + LOST_FOR + RETRIES.after[0]
    ladder.begin_round()
    ladder.opened(200.0)
    lose_all(ladder, 201.0)
    assert ladder.next_round == 201.5 + RETRIES.after[1]
    ladder.begin_round()
    ladder.opened(300.0)
    lose_all(ladder, 300.0 + STEADY)
    assert ladder.next_round == 300.5 + STEADY + RETRIES.lost


def test_beside_one_that_serves_better_ones_are_not_tried_every_moment(ladder: Failover) -> None:
    ladder.opened(0.0)
    ladder.lost(1.0, hopeless=True)
    ladder.opened(1.0)
    assert (ladder.serving, ladder.next_round) == ("miniaudio", 1.0 + RETRIES.after[0])


def test_only_better_ones_are_tried_beside_one_that_serves(ladder: Failover) -> None:
    ladder.failed(0.0)
    ladder.opened(0.0)
    assert (ladder.serving, ladder.next_round) == ("miniaudio", 15.0)
    ladder.begin_round()
    assert (ladder.trying, ladder.next_round) == ("simpleaudio", math.inf)
    ladder.failed(20.0)
    assert (ladder.trying, ladder.serving, ladder.next_round) == (None, "miniaudio", 50.0)


def test_when_one_is_lost_during_a_round_the_round_goes_on_past_it(ladder: Failover) -> None:
    ladder.failed(0.0)
    ladder.opened(0.0)
    ladder.begin_round()
    ladder.lost(16.0)
    ladder.failed(16.0)
    assert (ladder.trying, ladder.serving) == ("miniaudio", None)


def test_a_verdict_without_a_trial_changes_nothing(ladder: Failover) -> None:
    ladder.opened(0.0)
    ladder.failed(0.0)
    ladder.died(0.0)
    ladder.opened(5.0)
    assert (ladder.trying, ladder.serving) == (None, "simpleaudio")


def test_no_back_end_starts_a_cue_before_the_gap_in_which_devices_change() -> None:
    assert LONGEST_LEAD < QUIET
    drivers = [driver for found in (*_DRIVERS.values(), _OTHER_DRIVERS) for driver in found]
    assert max(driver.ahead + driver.period / 1000 for driver in drivers) < QUIET


@pytest.mark.parametrize(
    ("deadlines", "quiet_from"),
    [([], 10.0), ([9.9], 10.0), ([10.5], 10.0), ([10.2], 10.2), ([10.2, 10.4, 10.6, 11.0], 10.6), ([10.6, 10.2], 10.2)],
)
def test_the_next_quiet_moment(deadlines: list[float], quiet_from: float) -> None:
    agenda = PendingCues()
    for at in deadlines:
        agenda.add(Planned("go", at), 10.0)
    assert agenda.quiet_from(10.0) == quiet_from


def test_the_agenda_forgets_what_was_heard_and_what_is_too_late() -> None:
    agenda = PendingCues()
    assert not agenda.add(Planned("go", 9.0), 10.0)
    assert agenda.add(Planned("go", 9.8), 10.0)
    assert agenda.add(Planned("rest", 11.0), 10.0)
    agenda.forget_until(10.0)
    assert list(agenda) == [Planned("rest", 11.0)]
    assert Planned("rest", 11.0) in agenda
    agenda.clear()
    assert len(agenda) == 0


def test_news_are_told_once_with_the_first_reason() -> None:
    told: list[str] = []
    notices = Notices("simpleaudio", on_news=told.append)

    def lines(name: str, *, works: bool) -> list[str]:
        (notices.opened(name, "driver") if works else notices.stands_in(name))
        told.clear()
        notices.tell(works=works)
        return told

    assert lines("simpleaudio", works=True) == []
    notices.trouble("the sound\ndevice has stopped")
    notices.trouble("something else")
    assert lines("bell", works=False) == ["Sound: the bell now; the sound device has stopped."]
    assert lines("bell", works=False) == []
    assert lines("miniaudio", works=True) == ["Sound: miniaudio now; simpleaudio does not work."]
    assert lines("simpleaudio", works=True) == ["Sound: simpleaudio again."]
    assert lines("silent", works=False) == ["Sound: silent now; no sound device."]


def test_the_status_names_every_back_end_that_has_failed_until_one_opens() -> None:
    changes: list[str] = []
    notices = Notices("miniaudio", on_change=changes.append)
    notices.failed("miniaudio", "no device")
    notices.failed("simpleaudio", "no library", news="")
    notices.failed("system", "no device")
    assert (notices.name, notices.status) == ("miniaudio", "no device; no library")
    notices.stands_in("bell")
    assert (notices.name, notices.status) == ("bell", "no device; no library")
    notices.opened("system", "paplay")
    assert (notices.name, notices.status, changes) == ("system", "paplay", ["bell", "system"])


def test_a_callback_that_fails_ends_nothing() -> None:
    def fail(_: str) -> None:
        raise RuntimeError

    notices = Notices("miniaudio", fail, fail)
    notices.stands_in("bell")
    notices.tell(works=False)
    assert notices.name == "bell"
