"""The first screen: how the week stands, and a session ready for today, which one key starts."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Context, Group
from ankle_tui.core.formatting import context_words, day_words, gear_words, minutes_words, whole_minutes
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.core.training.rules import BALANCE, HOPS
from ankle_tui.core.training.suggestion import Feel, hops_words, no_hops
from ankle_tui.core.weeks.advice import advice
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.coach import Coach, TodaysOffer, Wishes
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.home.options import HomeOption, HomeOptions
from ankle_tui.ui.home.start_button import StartButton
from ankle_tui.ui.home.week import WeekBoard
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.keys.names import key_of
from ankle_tui.ui.messages import DaysMarked, Open, Place
from ankle_tui.ui.widgets.exercise_picker import WIDE, ExercisePicker
from ankle_tui.ui.widgets.keybar import BindingBar, Question
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.wording.day_words import LEGEND, count_words, joined, risk_words, short_date_words, streak_words
from ankle_tui.ui.wording.text import shown, trouble_words

NARROW = 60
"""Columns below which dates and lines are short."""
LOW = 15
"""Rows below which there are no buttons."""
_CROSS = "cross"
"""A cross-training day where there is little room."""
ASKS_FROM = 10
"""Rows from which there is room for a question."""
MINUTES = (5.0, 8.0, 10.0, 15.0)
"""The times one key goes through, no limit after them; the runner's settings may hold another one."""
TURNED = 1.0
"""Seconds after the day has turned before the question takes an answer."""


