"""Run `ankle-tui test`: list the self-tests, lead one, or look at those that nobody has looked at yet."""

import argparse
import contextlib
import sys
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import member_of, names_of
from ankle_tui.commands.session.self_test_listing import (
    NONE_TO_CHECK,
    against_lines,
    listing_json,
    listing_lines,
)
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Feel
from ankle_tui.core.self_tests.findings import unchecked
from ankle_tui.core.self_tests.protocols import (
    BAREFOOT,
    FLOOR,
    PROTOCOLS,
    SHOES,
    WARM_UP_MINUTES,
    WEDGE,
    ConditionId,
    Protocol,
    SelfTestId,
    usual_conditions,
)
from ankle_tui.core.self_tests.self_test_wording import refusal_words
from ankle_tui.services.coach import Coach
from ankle_tui.services.self_testing.self_test_day import plan_for, self_test_day
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper, begin_record
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.services.startup import Stores

if TYPE_CHECKING:
    from ankle_tui.plain.talk import Talk


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `test`."""
    parser.add_argument(
        "test",
        nargs="?",
        type=member_of(SelfTestId),
        metavar="TEST",
        help=f"which one: {names_of(SelfTestId)}; without it, list the results and what is due",
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--plain", action="store_true", help="lead it in lines of text instead of on a screen")
    ways.add_argument("--check", action="store_true", help="look at the values that you have not looked at yet")
    ways.add_argument("--json", action="store_true", help="all tests and what they say, as JSON")
    foot, ground = parser.add_mutually_exclusive_group(), parser.add_mutually_exclusive_group()
    conditions = (
        (foot, "--barefoot", ConditionId.FOOTWEAR, BAREFOOT, "barefoot; without a word of it, as in the last test"),
        (foot, "--shoes", ConditionId.FOOTWEAR, SHOES, "in shoes"),
        (ground, "--wedge", ConditionId.SURFACE, WEDGE, "the heel raise on a wedge of 10 degrees"),
        (ground, "--floor", ConditionId.SURFACE, FLOOR, "the heel raise on the floor"),
    )
    for group, option, condition, value, what in conditions:
        group.add_argument(option, action="store_const", dest=condition.value, const=value, help=what)
    parser.add_argument(
        "--first",
        type=member_of(Side),
        dest=ConditionId.FIRST_LEG.value,
        metavar="LEG",
        help=f"the leg that begins: {names_of(Side)}",
    )
    parser.add_argument("--feel", type=member_of(Feel), metavar="F", help=f"how ankles and legs feel: {names_of(Feel)}")


def run(arguments: SimpleNamespace) -> int:
    """List the tests, lead one, or look at values."""
    leads = arguments.test is not None and not arguments.check and not arguments.json
    wanted = _wanted(arguments)
    if not leads and (wanted or arguments.feel or arguments.plain):
        raise console.UsageError("name the test to begin, such as: ankle-tui test raise")
    if arguments.check:
        return _check(arguments)
    if not leads:
        return _list(arguments)
    protocol = PROTOCOLS[arguments.test]
    if odd := wanted.keys() - {condition.id.value for condition in protocol.conditions} - {ConditionId.FIRST_LEG.value}:
        raise console.UsageError(f"{protocol.id.value} leaves no {odd.pop()} to choose")
    return _lead(arguments, protocol, wanted) if console.in_lines(arguments) else _show(arguments, protocol, wanted)


def _wanted(arguments: SimpleNamespace) -> dict[str, object]:
    """Conditions that the options name."""
    names = (ConditionId.FOOTWEAR.value, ConditionId.SURFACE.value, ConditionId.FIRST_LEG.value)
    return {name: str(value) for name in names if (value := getattr(arguments, name))}


def _list(arguments: SimpleNamespace) -> int:
    opened, settings, calendar = inputs.read_calendar(arguments)
    coach = Coach(inputs.read_catalogue(arguments), settings)
    day = self_test_day(coach, calendar, settings, inputs.now())
    only = [arguments.test] if arguments.test else list(SelfTestId)
    if arguments.json:
        print_json(listing_json(calendar.tests, day, only, settings.age, settings.sex))
    else:
        console.tell(listing_lines(calendar.tests, day, settings.age, settings.sex))
    return inputs.tell_damage(opened)


def _show(arguments: SimpleNamespace, protocol: Protocol, wanted: Mapping[str, object]) -> int:
    """Show the rules of a test on the screen, which leads it."""
    from ankle_tui.commands.session.home import show  # noqa: PLC0415 - each command loads only what it needs

    console.need_screen(f"test {protocol.id.value} --plain")
    with Lifeline(screen=True) as lifeline, inputs.open_all(arguments) as stores:
        return show(stores, lifeline, self_test=protocol.id, conditions=wanted, feel=arguments.feel)


def _lead(arguments: SimpleNamespace, protocol: Protocol, wanted: Mapping[str, object]) -> int:
    """Lead a test in lines of text."""
    from ankle_tui.plain import self_test_questions, self_test_runner  # noqa: PLC0415 - loaded only where needed
    from ankle_tui.plain.self_test_lines import opening_lines  # noqa: PLC0415

    with _plain(arguments) as (stores, talk):
        _refuse(arguments, stores, protocol, talk)
        settings, save_queue = stores.settings, stores.save_queue
        records = inputs.by_days(stores.history, settings).tests
        conditions = {**usual_conditions(protocol, records, settings.leg_first), **wanted}
        if not wanted:
            conditions = self_test_questions.ask_conditions(talk, protocol, conditions)
        record = begin_record(protocol, conditions, inputs.now(), settings.cut_off)
        plan = plan_for(protocol, record, records, stores.catalogue) if protocol.kind else None
        warm_up = WARM_UP_MINUTES if plan and not plan.sets[0].open else 0
        for line in opening_lines(protocol, conditions, protocol.minutes + warm_up, hears=talk.hears()):
            talk.write(line)
        keeper = SelfTestKeeper(record, save_queue.change, save_queue.current)

        def lead() -> None:
            if plan is None:
                self_test_questions.ask_numbers(talk, protocol, keeper)
            else:
                self_test_runner.lead_timed(
                    plan,
                    protocol,
                    keeper,
                    talk,
                    settings=settings,
                    save_queue=save_queue,
                    own_sounds=stores.folders.sounds,
                )
            self_test_questions.read_back(talk, protocol, keeper)

        return self_test_runner.see_to_disk(lead, [keeper], talk, save_queue=save_queue, settings=settings)


def _check(arguments: SimpleNamespace) -> int:
    """Read back the tests that nobody has looked at."""
    from ankle_tui.plain import self_test_runner  # noqa: PLC0415

    with _plain(arguments) as (stores, talk):
        if not talk.hears():
            raise console.UsageError("--check asks: it needs a terminal")
        save_queue = stores.save_queue
        records = inputs.by_days(stores.history, stores.settings).tests
        found = [record for record in unchecked(records) if arguments.test in {None, record.test}]
        if not found:
            return console.tell([NONE_TO_CHECK])
        keepers = [SelfTestKeeper(record, save_queue.change, save_queue.current, kept=True) for record in found]
        return self_test_runner.see_to_disk(
            lambda: self_test_runner.look_at(keepers, talk),
            keepers,
            talk,
            save_queue=save_queue,
            settings=stores.settings,
        )


@contextlib.contextmanager
def _plain(arguments: SimpleNamespace) -> Iterator[tuple[Stores, "Talk"]]:
    """Open the stores and a text dialogue; a signal first saves whatever is not on disk yet."""
    from ankle_tui.plain.talk import open_talk  # noqa: PLC0415

    with Lifeline(screen=False) as lifeline, inputs.open_all(arguments) as stores:
        lifeline.save = lambda: stores.save_queue.flush_now(None)
        console.tell_aside(stores.notices)
        yield stores, open_talk(sys.stdin)
        console.tell_aside(stores.save_queue.notices())


def _refuse(arguments: SimpleNamespace, stores: Stores, protocol: Protocol, talk: "Talk") -> None:
    """Refuse a test that cannot or must not be done; tell what speaks against one, which the runner may do all the same."""
    from ankle_tui.plain.questions import ask_feel  # noqa: PLC0415

    if not protocol.kind and not talk.hears():
        raise console.UsageError(f"{protocol.id.value} is typed: it needs a terminal")
    feel = arguments.feel or ask_feel(lambda question: talk.ask(question) or "")
    calendar = inputs.by_days(stores.history, stores.settings)
    day = self_test_day(Coach(stores.catalogue, stores.settings), calendar, stores.settings, inputs.now(), feel)
    if day.refuses(protocol.id):
        raise console.UsageError(refusal_words(day.against))
    console.tell(against_lines(day))
