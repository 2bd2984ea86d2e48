"""The command line with the runner's own exercises and routines: listed, explained, begun, and forgiven their slips."""

import json
from pathlib import Path

import pytest

from ankle_tui.commands import main as cli
from ankle_tui.commands.doctor.examine import examine
from ankle_tui.commands.doctor.finding import FindingState
from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.session.plan import Plan
from ankle_tui.plain import runner as plain
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.services.startup import MOST_SLIPS, open_stores
from ankle_tui.store.paths import Folders
from ankle_tui.store.user_files import load_own
from tests.builders import shipped
from tests.commands.command_line import IDS, Main

BROKEN = '\n[[exercise]]\nid = "hop"\n\n[[routine]]\nid = "evening"\nname = "Evening"\ndo = ["hop", "toe-raise"]\n'


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "data", tmp_path)


@pytest.fixture
def main(folders: Folders) -> Main:
    def run(*argv: str) -> int:
        return cli.main(["--data-dir", str(folders.data), "--config-dir", str(folders.config), *argv])

    return run


@pytest.fixture
def template(main: Main, folders: Folders, capsys: pytest.CaptureFixture[str]) -> str:
    """What `exercises --template` prints, kept where it is looked for."""
    assert main("exercises", "--template") == 0
    folders.exercises.write_text(capsys.readouterr().out, encoding="utf-8")
    return folders.exercises.read_text(encoding="utf-8")


def test_the_template_is_a_file_that_works(template: str, folders: Folders) -> None:
    catalogue, notices = load_own(folders.exercises, shipped())
    assert notices == ()
    assert ([*catalogue.own], [routine.id for routine in catalogue.routines]) == (["toe-raise"], ["morning"])
    assert template.isascii()
    assert max(map(len, template.splitlines())) < 120


