"""The clock: the machine's seconds, and the faster ones of a demonstration."""

import importlib.util
import sys
import time
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ankle_tui.clock
from ankle_tui.clock import Clock, local_time, now
from tests.audio.fakes import FakeClock

moments = st.floats(0, 1e7)


def test_at_its_own_speed_a_clock_shows_the_machines_seconds() -> None:
    machine = FakeClock(1000.0)
    clock = Clock(machine=machine)
    machine.seconds = 1012.5
    assert (clock(), clock.real(1020.0), clock.speed) == (1012.5, 1020.0, 1.0)


def test_a_faster_clock() -> None:
    machine = FakeClock(1000.0)
    clock = Clock(40.0, machine)
    machine.seconds += 2
    assert clock() == 1080.0
    assert clock.real(1080.0) == 1002.0


@given(moments, moments, st.floats(0.01, 1000))
def test_real_is_the_way_back(begin: float, passed: float, speed: float) -> None:
    machine = FakeClock(begin)
    clock = Clock(speed, machine)
    machine.seconds = begin + passed
    assert clock.real(clock()) == pytest.approx(machine.seconds, abs=1e-5)


def test_the_machines_clock_does_not_run_backwards() -> None:
    readings = [now() for _ in range(100)]
    assert readings == sorted(readings)


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="Linux")
def test_on_linux_the_clock_goes_on_while_the_machine_sleeps() -> None:
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert before <= now() <= time.clock_gettime(time.CLOCK_BOOTTIME)


def clock_of(monkeypatch: pytest.MonkeyPatch, platform: str, *, boottime: bool) -> ModuleType:
    """The module as another system loads it; every clock there shows its own number."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
    monkeypatch.setattr(time, "CLOCK_MONOTONIC_RAW", 4, raising=False)
    monkeypatch.setattr(time, "clock_gettime", float, raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: -1.0)
    if not boottime:
        monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    assert ankle_tui.clock.__spec__ is not None
    module = importlib.util.module_from_spec(ankle_tui.clock.__spec__)
    assert module.__spec__ is not None
    assert module.__spec__.loader is not None
    module.__spec__.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("platform", "boottime", "clock"),
    [("linux", True, 7.0), ("darwin", False, 4.0), ("win32", False, -1.0), ("freebsd14", False, -1.0)],
)
def test_each_system_has_its_own_clock_that_goes_on_in_sleep(
    monkeypatch: pytest.MonkeyPatch, platform: str, boottime: bool, clock: float
) -> None:
    with monkeypatch.context() as patch:
        shown = clock_of(patch, platform, boottime=boottime).now()
    assert shown == clock


def test_local_time_has_an_offset() -> None:
    assert local_time().utcoffset() is not None
