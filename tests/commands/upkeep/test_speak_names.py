"""`exercises --speak`: every name of the runner's own is said once; nothing is replaced unasked, nothing is run unasked."""

import os
from pathlib import Path

import pytest

from ankle_tui.audio.sound_lengths import sound_lengths
from ankle_tui.commands.upkeep.speak_names import NO_SYNTHESISER, NOTHING_OF_YOUR_OWN
from ankle_tui.core.cues.own_words import OWN
from ankle_tui.store.files.read import read_shipped
from tests.audio.test_synthesiser import calls_of, put_fake
from tests.commands.command_line import Main, complaint, contents, exits

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a script as a program")

WORDS = 10
"""Words of the template."""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the words of the template's exercise go."""
    (tmp_path / "exercises.toml").write_text(read_shipped("template.toml"), encoding="utf-8")
    return tmp_path / "sounds" / OWN


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of a synthesiser that is the only one there is."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("sys.platform", "linux")
    return put_fake(tmp_path / "bin")


def test_every_name_is_said_and_has_a_length_then(
    main: Main, capsys: pytest.CaptureFixture[str], own: Path, log: Path, tmp_path: Path
) -> None:
    assert main("exercises", "--speak") == 0
    assert f"Written: {WORDS}" in capsys.readouterr().out
    texts = [str(call["text"]).strip() for call in calls_of(log)]
    assert len(texts) == len(contents(own)) == WORDS
    assert {"Toe raise", "held, one foot", "straight", "Heel on the line"} <= set(texts)
    lengths = sound_lengths(tmp_path / "sounds")
    assert 0.5 < lengths[f"{OWN}toe-raise.hold.straight+setup"] < 0.6  # the silence is gone


def test_a_recording_that_is_there_stays_unless_asked(
    main: Main, capsys: pytest.CaptureFixture[str], own: Path, log: Path
) -> None:
    own.mkdir(parents=True)
    mine = own / "Toe-Raise.WAV"
    mine.write_bytes(b"my own voice")
    assert main("exercises", "--speak") == 0
    assert mine.read_bytes() == b"my own voice"
    assert len(calls_of(log)) == WORDS - 1
    assert main("exercises", "--speak") == 0
    assert len(calls_of(log)) == WORDS - 1
    assert f"{WORDS} words; --again" in capsys.readouterr().out
    assert main("exercises", "--speak", "--again") == 0
    assert mine.read_bytes()[:4] == b"RIFF"
    assert len(contents(own)) == WORDS


def test_nothing_is_said_unless_asked(main: Main, own: Path, log: Path) -> None:
    assert main("exercises") == 0
    assert main("sounds") == 0
    assert (calls_of(log), own.exists()) == ([], False)


def test_without_exercises_of_your_own_there_is_nothing_to_say(
    main: Main, capsys: pytest.CaptureFixture[str], log: Path
) -> None:
    assert main("exercises", "--speak") == 0
    assert capsys.readouterr().out.splitlines() == [NOTHING_OF_YOUR_OWN]
    assert not calls_of(log)


def test_without_a_synthesiser_one_line_says_how_to_get_one(
    main: Main, capsys: pytest.CaptureFixture[str], own: Path, log: Path
) -> None:
    (log.parent / "espeak-ng").unlink()
    line = complaint(main, capsys, "exercises", "--speak")
    assert NO_SYNTHESISER in line
    assert str(own) in line
    assert not own.exists()


def test_one_that_fails_on_the_way_is_one_line_and_what_was_said_stays(
    main: Main, capsys: pytest.CaptureFixture[str], own: Path, log: Path
) -> None:
    put_fake(log.parent, then="if 'one foot' in heard['text']: sys.exit('tongue-tied')")
    assert exits(main, "exercises", "--speak") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "espeak-ng has failed: tongue-tied" in line
    assert sorted(contents(own)) == ["toe-raise.both-feet+stand.wav", "toe-raise.both-feet.wav", "toe-raise.wav"]


def test_a_slip_costs_only_its_exercise(main: Main, capsys: pytest.CaptureFixture[str], own: Path, log: Path) -> None:
    slip = own.parents[2] / "exercises.toml"
    slip.write_text(slip.read_text(encoding="utf-8") + '\n[[exercise]]\nid = "hop"\n', encoding="utf-8")
    assert main("exercises", "--speak") == 2
    assert "hop" in capsys.readouterr().err
    assert len(contents(own)) == WORDS


def test_again_alone_means_nothing(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--speak" in complaint(main, capsys, "exercises", "--again")


def test_the_words_are_listed_among_the_sounds(
    main: Main, capsys: pytest.CaptureFixture[str], own: Path, log: Path
) -> None:
    assert main("exercises", "--speak") == 0
    capsys.readouterr()
    assert main("sounds") == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{OWN}toe-raise.hold.in ") for line in lines)
    assert not [line for line in lines if "no sound" in line]