@pytest.mark.usefixtures("template")
def test_own_exercises_and_routines_are_listed(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("exercises") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "toe-raise           Toe raise: both feet, 2 × 12 reps (your own)" in lines
    assert lines[-1] == "morning             Morning routine: Single-leg balance, Toe raise, Calf raise"
    assert main("exercises", "--json") == 0
    found = {item["id"]: item for item in json.loads(capsys.readouterr().out)}
    assert [name for name, item in found.items() if item["own"]] == ["toe-raise"]
    assert found["toe-raise"]["starts"]["experienced"] == {"variation": "one-foot", "dose": 2}


def test_slips_are_told_where_exercises_are_listed_and_nowhere_else(
    main: Main, template: str, folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    folders.exercises.write_text(template + BROKEN, encoding="utf-8")
    assert main("exercises") == USAGE
    output = capsys.readouterr()
    assert output.err.splitlines() == [
        f"ankle-tui: {folders.exercises}: hop: variation: is missing",
        f'ankle-tui: {folders.exercises}: routine evening: do 1: exercise: "hop" has a mistake of its own',
    ]
    assert "toe-raise" in output.out
    assert (main("history"), main("stats")) == (0, 0)
    assert capsys.readouterr().err == ""


def test_what_a_program_that_trains_is_told(template: str, folders: Folders) -> None:
    assert open_stores(folders).notices == ()
    folders.exercises.write_text(template + BROKEN, encoding="utf-8")
    stores = open_stores(folders)
    assert [notice.partition(": ")[2][:4] for notice in stores.notices] == ["hop:", "rout"]
    assert stores.catalogue.own == {"toe-raise"}
    folders.exercises.write_text("".join(f"a{number} = 1\n" for number in range(9)), encoding="utf-8")
    assert len(open_stores(folders).notices) == MOST_SLIPS + 1
    assert open_stores(folders).notices[-1] == "6 more mistakes; see ankle-tui exercises"


def test_what_doctor_says(template: str, folders: Folders) -> None:
    def found() -> list[tuple[FindingState, str]]:
        findings = examine(str(folders.data), str(folders.config), {})
        return [(one.state, one.line) for one in findings if one.name == "own exercises"]

    assert found() == [(FindingState.OK, "fine, 1 exercise, 1 routine")]
    folders.exercises.write_text(f"{template}\n[other]\n", encoding="utf-8")
    assert found() == [(FindingState.PROBLEM, f"{folders.exercises}: other: is not a known key")]
    folders.exercises.unlink()
    assert found() == [(FindingState.OK, "none; ankle-tui exercises --template prints a file to begin with")]


@pytest.mark.usefixtures("template")
def test_a_routine_is_begun_by_name(main: Main, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[Plan] = []

    def lead(plan: Plan, **_: object) -> int:
        plans.append(plan)
        return 0

    monkeypatch.setattr(plain, "lead", lead)
    folders.settings.write_text("minutes = 1\n", encoding="utf-8")
    assert main("start", "--plain", "--routine", "Morning ROUTINE") == 0
    assert main("start", "--plain", "--routine", "morning", "--minutes", "1") == 0
    whole, cut = (dict.fromkeys((item.exercise, item.variation, item.sets) for item in plan.sets) for plan in plans)
    assert list(whole) == [
        ("single-leg-balance", "eyes-open-firm", 2),
        ("toe-raise", "both-feet", 2),
        ("calf-raise", "one-leg", 2),
    ]
    assert list(cut) == [("single-leg-balance", "eyes-open-firm", 1)]


@pytest.mark.usefixtures("template")
def test_a_routine_that_is_not_there(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("start", "--plain", "--routine", "mornin") == USAGE
    assert capsys.readouterr().err == ('ankle-tui: --routine: no routine is called "mornin"; did you mean "morning"?\n')
    with pytest.raises(SystemExit):
        main("start", "--routine", "morning", "--exercises", "hops")
    assert "not allowed with" in capsys.readouterr().err


def test_a_routine_of_a_file_that_cannot_be_read_names_the_file(
    main: Main, folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    folders.exercises.parent.mkdir(parents=True, exist_ok=True)
    folders.exercises.write_text("[[exercise", encoding="utf-8")
    assert main("start", "--plain", "--routine", "morning") == USAGE
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f'ankle-tui: --routine: "morning" cannot be read: {folders.exercises}: is not valid TOML')


def test_exercises(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("exercises") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == IDS
    assert lines[0] == "single-leg-balance  Single-leg balance: eyes open, firm floor, 2 × 30 s/leg"


def test_exercises_as_json(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("exercises", "--json") == 0
    exercises = {item["id"]: item for item in json.loads(capsys.readouterr().out)}
    assert list(exercises) == IDS
    raise_ = exercises["calf-raise"]
    known = {"id", "name", "group", "trains", "how", "variations", "starts", "sources", "short", "own"}
    assert set(raise_) == known | {"restart_after", "from_session"}
    assert raise_["starts"] == {
        "beginner": {"variation": "both-legs", "dose": 2},
        "experienced": {"variation": "one-leg", "dose": 1},
    }
    first = raise_["variations"][0]
    assert set(first) == {
        *("id", "name", "kind", "per_side", "stand", "cues", "equipment", "doses", "tempo", "rest", "change"),
        *("part_rest", "parts", "timing_sources", "after", "after_sprain", "touches"),
    }
    assert (first["kind"], first["tempo"]) == ("reps", {"up": 2, "hold": 1, "down": 2, "words": ["up", "hold", "down"]})
    assert set(first["doses"][0]) == {"sets", "amount", "sources"}
    assert set(first["doses"][0]["sources"][0]) == {"id", "text", "about"}
    assert exercises["heel-toe-walk"]["variations"][0]["parts"][0] == {
        "id": "heels",
        "name": "HEELS",
        "cue": "On your heels, toes pulled up",
        "setup": "",
    }


def test_a_start_names_a_dose_by_its_number_from_one(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    main("exercises", "--json")
    for item in json.loads(capsys.readouterr().out):
        ladders = {variation["id"]: variation["doses"] for variation in item["variations"]}
        for level in Level:
            start = item["starts"][level.value]
            _, dose = shipped().get(item["id"]).start(level)
            assert ladders[start["variation"]][start["dose"] - 1]["amount"] == dose.amount
