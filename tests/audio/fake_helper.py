"""A helper without a sound card: tells a test over a socket what it was asked to do, and fails in every way there is."""

import json
import os
import socket
import sys
import threading

from ankle_tui import clock
from ankle_tui.audio.helper import helper
from ankle_tui.audio.helper.backends import Loss, NoDeviceError
from ankle_tui.audio.sound_files import Clip


class Recorder:
    """A back end that tells what it is asked to do.

    Args:
        wire: Where to.
        mode: How to misbehave.
        volume: The volume to start with.
    """

    def __init__(self, wire: socket.socket, mode: str, volume: float) -> None:
        self._wire = wire
        self._mode = mode
        self._tell("made", volume=volume)

    def _tell(self, event: str, **facts: object) -> None:
        line = json.dumps({"event": event, "pid": os.getpid(), "seen": clock.now(), **facts}) + "\n"
        self._wire.sendall(line.encode())

    def open(self) -> str:
        if self._mode == "no-device":
            raise NoDeviceError("no device here")
        if self._mode == "unforeseen":
            raise RuntimeError("nobody saw this coming")
        if self._mode == "hang":
            threading.Event().wait()
        if self._mode == "slow":
            self._tell("opening")
            self._wire.recv(1)
        if self._mode == "noisy":
            os.write(1, b'{"ready": "a library that prints on stdout"}\n')
            os.write(2, b"a library that prints on stderr\n")
        self._tell("opened")
        return "a recorder"

    def play(self, clip: Clip, at: float) -> None:
        self._tell("play", cue=clip.name, at=at)
        if self._mode == f"die-on-{clip.name}":
            os._exit(3)

    def cancel(self) -> None:
        self._tell("cancel")

    def set_volume(self, volume: float) -> None:
        self._tell("volume", volume=volume)

    def heartbeat(self) -> int | None:
        return None

    def loss(self) -> Loss | None:
        return None

    def close(self) -> None:
        self._tell("closed")
        if self._mode == "hang-on-close":
            threading.Event().wait()


def _answer_and_wait(*lines: str) -> None:
    for line in lines:
        os.write(1, line.encode() + b"\n")
    threading.Event().wait()


def main(port: str, mode: str, volume: str) -> None:
    """Behaves like a helper, or not.

    Args:
        port: Where the test listens on this machine.
        mode: The way to behave; anything unknown is a well-behaved helper.
        volume: The volume to start with.
    """
    if mode == "exit":
        sys.exit(1)
    with socket.create_connection(("127.0.0.1", int(port))) as wire:
        if mode == "deaf":
            Recorder(wire, mode, float(volume)).open()
            _answer_and_wait('{"ready": "deaf"}')
        if mode == "babble":
            _answer_and_wait("not json", "[1]", '{"news": 1}', '{"ready": "babbler", "since": 1}')
        if mode == "lost":
            _answer_and_wait('{"ready": "for a moment"}', '{"lost": "the device went away"}')
        if mode == "lost-at-once":
            _answer_and_wait('{"lost": "the device went away"}')
        arguments = ["--backend", "recorder", "--volume", volume]
        helper.main(arguments, {"recorder": lambda level: Recorder(wire, mode, level)})


if __name__ == "__main__":
    main(*sys.argv[1:])
