"""Convert the state of a session in progress to JSON values and back, for its checkpoint."""

from ankle_tui.core.history.records import MOST_FOOT_DOWNS, MOST_SECONDS, Status
from ankle_tui.core.session.events import PauseReason
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, Plan
from ankle_tui.core.session.schedule import micros
from ankle_tui.core.session.snapshot import Run
from ankle_tui.core.session.state import SetAttempt, State
from ankle_tui.core.validation import TableReader

_LONGEST = micros(MOST_SECONDS)


def state_to_json(s: State) -> dict[str, object]:
    """Convert a state to JSON values; times are relative, so that another clock can take over."""
    return {
        "run": s.run.value,
        "reason": s.reason.value if s.reason else "",
        "index": s.index,
        "elapsed": s.elapsed,
        "length": s.length,
        "fired": s.fired,
        "count": s.count,
        "rep_start": s.rep_start,
        "counting": s.counting.value,
        "foot_downs": s.foot_downs,
        "counts_touches": s.counts_touches,
        "worked": s.worked,
        "best": [{"set": index, "amount": a.amount, "foot_downs": a.foot_downs} for index, a in s.best.items()],
        "status": s.status.value if s.status else "",
    }


def state_from_json(plan: Plan, table: TableReader, now: int) -> State:
    """Read a state from its JSON values, as if no time had passed since.

    Args:
        plan: Plan of the session.
        table: Return value of `state_to_json`.
        now: Microseconds of the clock that takes over.

    Raises:
        BadValue: If a value cannot be used, or contradicts the others.
    """
    s = State(
        plan,
        run=table.choice("run", Run),
        reason=table.optional("reason", PauseReason),
        look=now,
        index=table.integer("index", 0, len(plan.phases) - 1),
        paused_at=table.integer("elapsed", 0, _LONGEST),
        length=table.integer("length", 0, _LONGEST),
        fired=table.integer("fired", -1, _LONGEST),
        count=table.integer("count", 0, _LONGEST),
        rep_start=table.integer("rep_start", 0, _LONGEST),
        counting=table.choice("counting", Counting),
        foot_downs=table.integer("foot_downs", 0, MOST_FOOT_DOWNS),
        worked=table.integer("worked", 0, _LONGEST),
        status=table.optional("status", Status),
    )
    s.anchor = now - s.paused_at
    s.best = dict(_best(s, item) for item in table.tables("best"))
    s.counts_touches = table.flag("counts_touches", default=_touched(s))  # older versions did not write it
    for key, sound in _checks(s).items():
        if not sound:
            raise table.error(key, "contradicts the rest")
    s.reschedule()
    return s


def _best(s: State, table: TableReader) -> tuple[int, SetAttempt]:
    number = table.integer("set", 0, len(s.plan.sets) - 1)
    amount = table.integer("amount", 0, s.target(number))
    return number, SetAttempt(amount, table.integer("foot_downs", 0, MOST_FOOT_DOWNS))


def _touched(s: State) -> bool:
    return bool(s.foot_downs) or any(attempt.foot_downs for attempt in s.best.values())


def _checks(s: State) -> dict[str, bool]:
    """Check the invariants of a state between two commands, by the key to blame if one is broken."""
    at_work, target = s.phase.kind is PhaseKind.WORK, s.phase.work.target
    return {
        "status": (s.status is not None) == (s.run is Run.DONE),
        "reason": (s.reason is not None) == (s.run is Run.PAUSED),
        "counts_touches": s.counts_touches or not _touched(s),
        "length": s.length == micros(s.phase.seconds) or not at_work,
        "elapsed": s.elapsed <= s.length or s.counted,
        "fired": s.elapsed - 1 <= s.fired <= s.elapsed,
        "count": s.count < target + (s.run is Run.DONE) if s.counted else s.count == 0,
        "rep_start": s.rep_start <= s.elapsed < s.rep_start + s.rep or not (s.paced and s.working),
    }
