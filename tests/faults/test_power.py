"""A power cut at every moment of a save: the old history or the new, and the new once it was acknowledged."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files import durable
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history import history_file as history_module
from tests.faults.conftest import Figure
from tests.faults.disk import CHANGES, WHOLE, Call, Disk, Event
from tests.faults.power import Cut, Model, Tree, cuts, read_tree, write_tree
from tests.faults.scenarios import HISTORIES, PUTS, SAVES, Scenario, save_in_place

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="POSIX file calls")]

each_save = pytest.mark.parametrize("scenario", SAVES, ids=lambda scenario: scenario.name.replace(" ", "-"))

CAUGHT = (AssertionError, FileNotFoundError, FileProblem, InvalidValue)
"""What a check may say: the content is wrong, gone, or cannot be read."""

POINTS = 20
"""The most moments at which the first of two saves is killed; `FAULTS=all` tries them all."""

Idle = Callable[[Call], bool]


def awake(call: Call) -> bool:
    return False


def recorded(scenario: Scenario, folders: Iterator[Path], idle: Idle = awake) -> tuple[Tree, list[Event]]:
    """What a save did."""
    tree = scenario.prepared(next(folders))
    root = scenario.start(next(folders), tree)
    with Disk(root, idle=idle) as disk:
        scenario.save(root)
        disk.acknowledge()
    assert_all_was_seen(tree, disk.events, root)
    return tree, disk.events


def assert_all_was_seen(tree: Tree, events: list[Event], root: Path) -> None:
    """The model has come to what is really there: no call went past it."""
    model = Model(tree)
    for event in events:
        model.apply(event)
    assert model.seen() == read_tree(root)


def check(scenario: Scenario, found: Iterator[Cut], folders: Iterator[Path], *, thorough: bool = WHOLE) -> int:
    """Every state is looked at as a program that starts after the power cut would; thoroughly, it saves again too."""
    number = 0
    for number, cut in enumerate(found, 1):  # noqa: B007 - the last one is their number
        root = next(folders)
        write_tree(root, cut.tree)
        scenario.check(root, cut.acknowledged > 0)
        if thorough:
            with Disk(root):
                scenario.save(root)
            scenario.check(root, True)
    return number


@each_save
def test_a_power_cut_leaves_the_old_or_the_new(scenario: Scenario, folders: Iterator[Path], figure: Figure) -> None:
    tree, events = recorded(scenario, folders)
    states = check(scenario, cuts(tree, events), folders)
    assert states > 5
    figure("power cut in a save", saves=1, calls=len(events), states=states, lost=0)


def killed_then_saved(
    scenario: Scenario,
    folders: Iterator[Path],
    points: Iterable[int] | None = None,
    idle: Callable[[Path], Idle] = lambda root: awake,
) -> Iterator[Cut]:
    """A save is killed, the next one acknowledged, then the power goes: every state that may leave, each but once.

    Args:
        scenario: The save.
        folders: Where to do it.
        points: After how many of its calls the first one is killed; None is after each.
        idle: What neither of them really does.
    """
    tree = scenario.prepared(next(folders))
    first = scenario.start(next(folders), tree)
    with Disk(first, idle=idle(first)) as disk:
        scenario.save(first)
    known = set()
    for point in range(len(disk.events)) if points is None else points:
        model = Model(tree)
        for event in disk.events[:point]:
            model.apply(event)
        root = next(folders)
        write_tree(root, model.seen())
        with Disk(root, idle=idle(root)) as next_disk:
            scenario.save(root)
            next_disk.acknowledge()
        both = [*disk.events[:point], Event(Call(point, "kill", "")), *next_disk.events]
        assert_all_was_seen(tree, both, root)
        for cut in cuts(tree, both):
            key = (cut.acknowledged, frozenset(cut.tree.items()))
            if key not in known:
                known.add(key)
                yield cut


def changing_calls(scenario: Scenario, folders: Iterator[Path]) -> list[int]:
    """After how many calls the disk is another: fewer points to be killed at, to the same effect."""
    _, events = recorded(scenario, folders)
    names = CHANGES - {"close", "flock"}
    return [number for number, event in enumerate(events, 1) if event.call.name in names]


def after_call(scenario: Scenario, folders: Iterator[Path], name: str, path: str) -> int:
    """How many calls an undisturbed save has made after this one, by its function and its file."""
    _, events = recorded(scenario, folders)
    calls = [(event.call.name, path in {event.call.path, event.call.to}) for event in events]
    return calls.index((name, True)) + 1


@each_save
def test_what_a_killed_save_has_left_is_made_durable_by_the_next(
    scenario: Scenario, folders: Iterator[Path], figure: Figure
) -> None:
    points = None if WHOLE else changing_calls(scenario, folders)
    if points:
        points = points[:: len(points) // POINTS + 1]
    states = check(scenario, killed_then_saved(scenario, folders, points), folders, thorough=False)
    figure("power cut after a killed save and another one", saves=1, states=states, lost=0)


# Mutants


MUTANTS: dict[str, Idle] = {
    "no fsync at all": lambda call: call.name == "fsync",
    "no fsync of the file": lambda call: call.name == "fsync" and call.path.endswith(".tmp"),
    "no fsync of the folder": lambda call: call.name == "fsync" and not call.path.endswith(".tmp"),
}


@pytest.mark.parametrize("scenario", [PUTS[0], PUTS[2], HISTORIES[0], HISTORIES[1]], ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_save_without_its_syncs_is_caught(mutant: str, scenario: Scenario, folders: Iterator[Path]) -> None:
    tree, events = recorded(scenario, folders, MUTANTS[mutant])
    with pytest.raises(CAUGHT):
        check(scenario, cuts(tree, events), folders)


@pytest.mark.parametrize("scenario", [PUTS[0], HISTORIES[0]], ids=lambda scenario: scenario.name)
def test_a_folder_whose_own_name_is_not_synced_is_caught(scenario: Scenario, folders: Iterator[Path]) -> None:
    tree, events = recorded(scenario, folders, lambda call: call.name == "fsync" and call.path == ".")
    with pytest.raises(CAUGHT):
        check(scenario, cuts(tree, events), folders)


@pytest.mark.parametrize("scenario", [PUTS[2], HISTORIES[1]], ids=lambda scenario: scenario.name)
def test_writing_in_place_is_caught(
    scenario: Scenario, folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "put", save_in_place)
    monkeypatch.setattr(history_module, "put", save_in_place)
    tree, events = recorded(scenario, folders)
    with pytest.raises(CAUGHT):
        check(scenario, cuts(tree, events), folders)


@pytest.mark.parametrize("scenario", [PUTS[0], HISTORIES[0]], ids=lambda scenario: scenario.name)
def test_trusting_a_folder_that_another_has_made_is_caught(scenario: Scenario, folders: Iterator[Path]) -> None:
    with pytest.raises(CAUGHT):
        check(
            scenario,
            killed_then_saved(scenario, folders, [after_call(scenario, folders, "mkdir", "data")], only_what_it_made),
            folders,
        )


def only_what_it_made(root: Path) -> Idle:
    """A mutant that syncs the parent of a folder only when it has made that folder itself."""
    made = False

    def idle(call: Call) -> bool:
        nonlocal made
        if call.name == "mkdir" and call.path == "data":
            made = not (root / "data").exists()
        return call.name == "fsync" and call.path == "." and not made

    return idle


def test_trusting_a_name_that_another_has_given_is_caught(
    folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = HISTORIES[1]
    points = [after_call(scenario, folders, "replace", "data/history.json")]
    monkeypatch.setattr(history_module, "settle", lambda path: None)
    with pytest.raises(CAUGHT):
        check(scenario, killed_then_saved(scenario, folders, points), folders)


def test_trusting_the_folder_above_a_new_one_is_caught(
    folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_folder(path: Path) -> None:
        """A mutant that first tries to make a folder, and looks at the one above only when that is missing."""
        try:
            os.mkdir(path, 0o700)  # noqa: PTH102 - as the original does
        except FileExistsError:
            pass
        except FileNotFoundError:
            make_folder(path.parent)
            make_folder(path)
        durable._sync_folder(str(path.parent))

    monkeypatch.setattr(durable, "make_folder", make_folder)
    points = changing_calls(PUTS[0], folders)
    with pytest.raises(CAUGHT):
        check(PUTS[0], killed_then_saved(PUTS[0], folders, points), folders)
