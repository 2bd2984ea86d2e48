"""Every command that has a key, defined once: its id, its keys and its words.

The screens bind their keys from it; the footer, help, the palette, `ankle-tui keys`, the lines of plain mode and the README's
tables list them from it. Each screen's `check_action` decides when a command is possible.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple


class KeyCommand(NamedTuple):
    """A command and its keys.

    Attributes:
        id: Its name in the settings.
        keys: Its usual keys, with spaces between, as printed on keys or as Textual calls them.
        action: The action of its screen or widget.
        words: What it does, in a word or two.
        more: What it does, in more words; empty where `words` say it.
        display: Its keys together with its counterpart's, as shown; empty to show the first of `keys`.
        show: True if the footer names it.
        priority: True if it takes precedence over the focused widget.
        also: Other words by which somebody may look for it in the palette.
    """

    id: str
    keys: str
    action: str
    words: str
    more: str = ""
    display: str = ""
    show: bool = True
    priority: bool = False
    also: str = ""


COMMANDS: Mapping[str, tuple[KeyCommand, ...]] = MappingProxyType(
    {
        "app": (
            KeyCommand("app.quit", "ctrl+q ctrl+c", "quit", "Quit", show=False, priority=True, also="exit leave close"),
            KeyCommand("app.keys", "f1", "keys_help", "keys", priority=True),
            KeyCommand("app.suspend", "ctrl+z", "suspend_process", "Suspend", show=False, priority=True),
        ),
        "home": (
            KeyCommand("home.start", "enter", "start", "start"),
            KeyCommand("home.forget-notices", "escape", "forget_notices", "close"),
            KeyCommand(
                "home.minutes", "m", "minutes", "minutes", more="The time there is for a session", also="length"
            ),
            KeyCommand("home.feel", "f", "feel", "feel", more="Say how ankles and legs feel"),
            KeyCommand("home.cooldown", "c", "cooldown", "cooldown", more="End with easy stretches, or not"),
            KeyCommand("home.routine", "r", "routine", "routine", more="A session of your own"),
            KeyCommand("home.context", "t", "context", "today", more="What the session follows"),
            KeyCommand("home.mark", "d", "open('TODAY')", "day", more="Say what today was: a run, a rest day"),
            KeyCommand("home.ran", "y", "answer('ran')", "Ran today", more="Mark today as a run", show=False),
            KeyCommand(
                "home.not-ran", "n", "answer('not-ran')", "No run today", more="Do not ask again today", show=False
            ),
            KeyCommand("home.better", "1", "answer('better')", "Ankles better", more="Than before it", show=False),
            KeyCommand("home.same", "2", "answer('same')", "Ankles the same", more="As before it", show=False),
            KeyCommand("home.worse", "3", "answer('worse')", "Ankles worse", more="Than before it", show=False),
            KeyCommand("home.still-sore", "y", "answer('still-sore')", "Still sore", show=False),
            KeyCommand("home.relieved", "n", "answer('relieved')", "No longer sore", show=False),
            KeyCommand("home.later", "escape", "answer('later')", "later", more="Ask tomorrow", show=False),
            KeyCommand("home.calendar", "w", "open('CALENDAR')", "weeks", also="calendar month days heat map streak"),
            KeyCommand("home.history", "h", "open('HISTORY')", "history", also="log past sessions diary"),
            KeyCommand("home.progress", "p", "open('PROGRESS')", "progress", also="streak chart graph trend best"),
            KeyCommand("home.tests", "b", "tests", "block, tests", more="The eight weeks, and the self-tests"),
            KeyCommand("home.put-off", "x", "put_off", "put off", more="Offer the tests again in a week", show=False),
            KeyCommand("home.library", "i", "library", "exercises", also="library ladder steps how figure"),
            KeyCommand(
                "home.information", "o", "information", "about", more="Why, how often, when to stop", also="pain"
            ),
            KeyCommand("home.settings", "s", "open('SETTINGS')", "settings", also="options preferences config"),
            KeyCommand("home.left-overs", "u", "open('UNFINISHED')", "unfinished"),
            KeyCommand("home.quit", "q", "app.quit", "quit", also="exit leave close"),
            KeyCommand(
                "home.notice-down", "pagedown", "scroll_notices(1)", "More of the notice", show=False, priority=True
            ),
            KeyCommand(
                "home.notice-up", "pageup", "scroll_notices(-1)", "Less of the notice", show=False, priority=True
            ),
            KeyCommand("home.keys", "?", "app.keys_help", "keys"),
        ),
        "picker": (
            KeyCommand("picker.up", "up k", "move(-1)", "Up", show=False),
            KeyCommand("picker.down", "down j", "move(1)", "Down", show=False),
            KeyCommand("picker.first", "home", "move(-99)", "First", show=False),
            KeyCommand("picker.last", "end", "move(99)", "Last", show=False),
            KeyCommand(
                "picker.take", "space", "take", "in/out", more="Take an exercise into the session, or leave it out"
            ),
            KeyCommand("picker.less", "left", "amount(-1)", "less", show=False),
            KeyCommand("picker.more", "right", "amount(1)", "amount", display="←→"),
            KeyCommand("picker.more-sets", "+ =", "sets(1)", "sets", display="+-"),
            KeyCommand("picker.fewer-sets", "-", "sets(-1)", "fewer sets", show=False),
            KeyCommand("picker.variation", "v", "variation", "variation"),
        ),
        "session": (
            KeyCommand("session.big", "space", "perform('big')", "Pause, go on, count"),
            KeyCommand("session.pause", "p", "perform('pause')", "Pause, go on"),
            KeyCommand("session.go-on", "enter", "perform('go-on')", "Done, go on"),
            KeyCommand("session.skip", "n", "perform('skip')", "Skip this set"),
            KeyCommand("session.back", "b", "perform('back')", "Back to the set before"),
            KeyCommand("session.redo", "r", "perform('redo')", "Do the set again"),
            KeyCommand("session.more", "+ =", "perform('more')", "10 s more, one more"),
            KeyCommand("session.less", "-", "perform('less')", "10 s less, one less"),
            KeyCommand("session.foot-down", "f", "perform('foot-down')", "Foot down"),
            KeyCommand("session.counting", "m", "perform('counting')", "Count paced or by hand"),
            KeyCommand("session.sound", "s", "perform('sound')", "Tones, voice, both, off"),
            KeyCommand("session.softer", "< [", "perform('softer')", "Softer"),
            KeyCommand("session.louder", "> ]", "perform('louder')", "Louder"),
            KeyCommand("session.finish", "q escape", "finish", "Finish early"),
            KeyCommand("session.keys", "?", "app.keys_help", "Keys"),
        ),
        "self-test": (
            KeyCommand(
                "self-test.less", "left", "correct(-1)", "correct", more="The trial before by one less", display="←→"
            ),
            KeyCommand("self-test.more", "right", "correct(1)", "One more in the trial before", show=False),
        ),
        "finish": (
            KeyCommand("finish.keep", "k", "end('keep')", "Keep what is done"),
            KeyCommand("finish.go-on", "g escape q", "end('go-on')", "Go on"),
            KeyCommand("finish.discard", "d", "end('discard')", "Discard"),
            KeyCommand("finish.keys", "?", "app.keys_help", "keys"),
        ),
        "summary": (
            KeyCommand("summary.close", "enter escape", "close", "done", priority=True),
            KeyCommand("summary.next", "down", "field(1)", "next field", priority=True),
            KeyCommand("summary.previous", "up", "field(-1)", "Previous field", show=False, priority=True),
            KeyCommand("summary.note", "a", "note", "note", more="Write a note"),
            KeyCommand("summary.copy", "y", "copy", "copy", more="Copy the summary as text"),
            KeyCommand("summary.stop", "o", "stop", "when to stop", more="And see somebody"),
            KeyCommand("summary.keys", "?", "app.keys_help", "keys"),
        ),
        "score": (
            KeyCommand("score.more", "right l", "step(1)", "More", show=False),
            KeyCommand("score.less", "left h", "step(-1)", "Less", show=False),
            KeyCommand("score.clear", "backspace delete", "clear", "Empty", show=False),
        ),
        "pain": (KeyCommand("score.side", "s", "side", "which ankle", show=False),),
        "calendar": (
            KeyCommand(
                "calendar.open",
                "enter",
                "open",
                "open",
                more="The session of the day; without one, say what the day was",
                priority=True,
            ),
            KeyCommand("calendar.mark", "d", "mark", "mark the day", more="Say what the day was, or its whole week"),
            KeyCommand("calendar.back", "escape q w", "back", "back"),
            KeyCommand("calendar.keys", "?", "app.keys_help", "keys"),
        ),
        "heat": (
            KeyCommand("heat.week", "left h", "move(-7)", "week", display="←→"),
            KeyCommand("heat.week-on", "right l", "move(7)", "A week on", show=False),
            KeyCommand("heat.day", "up k", "move(-1)", "day", display="↑↓"),
            KeyCommand("heat.day-on", "down j", "move(1)", "A day on", show=False),
            KeyCommand("heat.month", "pageup", "month(-1)", "month", display="pgup pgdn"),
            KeyCommand("heat.month-on", "pagedown", "month(1)", "A month on", show=False),
            KeyCommand("heat.oldest", "home", "oldest", "Oldest in sight", show=False),
            KeyCommand("heat.today", "t end", "today", "today"),
        ),
        "mark": (
            KeyCommand("mark.run", "r", "answer('run')", "run"),
            KeyCommand("mark.hard-run", "h", "answer('hard-run')", "hard run"),
            KeyCommand("mark.cross-training", "c x", "answer('cross-training')", "cross-training"),
            KeyCommand("mark.rest", "e", "answer('rest')", "rest"),
            KeyCommand("mark.sick", "s", "answer('sick')", "sick"),
            KeyCommand("mark.travel", "t", "answer('travel')", "travel"),
            KeyCommand("mark.none", "n backspace delete", "answer('none')", "no mark"),
            KeyCommand("mark.scope", "w", "scope", "whole week"),
            KeyCommand("mark.down", "j", "move(1)", "Down", show=False),
            KeyCommand("mark.up", "k", "move(-1)", "Up", show=False),
            KeyCommand("mark.back", "escape q d", "dismiss", "back"),
            KeyCommand("mark.keys", "?", "app.keys_help", "keys"),
        ),
        "history": (
            KeyCommand("history.exercise", "f", "exercise", "exercise", more="Only sessions with an exercise"),
            KeyCommand("history.context", "c", "context", "context", more="Only sessions after a run, or another day"),
            KeyCommand("history.add", "a", "add", "add", more="Add a session done without the program"),
            KeyCommand("history.amend", "e", "amend", "amend", more="Touches, effort, pain, note, context, day"),
            KeyCommand("history.delete", "x delete", "delete", "delete"),
            KeyCommand("history.take-back", "u", "take_back", "undo"),
            KeyCommand("history.all", "escape", "all", "all"),
            KeyCommand("history.back", "escape", "dismiss", "back"),
            KeyCommand("history.leave", "q h", "dismiss", "Back", show=False),
            KeyCommand("history.keys", "?", "app.keys_help", "keys"),
        ),
        "rows": (
            KeyCommand("rows.select", "enter", "select", "open"),
            KeyCommand("rows.up", "up k", "move(-1)", "Up", show=False),
            KeyCommand("rows.down", "down j", "move(1)", "Down", show=False),
            KeyCommand("rows.page-up", "pageup", "page(-1)", "A page up", show=False),
            KeyCommand("rows.page-down", "pagedown space", "page(1)", "A page down", show=False),
            KeyCommand("rows.first", "home", "first", "First", show=False),
            KeyCommand("rows.last", "end", "last", "Last", show=False),
        ),
        "record": (
            KeyCommand("record.back", "escape q enter", "leave", "back"),
            KeyCommand("record.amend", "e", "amend", "amend", more="Touches, effort, pain, note, context, day"),
            KeyCommand("record.delete", "x delete", "delete", "delete"),
            KeyCommand("record.take-back", "u", "take_back", "undo"),
            KeyCommand("record.keys", "?", "app.keys_help", "keys"),
        ),
        "self-tests": (
            KeyCommand(
                "self-tests.begin", "n", "block('begin')", "new block", more="Eight weeks, with tests before and after"
            ),
            KeyCommand("self-tests.review", "r", "block('review')", "review", more="Look back on the block"),
            KeyCommand(
                "self-tests.end", "e", "block('end')", "end block", more="Close it early, or end what follows it"
            ),
            KeyCommand("self-tests.about", "o", "about", "about", more="What tests can show, and what not"),
            KeyCommand(
                "self-tests.delete", "x delete", "delete", "delete", more="Delete the test done under the cursor"
            ),
            KeyCommand("self-tests.take-back", "u", "take_back", "undo"),
            KeyCommand("self-tests.back", "escape q b", "dismiss", "back"),
            KeyCommand("self-tests.keys", "?", "app.keys_help", "keys"),
        ),
        "ask": (
            KeyCommand("ask.down", "j", "move(1)", "Down", show=False),
            KeyCommand("ask.up", "k", "move(-1)", "Up", show=False),
            KeyCommand("ask.back", "escape q", "dismiss(None)", "back"),
            KeyCommand("ask.keys", "?", "app.keys_help", "keys"),
        ),
        "review": (
            KeyCommand("review.again", "a", "answer('again')", "again", more="Another block", show=False),
            KeyCommand("review.keep", "k", "answer('keep')", "keep", more="Keep up what you have", show=False),
            KeyCommand("review.pause", "z", "answer('pause')", "pause", more="Two weeks without a streak", show=False),
            KeyCommand("review.back", "escape q r b", "dismiss", "back"),
            KeyCommand("review.block", "left", "block(-1)", "block", more="Another block", display="←→"),
            KeyCommand("review.block-after", "right", "block(1)", "The block after", show=False),
            KeyCommand("review.down", "down", "scroll(1)", "scroll", display="↑↓"),
            KeyCommand("review.up", "up", "scroll(-1)", "Scroll back", show=False),
            KeyCommand("review.page-down", "pagedown space", "page(1)", "A page on", show=False),
            KeyCommand("review.page-up", "pageup", "page(-1)", "A page back", show=False),
            KeyCommand("review.keys", "?", "app.keys_help", "keys"),
        ),
        "rules": (
            KeyCommand("rules.begin", "enter", "begin", "begin", priority=True),
            KeyCommand("rules.next", "down", "app.focus_next", "next", display="↑↓", priority=True),
            KeyCommand("rules.previous", "up", "app.focus_previous", "Previous field", show=False, priority=True),
            KeyCommand("rules.page-down", "pagedown space", "page(1)", "read on"),
            KeyCommand("rules.page-up", "pageup", "page(-1)", "Read back", show=False),
            KeyCommand("rules.about", "o", "about", "about", more="What tests can show, and what not"),
            KeyCommand("rules.back", "escape q", "dismiss(None)", "back"),
            KeyCommand("rules.keys", "?", "app.keys_help", "keys"),
        ),
        "check": (
            KeyCommand("check.keep", "enter", "keep", "keep", priority=True),
            KeyCommand("check.back", "escape", "leave", "back", more="Look at it later"),
            KeyCommand("check.next", "down", "app.focus_next", "next", display="↑↓", priority=True),
            KeyCommand("check.previous", "up", "app.focus_previous", "Previous field", show=False, priority=True),
            KeyCommand("check.keys", "?", "app.keys_help", "keys"),
        ),
        "result": (
            KeyCommand("result.back", "escape q enter", "leave", "back"),
            KeyCommand("result.amend", "e", "amend", "amend", more="Trials, conditions, pain, day, note"),
            KeyCommand("result.delete", "x delete", "delete", "delete"),
            KeyCommand("result.take-back", "u", "take_back", "undo"),
            KeyCommand("result.about", "o", "about", "about", more="What tests can show, and when to stop"),
            KeyCommand("result.keys", "?", "app.keys_help", "keys"),
        ),
        "amend": (
            KeyCommand("amend.keep", "enter", "keep", "keep", priority=True),
            KeyCommand("amend.back", "escape", "dismiss(None)", "back", more="Leave it as it was"),
            KeyCommand("amend.next", "down", "app.focus_next", "next", display="↑↓", priority=True),
            KeyCommand("amend.previous", "up", "app.focus_previous", "Previous field", show=False, priority=True),
            KeyCommand("amend.keys", "?", "app.keys_help", "keys"),
        ),
        "field": (
            KeyCommand("field.more", "right l", "step(1)", "change", display="←→"),
            KeyCommand("field.less", "left h", "step(-1)", "Back", show=False),
        ),
        "trial-field": (KeyCommand("field.clear", "backspace delete", "rub_out", "Delete", show=False),),
        "day-field": (KeyCommand("field.rub-out", "backspace delete", "rub_out", "Delete", show=False),),
        "count-field": (KeyCommand("field.rub-digit", "backspace delete", "rub_out", "Delete", show=False),),
        "by-hand": (
            KeyCommand("by-hand.add", "enter", "add", "add", priority=True),
            KeyCommand("by-hand.back", "escape", "dismiss(None)", "back"),
            KeyCommand("by-hand.next", "tab", "app.focus_next", "next", more="Next field"),
            KeyCommand("by-hand.down", "down", "app.focus_next", "Next field", show=False),
            KeyCommand("by-hand.up", "up", "app.focus_previous", "Previous field", show=False),
            KeyCommand("by-hand.keys", "?", "app.keys_help", "keys"),
        ),
        "progress": (
            KeyCommand("progress.next", "down j", "exercise(1)", "exercise", display="↑↓"),
            KeyCommand("progress.previous", "up k", "exercise(-1)", "Exercise before", show=False),
            KeyCommand("progress.first", "home", "end(0)", "First exercise", show=False),
            KeyCommand("progress.last", "end", "end(-1)", "Last of the list", show=False),
            KeyCommand("progress.variation", "v", "variation", "variation"),
            KeyCommand("progress.earlier", "[ left", "weeks(1)", "weeks", display="[ ]"),
            KeyCommand("progress.later", "] right", "weeks(-1)", "Later weeks", show=False),
            KeyCommand("progress.block", "b", "block", "block", more="The eight weeks, and the self-tests"),
            KeyCommand("progress.tests", "t", "tests", "over time", more="The self-tests over time"),
            KeyCommand("progress.history", "h", "history", "history"),
            KeyCommand("progress.page-down", "pagedown space", "page(1)", "read on"),
            KeyCommand("progress.page-up", "pageup", "page(-1)", "Read back", show=False),
            KeyCommand("progress.back", "escape q p", "dismiss", "back"),
            KeyCommand("progress.keys", "?", "app.keys_help", "keys"),
        ),
        "library": (
            KeyCommand("library.open", "enter", "open", "open", more="The ladder, then the figure", priority=True),
            KeyCommand("library.forward", "right l", "open", "Ladder", show=False, priority=True),
            KeyCommand("library.close", "left", "close", "List", show=False, priority=True),
            KeyCommand(
                "library.step",
                "+ =",
                "step(1)",
                "set the step",
                more="What comes next, in the place of what your sessions say",
                display="+ -",
            ),
            KeyCommand("library.step-back", "-", "step(-1)", "Set the step before", show=False),
            KeyCommand("library.follow", "r backspace delete", "follow", "unset", more="What your sessions say"),
            KeyCommand("library.variation", "v", "variation", "variation"),
            KeyCommand("library.move", "space", "move", "move", more="Let the figure move, or stand still"),
            KeyCommand("library.read", "o", "read", "why, and sources", more="All there is to know of the exercise"),
            KeyCommand(
                "library.gear", "e", "open_place('SETTINGS', 'equipment')", "equipment", more="Say what you have"
            ),
            KeyCommand("library.progress", "p", "open_place('PROGRESS')", "progress", more="How the exercise goes"),
            KeyCommand("library.down", "pagedown", "page(1)", "read on", priority=True),
            KeyCommand("library.up", "pageup", "page(-1)", "Read back", show=False, priority=True),
            KeyCommand("library.back", "escape", "back", "back"),
            KeyCommand("library.leave", "q i", "dismiss", "Leave", show=False),
            KeyCommand("library.keys", "?", "app.keys_help", "keys"),
        ),
        "information": (
            KeyCommand("information.next", "right", "page(1)", "page", display="←→"),
            KeyCommand("information.previous", "left", "page(-1)", "Page before", show=False),
            KeyCommand("information.tick", "1", "tick(0)", "tick", more="That you know this sign", display="1-7"),
            KeyCommand("information.tick-2", "2", "tick(1)", "Tick 2", show=False),
            KeyCommand("information.tick-3", "3", "tick(2)", "Tick 3", show=False),
            KeyCommand("information.tick-4", "4", "tick(3)", "Tick 4", show=False),
            KeyCommand("information.tick-5", "5", "tick(4)", "Tick 5", show=False),
            KeyCommand("information.tick-6", "6", "tick(5)", "Tick 6", show=False),
            KeyCommand("information.tick-7", "7", "tick(6)", "Tick 7", show=False),
            KeyCommand("information.down", "down j", "scroll(1)", "scroll", display="↑↓"),
            KeyCommand("information.up", "up k", "scroll(-1)", "Scroll back", show=False),
            KeyCommand("information.page-down", "pagedown space", "screenful(1)", "Read on", show=False),
            KeyCommand("information.page-up", "pageup", "screenful(-1)", "Read back", show=False),
            KeyCommand("information.first", "home", "end(-1)", "To the top", show=False),
            KeyCommand("information.last", "end", "end(1)", "To the end", show=False),
            KeyCommand("information.back", "escape q o", "dismiss", "back"),
            KeyCommand("information.keys", "?", "app.keys_help", "keys"),
        ),
        "settings": (
            KeyCommand("settings.next", "down j", "move(1)", "move", display="↑↓"),
            KeyCommand("settings.previous", "up k", "move(-1)", "Setting before", show=False),
            KeyCommand("settings.first", "home", "end(0)", "First setting", show=False),
            KeyCommand("settings.last", "end", "end(-1)", "Last setting", show=False),
            KeyCommand("settings.next-part", "tab pagedown", "leap(1)", "topic", more="The next topic"),
            KeyCommand("settings.previous-part", "shift+tab pageup", "leap(-1)", "Topic before", show=False),
            KeyCommand("settings.change", "right l space enter", "step(1)", "change", display="←→"),
            KeyCommand("settings.change-back", "left h", "step(-1)", "Value before", show=False),
            KeyCommand("settings.reset", "r backspace delete", "reset", "reset", more="The usual value"),
            KeyCommand("settings.back", "escape q s", "dismiss", "back"),
            KeyCommand("settings.keys", "?", "app.keys_help", "keys"),
        ),
        "first-run": (
            KeyCommand("first-run.take", "enter space", "take", "take", priority=True),
            KeyCommand("first-run.down", "j", "move(1)", "Down", show=False),
            KeyCommand("first-run.up", "k", "move(-1)", "Up", show=False),
            KeyCommand("first-run.back", "left backspace", "back", "back"),
            KeyCommand("first-run.signs", "o", "signs", "signs", more="Signs that ankles ask for work"),
            KeyCommand("first-run.skip", "escape q", "skip", "skip", more="Answer later, in the settings"),
            KeyCommand("first-run.keys", "?", "app.keys_help", "keys"),
        ),
        "left-over": (
            KeyCommand("left-over.go-on", "g", "answer('go-on')", "Go on"),
            KeyCommand("left-over.keep", "k", "answer('keep')", "Keep what was done"),
            KeyCommand("left-over.discard", "d", "answer('discard')", "Discard"),
            KeyCommand(
                "left-over.later", "escape q", "answer('later')", "Later", more="It stays, and is offered again"
            ),
            KeyCommand("left-over.take", "space", "select", "Take the answer", show=False),
            KeyCommand("left-over.keys", "?", "app.keys_help", "keys"),
        ),
        "keys": (KeyCommand("keys.close", "escape q ? enter space f1", "dismiss", "close", show=False),),
    }
)
"""The commands of each screen and widget, in the order of the footer."""

INHERITED: Mapping[str, str] = MappingProxyType(
    {"trial-field": "field", "day-field": "field", "count-field": "field", "pain": "score"}
)
"""Widgets that take the keys of another one as well."""

PLACES: tuple[tuple[str, ...], ...] = (
    ("home", "picker"),
    ("session",),
    ("self-test", "session"),
    ("self-tests", "rows"),
    ("ask", "a list"),
    ("review",),
    ("rules", "field"),
    ("check", "trial-field", "score", "field", "day-field", "writing"),
    ("result",),
    ("finish", "a list"),
    ("summary", "count-field", "score", "pain", "writing"),
    ("calendar", "heat", "a list"),
    ("mark", "a list"),
    ("history", "rows"),
    ("record",),
    ("amend", "field", "day-field", "count-field", "score", "pain", "writing"),
    ("by-hand", "field", "day-field", "picker"),
    ("progress", "a list"),
    ("library", "a list"),
    ("information", "a list"),
    ("settings",),
    ("first-run", "a list"),
    ("left-over", "a list"),
    ("keys",),
)
"""Each screen with what can have the focus there. Two commands that meet in a place cannot share a key."""


@cache
def every_command() -> dict[str, KeyCommand]:
    """Every command by its id, screen by screen."""
    return {command.id: command for place in PLACES for part in (*place, "app") for command in commands_of(part)}


def commands_of(area: str) -> tuple[KeyCommand, ...]:
    """The commands of a screen or widget, with those it inherits; none for an area of Textual's own."""
    inherited = COMMANDS[INHERITED[area]] if area in INHERITED else ()
    return COMMANDS.get(area, ()) + inherited


def session_actions() -> dict[str, list[str]]:
    """Keys of each action of a session, by the action's value."""
    performed = (command for command in COMMANDS["session"] if command.action.startswith("perform("))
    return {command.action[len("perform('") : -len("')")]: command.keys.split() for command in performed}
