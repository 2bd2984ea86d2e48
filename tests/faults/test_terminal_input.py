"""Sends what no sane terminal would: bytes that are not UTF-8, control sequences of every kind, cut anywhere.

The quick part runs always; `FAULTS=all` runs the whole.
"""

import asyncio
import random
import sys
from pathlib import Path

import pytest
from textual import events
from textual.message import Message

from ankle_tui.ui.app import AnkleApp
from tests.examples import share
from tests.faults.conftest import Figure
from tests.faults.disk import WHOLE
from tests.ui.stage import make_app

if sys.platform == "win32":
    pytest.skip("Windows has a reading of its own", allow_module_level=True)

from ankle_tui.ui.driver import PASTE_PATIENCE, TerminalInput

SEQUENCES = 60_000 if WHOLE else share(4_000)
HANDLED = 6_000 if WHOLE else 300
"""Events that the running program gets."""
AT_ONCE = 100
"""Those that one program gets: a key among them may end it."""
PARAMETERS = b"0123456789:;<=>?"
KNOWN = [
    b"%d;%d:%du",
    b"%d:%d;%d;%d:%du",
    b"1;%d:%d%c",
    b"%d;%d~",
    b"<%d;%d;%dM",
    b"<%d;%d;%dm",
    b"%d;%dR",
    b"?%d;%d$y",
]
KNOWN += [b"48;%d;%d;%d;%dt", b"48;%d:%d;%d:%d;%d;%dt", b"200~", b"201~", b"I", b"O", b"M%c%c%c", b"?1;2c", b">1;10;0c"]
NUMBERS = [0, 1, 2, 3, 9, 27, 57, 97, 127, 255, 1000, 55296, 57441, 1_114_111, 1_114_112, 10**9, 10**20]


def control_sequence(rng: random.Random) -> bytes:
    """A control sequence: one of those a terminal may send with any numbers, or any at all."""
    if rng.random() < 0.6:
        form = rng.choice(KNOWN)
        kinds = [form[at + 1 : at + 2] for at in range(len(form)) if form[at : at + 1] == b"%"]
        values = [rng.choice(NUMBERS) if kind == b"d" else rng.randrange(33, 127) for kind in kinds]
        return b"\x1b[" + form % tuple(values)
    parameters = bytes(rng.choices(PARAMETERS, k=rng.randint(0, 40)))
    return rng.choice([b"\x1b[", b"\x9b"]) + parameters + bytes([rng.randrange(0x20, 0x7F)])


def anything(rng: random.Random) -> bytes:
    """Bytes as a terminal that has gone mad may send them."""
    return rng.choice(
        [
            control_sequence(rng),
            control_sequence(rng)[: rng.randint(1, 12)],
            rng.randbytes(rng.randint(1, 12)),
            b"\x1b" + rng.choice([b"]", b"P", b"_", b"O", b"N", b""]) + rng.randbytes(rng.randint(0, 8)),
            rng.choice(["ü".encode("latin-1"), b"\xff\xfe", b"\xf0\x9f", "🏃‍♀️".encode(), b"a\rq "]),
        ]
    )


def test_whatever_a_terminal_sends_the_next_key_is_understood(figure: Figure) -> None:
    rng, terminal = random.Random(1), TerminalInput(now=lambda: 0.0)
    for number in range(SEQUENCES):
        data = anything(rng)
        at = rng.randint(0, len(data))
        for event in [*terminal.read(data[:at]), *terminal.read(data[at:]), *terminal.wait()]:
            assert isinstance(event, Message)
        if number % 50 == 0:
            terminal.read(b"\x1b[201~" + b"." * 40)  # ends a paste, and what was cut short
            terminal._timeout_time = 0.0
            terminal.wait()
            assert [event.key for event in terminal.read(b"k") if isinstance(event, events.Key)] == ["k"]
    figure("terminal input", sequences=SEQUENCES)


def test_a_paste_that_is_never_ended_swallows_keys_for_a_while_only() -> None:
    time = 0.0
    terminal = TerminalInput(now=lambda: time)
    assert not terminal.read(b"\x1b[200~one\ntwo")
    time = PASTE_PATIENCE
    assert not terminal.wait()
    assert not terminal.read(b" three")
    time += PASTE_PATIENCE + 1
    assert [event.text for event in terminal.wait() if isinstance(event, events.Paste)] == ["one\ntwo three"]
    assert [event.key for event in terminal.read(b"q") if isinstance(event, events.Key)] == ["q"]


async def test_the_program_takes_whatever_comes_of_it(tmp_path: Path, figure: Figure) -> None:
    rng, terminal, given = random.Random(2), TerminalInput(now=lambda: 0.0), 0
    while given < HANDLED:
        app = make_app(tmp_path / str(given))
        async with app.run_test() as pilot:
            await pilot.press("enter")
            for _ in range(AT_ONCE):
                if not app.is_running or app._exit:
                    break
                for event in [*terminal.read(anything(rng)), *terminal.wait()]:
                    given += _give(app, event)
                    await asyncio.sleep(0)
            while app.is_running and not app._exit and not app.typeahead.idle:
                await asyncio.sleep(0)
        assert app.crash is None
        app.close_down()
    figure("terminal input", events_handled=given)


def _give(app: AnkleApp, event: Message) -> bool:
    """Give the program an event as its driver does, but none that lets the process sleep."""
    if isinstance(event, events.Key) and event.key == "ctrl+z":
        return False
    assert app._driver is not None
    app._driver.process_message(event)
    return True