class HomeScreen(BaseScreen[None]):
    """The week, and today's session.

    Args:
        catalogue: The exercises.
        read: Gives what was done, by days, as they stand now.
        coach: Gives whom to ask what to do.
        settings: Gives the runner's settings.
        trouble: Why a change is not on the disk, in one line, or empty.
        notices: What the runner should know, a line each.
    """

    BINDINGS = bindings("home")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-middle"), (22, "-high"), (30, "-roomy")]

    @dataclass
    class Start(Message):
        """The runner wants to begin.

        Attributes:
            plan: What to do.
        """

        plan: Plan

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        read: Callable[[], Calendar],
        coach: Callable[[], Coach],
        settings: Callable[[], Settings],
        trouble: Callable[[], str] = str,
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._read = read
        self._coach = coach
        self._settings = settings
        self._problem = trouble
        self._after = Context.OTHER
        """What the session follows."""
        self._chosen: tuple[dt.date, DayMark | None] | None = None
        """The day for which the runner has said by hand what the session follows, and how it was marked then."""
        self._asking: dt.date | None = None
        """The day the screen asks about: was there a run? None while it does not ask."""
        self._turning = False
        """True for a moment after the day has turned: a key on its way answers for the day before."""
        self._hard_on: dt.date | None = None
        """The day whose hard run was made something else here, to be hard again when it is a run again."""
        self._followed = settings()
        """The settings that were followed last."""
        self._wishes = Wishes(self._followed.minutes, cooldown=self._followed.cooldown)
        self._offer = TodaysOffer((), ())
        self._offered: _Basis | None = None
        """What the offer was made from."""
        self._anew = False
        """Whether the offer has taken the place of what the runner had put right by hand."""
        self._unfinished = 0
        self._notices = "\n".join(map(shown, notices))

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal(id="top"):
            yield TextLine(id="day")
            yield TextLine(id="last")
        with Vertical(id="body"):
            if self._notices:
                with VerticalScroll(id="notices", can_focus=False):
                    yield Static(Content(self._notices))
            with Vertical(id="frame"):
                yield WeekBoard(id="week")
                yield TextLine("  ".join(LEGEND), id="legend")
                yield TextLine(id="advice")
                yield Question(id="asks")
                yield TextLine(id="ready")
                with VerticalScroll(id="list", can_focus=False):
                    yield ExercisePicker(id="picker")
                yield TextLine(id="about")
                with Horizontal(id="foot"):
                    yield HomeOptions(id="choices")
                    yield StartButton(f"Start  {self._key('start', '↵')}", id="start", tooltip="Start")
        yield BindingBar(
            "home.forget-notices",
            "home.start",
            "picker.take",
            "picker.more",
            "picker.more-sets",
            "home.mark",
            "home.calendar",
            "home.minutes",
            "home.feel",
            "home.history",
            "home.progress",
            "home.settings",
            "home.quit",
        )

    def on_mount(self) -> None:
        """Offer the ready-made session."""
        self.set_class(bool(self._notices), "-noticing")
        self.show_days()
        self.query_one(ExercisePicker).focus()

    def on_screen_resume(self) -> None:
        """Show the days as they are now: the program may have stood open overnight."""
        self.show_days()
        self.read_keys()

    def on_history_changed(self) -> None:
        """Show the days as they are now: somebody has changed something, or the day has turned."""
        self.show_days()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.show_days()
        self.draw_session()

    @property
    def plan(self) -> Plan | None:
        """The session as it is chosen, or None when nothing is."""
        chosen = self.query_one(ExercisePicker).chosen
        if not chosen:
            return None
        level, first_side = self._coach().level(self._read()), self._settings().first_side
        return build_plan(chosen, level=level, context=self._after, first_side=first_side)

    def show_days(self) -> None:
        """Say what day it is, how the week stands and what is sensible; today's mark tells what a session follows."""
        calendar, narrow = self._read(), self.app.size.width < NARROW
        today, risk = calendar.today, risk_words(calendar)
        self.query_one("#day", TextLine).show(short_date_words(today) if narrow else day_words(today))
        last = f"last: {day_words(calendar.last)}" if calendar.last else ""
        if narrow:
            last = joined([risk], self.app.size.width - 2 - len(short_date_words(today)) - 1)
        if self._unfinished:
            last = f"{self._unfinished} not finished: {self._key('left-overs', 'u')}"
        problem = self._problem()
        self.query_one("#last", TextLine).show("not saved yet" if problem else last)
        pieces = [
            count_words(calendar),
            *([streak_words(calendar)] if self._settings().streaks else []),
            *([] if narrow else [risk]),
        ]
        self.query_one(WeekBoard).show(calendar, pieces)
        self._follow_settings()
        if self._chosen != (today, calendar.mark(today)):  # what was said last holds: by hand, or by a mark
            self._chosen = None
            self._after = calendar.context or Context.OTHER
        self._ask_of_run(calendar)
        self._renew(calendar)
        self._draw_advice(calendar)
        self._draw_choices()

    def heed(self) -> None:
        """Take answers for the new day from now on."""
        self._turning = False

    def show_unfinished(self, count: int) -> None:
        """Say how many sessions were put off.

        Args:
            count: So many.
        """
        self._unfinished = count
        self.show_days()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to read and to close the notices, and to go on with a session, only while there are any."""
        if action == "left_overs":
            return bool(self._unfinished)
        if action == "ran":
            return self._asking is not None
        if action == "routine":
            return bool(self._catalogue.routines)
        return action not in {"forget_notices", "scroll_notices"} or bool(self._notices)

    def action_forget_notices(self) -> None:
        """Take the notices away: they have been read, or will not be."""
        if self._notices:
            self._notices = ""
            self.query("#notices").remove()
            self.remove_class("-noticing")
            self.query_one(BindingBar).read()

    def action_scroll_notices(self, pages: int) -> None:
        """Read on in a notice that a small terminal has no room for."""
        for notices in self.query("#notices"):
            notices.scroll_relative(y=pages * notices.size.height, animate=False)

    @on(ExercisePicker.Changed)
    def draw_session(self) -> None:
        """Show what the session amounts to, and the exercise under the cursor."""
        picker, plan = self.query_one(ExercisePicker), self.plan
        self._anew = self._anew and not picker.changed
        self._draw_advice(self._read())
        self.query_one("#ready", TextLine).show(self._ready(picker.chosen))
        self.query_one("#start", StartButton).disabled = plan is None
        why = "" if self.app.size.width >= WIDE else picker.reason(picker.current)
        self.query_one("#about", TextLine).show(_about(picker.current, why))
        self._draw_choices()

    def action_start(self) -> None:
        """Begin the session."""
        plan = self.plan
        if plan is None:
            self.query_one("#ready", TextLine).show(
                f"Choose an exercise first: {key_of(self._settings().keys, 'picker.take')}"
            )
            return
        self.action_forget_notices()
        self.post_message(self.Start(plan))

    @on(StartButton.Pressed)
    def start_clicked(self) -> None:
        """Begin the session with the mouse."""
        self.action_start()

    def action_context(self) -> None:
        """Say what the session follows; a day that is marked as a run or cross-training is marked anew, to say the same."""
        calendar = self._read()
        today, mark = calendar.today, calendar.mark(calendar.today)
        kinds = {Context.POST_RUN: DayKind.RUN, Context.CROSS_TRAINING: DayKind.CROSS_TRAINING}
        if mark and mark.kind in kinds.values():
            if mark.hard:
                self._hard_on = today
            kind = next(kind for kind in kinds.values() if kind is not mark.kind)
            self.post_message(
                DaysMarked((calendar.marked(today, kind, kind is DayKind.RUN and self._hard_on == today),))
            )
            return
        contexts = list(Context)
        self._after = contexts[(contexts.index(self._after) + 1) % len(contexts)]
        self._chosen = today, mark
        self._ask_of_run(calendar)
        self.draw_session()

    def action_ran(self, ran: bool) -> None:
        """Answer the question: yes marks the day as a run; no keeps that it has no mark."""
        calendar = self._read()
        if self._asking == calendar.today and not self._turning:
            self.post_message(DaysMarked((calendar.marked(calendar.today, DayKind.RUN if ran else None),)))
        self.show_days()

    def action_minutes(self) -> None:
        """Say how much time there is, which asks for a session of the coach's."""
        now = self._wishes.minutes
        later = (minutes for minutes in MINUTES if minutes > (now or 0))
        self._wish(minutes=next(later, None), routine=None)

    def action_feel(self) -> None:
        """Say how ankles and legs feel."""
        feels = list(Feel)
        self._wish(feel=feels[(feels.index(self._wishes.feel) + 1) % len(feels)])

    def action_cooldown(self) -> None:
        """Take the cooldown into the session, or leave it out; the rest stays as the runner has it."""
        picker, wanted = self.query_one(ExercisePicker), not self._has_cooldown
        ladders = {choice.exercise.id: choice for choice in (*self._offer.chosen, *self._offer.others)}
        able = self._coach().cooldown(ladders) if wanted else [item for item in ladders.values() if _is_cooldown(item)]
        self._wishes = replace(self._wishes, cooldown=wanted)
        picker.take([choice.exercise.id for choice in able], wanted)

    def action_routine(self) -> None:
        """Take the next session of the runner's own, and after the last one the coach's."""
        routines = [None, *self._catalogue.routines]
        if len(routines) > 1:
            self._wish(routine=routines[(routines.index(self._wishes.routine) + 1) % len(routines)])

    def action_settings(self) -> None:
        """Change the settings."""
        self.action_forget_notices()
        self.post_message(Open(Place.SETTINGS))

    def action_mark(self) -> None:
        """Say what today was."""
        self.action_forget_notices()
        self.post_message(Open(Place.TODAY))

    @on(WeekBoard.Pressed)
    def action_calendar(self) -> None:
        """Show all weeks."""
        self.action_forget_notices()
        self.post_message(Open(Place.CALENDAR))

    def action_left_overs(self) -> None:
        """Ask again about the sessions that were put off."""
        self.post_message(Open(Place.UNFINISHED))

    def action_history(self) -> None:
        """Show what was done."""
        self.action_forget_notices()
        self.post_message(Open(Place.HISTORY))

    def action_progress(self) -> None:
        """Show what the training has done."""
        self.action_forget_notices()
        self.post_message(Open(Place.PROGRESS))

    def action_information(self) -> None:
        """Read why and how to train; with pain, when to stop."""
        self.action_forget_notices()
        self.post_message(Open(Place.ABOUT, "stop" if self._wishes.feel is Feel.PAIN else ""))

    def action_library(self) -> None:
        """Read about the exercise under the cursor."""
        self.action_forget_notices()
        self.post_message(Open(Place.EXERCISES, self.query_one(ExercisePicker).current.exercise.id))

    def _ask_of_run(self, calendar: Calendar) -> None:
        """Ask about a run today if nothing tells of the day and there is room; a run is never assumed."""
        today, room = calendar.today, self.app.size.height >= (LOW if self._notices else ASKS_FROM)
        told = calendar.is_told(today) or (self._chosen is not None and self._chosen[0] == today)
        if self._asking not in {None, today}:
            self._turning = True
            self.set_timer(TURNED, self.heed)
        asking = None if told or not room else today
        if asking == self._asking:
            return
        self._asking = asking
        self.set_class(asking is not None, "-asking")
        if asking:
            answers = [
                Key(self._key("ran", "y"), "yes", "screen.ran(True)"),
                Key(self._key("not-ran", "n"), "no", "screen.ran(False)"),
            ]
            self.query_one(Question).ask("Ran today?", answers)

    def _follow_settings(self) -> None:
        """Offer what the settings, as they are now, ask for."""
        before, self._followed = self._followed, self._settings()
        if before is self._followed:
            return
        for name in ("minutes", "cooldown"):  # what was said on this screen stays, unless that very setting has changed
            if (value := getattr(self._followed, name)) != getattr(before, name):
                self._wishes = replace(self._wishes, **{name: value})
        self._offered = None

    def _wish(self, **changes: Any) -> None:
        """Want something else of the session, which is then offered anew."""
        self._wishes = replace(self._wishes, **changes)
        self._offered = None
        self.show_days()
        self.draw_session()

    def _renew(self, calendar: Calendar) -> None:
        """Offer today's session, unless nothing it is made from has changed, or only what the runner has put right by hand."""
        day = calendar.day(calendar.today)
        basis = _Basis(calendar.past, calendar.today, day.kind, hard=day.hard)
        picker, known = self.query_one(ExercisePicker), self._offered
        if known and (known == basis or (picker.changed and known.sessions == basis.sessions)):
            return
        if known and known.today != basis.today:
            self._wishes = replace(self._wishes, feel=Feel.FINE)
        by_hand = _main(picker.chosen) if known is None else []
        by_hand = [] if by_hand == _main(self._offer.chosen) else by_hand
        self._offered = basis
        # A routine is done as it was written, however little time there usually is.
        wishes = replace(self._wishes, minutes=None) if self._wishes.routine else self._wishes
        self._offer = offer = self._coach().offer(calendar, wishes)
        tail = [choice for choice in offer.chosen if _is_cooldown(choice)]
        main = _main(offer.chosen)
        rest = [choice for choice in offer.others if not _is_cooldown(choice)]
        more = [choice for choice in offer.others if _is_cooldown(choice)]
        taken = [choice.exercise.id for choice in offer.chosen]
        self._anew = bool(by_hand) and by_hand != main
        picker.offer([*main, *rest, *tail, *more], taken, offer.reasons)

    @property
    def _has_cooldown(self) -> bool:
        return any(_is_cooldown(choice) for choice in self.query_one(ExercisePicker).chosen)

    @property
    def _against_hops(self) -> str:
        """Why the hops that are chosen are better left out; empty when nothing is against them."""
        if not any(choice.exercise.id == HOPS for choice in self.query_one(ExercisePicker).chosen):
            return ""
        calendar = self._read()  # a mark may have come after what was chosen by hand
        return self._offer.no_hops or no_hops((), feel=self._wishes.feel, kind=calendar.day(calendar.today).kind)

    def _draw_advice(self, calendar: Calendar) -> None:
        """Say what is sensible today, or what is wrong."""
        problem = self._problem()
        self.query_one("#advice", TextLine).show(trouble_words(problem) if problem else self._advice(calendar))

    def _advice(self, calendar: Calendar) -> str:
        """What is sensible today."""
        against = self._against_hops
        if self._wishes.feel is Feel.PAIN:
            easier = hops_words(against) if against else "Easier today."
            return f"{easier} When to see somebody: {self._key('information', 'o')}"
        if against:
            return hops_words(against)
        kept = [choice.exercise.id for choice in self.query_one(ExercisePicker).chosen if choice in self._offer.chosen]
        eased = BALANCE in kept and BALANCE in self._offer.eased
        return self._offer.note or advice(calendar, eased=eased)

    def _ready(self, chosen: Sequence[Choice]) -> str:
        """What the session amounts to, and what there are no buttons and no advice to tell."""
        if not chosen:
            return "Nothing chosen"
        count = sum(not _is_cooldown(choice) for choice in chosen)
        said = [_Piece(f"{count} exercise{'' if count == 1 else 's'}", 7)] if count else []
        said.append(_Piece(_time_words(chosen), 3))
        if self._anew:
            said.append(_Piece("chosen anew", 2))
        wishes = self._wishes
        if self.app.size.height < LOW:
            if wishes.feel is not Feel.FINE:
                said.append(_Piece(wishes.feel.value, 4))
            if self._against_hops:
                said.append(_Piece("skip hops", 1))
            if wishes.feel is Feel.PAIN:
                said.append(_Piece(f"{self._key('information', 'o')}: when to stop", 0))
            if wishes.routine:
                said.append(_Piece(wishes.routine.name, 5))
            elif wishes.minutes:
                said.append(_Piece(f"limit {wishes.minutes:g}", 6))
        return _fitted(said, self.query_one("#ready").content_size.width or self.app.size.width - 2)

    def _key(self, name: str, usual: str = "") -> str:
        """How a key of this screen is shown."""
        own, command = self._settings().keys, f"home.{name}"
        return key_of(own, command) if command in own else usual

    def _draw_choices(self) -> None:
        wishes, narrow = self._wishes, self.app.size.width < NARROW
        minutes = "no limit" if wishes.minutes is None else f"{wishes.minutes:g}"
        said = [
            HomeOption(
                "Today",
                _CROSS if narrow and self._after is Context.CROSS_TRAINING else context_words(self._after),
                "screen.context",
                self._key("context"),
            ),
            HomeOption("Minutes", "as written" if wishes.routine else minutes, "screen.minutes", self._key("minutes")),
            HomeOption("Feel", wishes.feel.value, "screen.feel", self._key("feel")),
            HomeOption("Cooldown", "yes" if self._has_cooldown else "no", "screen.cooldown", self._key("cooldown")),
        ]
        if self._catalogue.routines:
            name = wishes.routine.name if wishes.routine else "none"
            said.append(HomeOption("Routine", name, "screen.routine", self._key("routine")))
        self.query_one(HomeOptions).show(said)


