"""The doctor looks at the settings."""

import json
import sys

from ankle_tui.commands.doctor.examine import examine
from ankle_tui.commands.doctor.finding import FindingState
from ankle_tui.store.settings.settings import Slip
from tests.audio.test_sound_files import write_wav
from tests.commands.doctor.patients import POSIX, TERMINAL, Patient, works


def test_slips_in_the_settings(patient: Patient) -> None:
    patient.settings('volume = "loud"\ntargt = 3\n[rungs]\ncalf-raise = "moon"\njuggling = "three"')
    remedy = "put that right; ankle-tui goes on without it"
    found = [(each.state.value, each.line, each.remedy) for each in patient.examined() if each.name == "settings"]
    path = patient.config / "config.toml"
    assert found == [
        ("problem", f'{path}: volume: must be a number, not "loud". Using the default, 1.0', remedy),
        ("problem", f'{path}: targt: is not a known key; did you mean "target"? Ignored', remedy),
        ("problem", f'{path}: rungs: calf-raise has no step called "moon". Ignored', remedy),
        ("problem", f'{path}: rungs: no exercise is called "juggling". Ignored', remedy),
    ]
    patient.settings("volume 0.5")
    assert patient.finding("settings")[0] == "problem"
    patient.settings("volume = 0.5")
    assert patient.finding("settings") == ("ok", "fine", "")


def test_own_sounds_and_words_are_counted_apart(patient: Patient) -> None:
    assert "own sounds" not in {finding.name for finding in patient.examined()}
    own = patient.config / "sounds"
    write_wav(own / "go.wav")
    write_wav(own / "voice" / "own" / "toe-raise.wav")
    state, line, _ = patient.finding("own sounds")
    assert state == "ok"
    assert line.startswith("1 of ")
    assert line.endswith("1 word for your own exercises")


def test_hooks_are_looked_at_and_not_run(patient: Patient) -> None:
    assert "hooks" not in {finding.name for finding in patient.examined()}
    patient.settings("[hooks]\nstarted = []")
    assert "hooks" not in {finding.name for finding in patient.examined()}
    patient.settings(f"[hooks]\nstarted = {json.dumps([sys.executable, '-c', 'open(1)'])}")
    assert patient.finding("hooks") == ("ok", "started", "")
    patient.settings('[hooks]\nfinished = ["no-such-program-at-all"]')
    path = patient.config / "config.toml"
    assert patient.finding("hooks") == (
        "problem",
        "finished: there is no program no-such-program-at-all",
        f"name its whole path in {path}",
    )


@POSIX
def test_hooks_that_are_off(patient: Patient) -> None:
    patient.settings(f"[hooks]\nstarted = {json.dumps([sys.executable])}")
    path = patient.config / "config.toml"
    path.chmod(0o666)
    state, line, _ = patient.finding("hooks")
    assert (state, line) == ("note", f"Hooks are off: anybody can write to {path}")


def test_what_the_screen_does_not_have(patient: Patient) -> None:
    patient.settings('theme = "nrd"')
    findings = examine(
        str(patient.data),
        str(patient.config),
        TERMINAL,
        for_screen=lambda settings, folders: (settings, (Slip.of(folders.settings, "theme", settings.theme),)),
        try_sound=works,
    )
    (found,) = (each for each in findings if each.name == "settings")
    assert (found.state, found.line) == (FindingState.PROBLEM, f"{patient.config / 'config.toml'}: nrd. Ignored")
