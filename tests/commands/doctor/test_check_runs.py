"""The doctor names activity files that cannot be used, a line each."""

import datetime as dt

from ankle_tui.store.activities.activity import ActivityKind
from ankle_tui.store.activities.known_files import DayActivity, KnownFile, KnownFiles, KnownFolder
from tests.commands.doctor.patients import Patient

DAY = dt.date(2026, 11, 18)


def found(patient: Patient) -> list[tuple[str, str, str]]:
    return [(each.state.value, each.line, each.remedy) for each in patient.examined() if each.name == "run days"]


def test_without_folders_there_is_nothing_to_say(patient: Patient) -> None:
    assert found(patient) == []


def test_each_file_that_cannot_be_used_is_a_line(patient: Patient) -> None:
    files = {
        "a.fit": KnownFile(1, 1, (DayActivity(DAY, ActivityKind.RUN),)),
        "b.fit": KnownFile(1, 1, problem="is cut short"),
        "2026/c.gpx": KnownFile(1, 1, problem="is damaged"),
        "d.gpx": KnownFile(1, 1, (DayActivity(DAY, None, "Laufen"),)),
    }
    KnownFiles(patient.data / "activities.json").save({"/watch": KnownFolder(files)})
    lines = found(patient)
    assert [state for state, _, _ in lines] == ["ok", "note", "note", "note"]
    assert "4" in lines[0][1]
    assert [lines[1][1], lines[2][1]] == ["/watch/2026/c.gpx: is damaged", "/watch/b.fit: is cut short"]
    assert "Laufen" in lines[3][1]
    assert "--as Laufen=run" in lines[3][2]


def test_folders_in_the_settings_that_are_away_or_new(patient: Patient) -> None:
    (here := patient.config / "watch").mkdir(parents=True)
    patient.settings(f"runs = ['{here}', '{here}-away']")
    assert [(state, line.partition(":")[0]) for state, line, _ in found(patient)] == [
        ("note", str(here)),
        ("note", f"{here}-away"),
    ]