class _Basis(NamedTuple):
    """What the coach's session is made from.

    Attributes:
        sessions: What was done.
        today: The training day.
        kind: What kind of day it is.
        hard: Whether its run was a hard one.
    """

    sessions: tuple[SessionRecord, ...]
    today: dt.date
    kind: DayKind | None
    hard: bool


class _Piece(NamedTuple):
    """Something to say in a line.

    Attributes:
        words: What.
        rank: The higher, the sooner it is left out where there is no room.
    """

    words: str
    rank: int


def _fitted(pieces: Sequence[_Piece], width: int) -> str:
    """As much of it as a line of so many cells holds."""
    kept = list(pieces)
    while len(kept) > 1 and cell_len(" · ".join(piece.words for piece in kept)) > width:
        kept.remove(max(kept, key=lambda piece: piece.rank))
    return " · ".join(piece.words for piece in kept)


def _time_words(chosen: Sequence[Choice]) -> str:
    """How long a session takes: what counts against the time there is, and the cooldown, which comes on top of it."""
    main = _main(chosen)
    whole = build_plan(chosen).seconds
    if len(main) == len(chosen):
        return minutes_words(whole)
    if not main:
        return f"cooldown {minutes_words(whole)}"
    before = build_plan(main).seconds
    rest = max(1, whole_minutes(whole) - whole_minutes(before))
    return f"{minutes_words(before)} + cooldown {rest} min"


def _main(choices: Iterable[Choice]) -> list[Choice]:
    return [choice for choice in choices if not _is_cooldown(choice)]


def _is_cooldown(choice: Choice) -> bool:
    return choice.exercise.group is Group.COOLDOWN


def _about(choice: Choice, why: str = "") -> str:
    variation = choice.variation
    pieces = [f"{why}." if why else "", f"{variation.name}.", choice.exercise.trains]
    if variation.equipment:
        pieces.append(f"You need: {', '.join(map(gear_words, variation.equipment))}.")
    return " ".join(f"{piece[0].upper()}{piece[1:]}" for piece in pieces if piece)
