"""What every test can rely on."""

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import EXHAUSTIVE, QUICK, THOROUGH

# How fast the machine is says nothing of what is tested.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=QUICK)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=THOROUGH)
settings.register_profile("exhaustive", settings.get_profile("quick"), max_examples=EXHAUSTIVE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# Screens make a great many objects: with the usual thresholds a fifth of the time of their tests is spent looking through them.
gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run three tests at a time on two processors: those of processes, threads and files wait for part of their time."""
    processors = os.cpu_count() or 1
    return processors + processors // 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the pictures of screens to the whole run: they are a tenth of the quick one."""
    for item in items:
        if "snap_compare" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of every later search for garbage: they stay to the end."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def unsynced() -> Iterator[None]:
    """Take each sync for done, without waiting for the disk: what a power cut leaves is modelled in `tests/faults`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)
        yield


@pytest.fixture(scope="session", autouse=True)
def signals() -> Iterator[None]:
    """Start the programs under test with default signals, even where ours are ignored.

    An ignored signal is inherited: SIGHUP under `nohup`, SIGINT and SIGQUIT behind `&`. We restore Ctrl-C and keep ignoring
    the others through a handler, which children do not inherit.
    """
    before = {signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler)}
    for number in (getattr(signal, name) for name in ("SIGHUP", "SIGQUIT", "SIGTERM") if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_IGN:
            before[number] = signal.signal(number, lambda _number, _frame: None)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
