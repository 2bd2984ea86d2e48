"""Run `ankle-tui block`: show, begin, close or answer a block of eight weeks."""

import argparse
import datetime as dt
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import member_of, names_of
from ankle_tui.core.block.block_review import TESTS_BEFORE
from ankle_tui.core.block.block_state import current_block
from ankle_tui.core.block.block_wording import (
    NO_BLOCK,
    TAKEN_BACK,
    begun_words,
    review_lines,
    state_lines,
    target_words,
)
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.core.overview.measured import measured
from ankle_tui.core.overview.measured_wording import part_line
from ankle_tui.core.weeks.calendar import Calendar, settle_target
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services.blocks import BlockRefusal, answer_block, begin_block, end_block, target_after
from ankle_tui.services.coach import Coach
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import Settings


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `block`."""
    steps = parser.add_mutually_exclusive_group()
    steps.add_argument(
        "--begin", action="store_true", help="begin a block today, with the weekly target of the settings"
    )
    steps.add_argument("--end", action="store_true", help="close it early, or end what follows it")
    steps.add_argument(
        "--answer",
        type=member_of(AfterBlock),
        metavar="A",
        help=f"what comes after it: {names_of(AfterBlock)} (another block; two short sessions a week without steps up; "
        "two weeks that put no streak at risk)",
    )
    parser.add_argument("--json", action="store_true", help="the block and its review, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """Change the block if asked to, then show it."""
    if arguments.begin or arguments.end or arguments.answer:
        settings = inputs.read_settings(arguments)
        try:
            calendar, change = _changed(arguments, settings)
        except BlockRefusal as refusal:
            raise console.UsageError(str(refusal)) from refusal
        return _show(arguments, settings, calendar, taken_back=bool(change.deleted))
    opened, settings, calendar = inputs.read_calendar(arguments)
    _show(arguments, settings, calendar)
    return inputs.tell_damage(opened)


def _changed(arguments: SimpleNamespace, settings: Settings) -> tuple[Calendar, History]:
    """Write the change that is asked for; return the days after it, and the change."""
    file, now = inputs.history_file(arguments), inputs.now()
    opened = file.open()
    history, calendar, target = opened.history, inputs.by_days(opened.history, settings), settings.target
    if arguments.begin:
        change = begin_block(calendar, target, now)
    elif arguments.end:
        change = end_block(calendar, now)
    else:
        if state := current_block(calendar):
            review = Coach(inputs.read_catalogue(arguments), settings).review(calendar, state)
            target = target_after(arguments.answer, target, review)
        change = answer_block(calendar, arguments.answer, target, now)
    if target != settings.target:
        change = merge(change, _targets(history, settings.rules, target, calendar.today))
    if change != History() or opened.notices:  # a file that could not be repaired is refused here, with or without one
        history = file.add(change)
    if target != settings.target:
        SettingsFile(inputs.folders(arguments).settings).change({"target": target})
        console.tell_aside([target_words(target)])
    console.tell_aside([*opened.notices, *file.notices()])
    return inputs.by_days(history, settings), change


def _targets(history: History, rules: Rules, target: int, today: dt.date) -> History:
    """Note the new weekly target from next week on, and the old one, so that earlier weeks keep theirs."""
    noted = History()
    for each in (rules, rules._replace(target=target)):
        if found := settle_target(merge(history, noted), each, today):
            noted = merge(noted, History(targets=(found,)))
    return noted


def _show(arguments: SimpleNamespace, settings: Settings, calendar: Calendar, *, taken_back: bool = False) -> int:
    state, told = current_block(calendar), [TAKEN_BACK] if taken_back else []
    if state is None:
        if arguments.json:
            print_json(None)
            return 0
        return console.tell(told or [NO_BLOCK])
    review = Coach(inputs.read_catalogue(arguments), settings).review(calendar, state)
    tests = [test for test in calendar.tests if test.day <= state.last]
    parts = measured(tests, state.record.since - TESTS_BEFORE, settings.age, settings.sex).parts
    if arguments.json:
        print_json(state.to_json() | {"review": review.to_json() | {"measured": [part.to_json() for part in parts]}})
        return 0
    begun = [begun_words(state)] if arguments.begin or arguments.answer is AfterBlock.AGAIN else []
    shown = [f"  {part_line(part)}" for part in parts]
    return console.tell(begun or [*told, *state_lines(state), *review_lines(review, shown)])
