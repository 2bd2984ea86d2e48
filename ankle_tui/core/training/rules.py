"""Numbers the coach decides by; all are our own choice unless a source stands beside them."""

BALANCE = "single-leg-balance"
HOPS = "lateral-hops"

GOOD_SESSIONS = 2
"""Good sessions, on different days, for a rung."""
GOOD_AFTER_FAILURES = 4
"""Good sessions for another try at a rung that was lost `FAILURES` times."""
FAILURES = 2
MISSES = 2
"""Missed sessions running that lead a rung down."""
MISSED = 0.75
"""A leg below this share of the day's dose misses it."""
FAR_TOO_MANY = 12.0
"""Touches a minute from which on a hold is missed as well."""
BRAKE = 7
"""Days in which an exercise goes up at most one rung."""

BREAK = 14
"""Days without any session that cost a rung."""
BREAK_MORE = 21
"""Days for each further rung."""
LONG_BREAK = 56
"""Days without any session after which an exercise begins a variation lower."""

MUCH_PAIN = 4
"""Pain, of 10, from which on what was done goes a rung down and nothing goes up. Silbernagel's pain-monitoring model
accepts 4 and 5, so this is stricter."""
HOPS_PAIN = 2
"""Hops are left out while a report above this stands. In the pain-monitoring model up to 3 is safe."""
REPORT_DAYS = 14
"""Days a report of pain stands."""
CLEAR_SESSIONS = 3
"""Sessions without more than `HOPS_PAIN` that end a report earlier."""

HARD_EFFORT = 9
"""Effort, of 10, from which on a session was very hard."""
HARD_SESSIONS = 3
"""Very hard sessions running after which nothing goes up."""

SPRAIN_DAYS = 365
"""Days for which a sprain of the last year holds."""

STANDSTILL = 84
"""Days without a rung after which the runner is told what would open one."""
