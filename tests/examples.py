"""How often a property is tried: a share of the hypothesis profile in use."""

import os

from hypothesis import settings

EXHAUSTIVE = 100
"""Examples of a property that asks for no number, in the exhaustive profile."""
THOROUGH = 40
"""The same in the thorough profile: what ten minutes of `.ci/run` have room for."""
QUICK = 10
"""The same in the quick profile, which holds where none is asked for."""


def share(number: int) -> int:
    """Share of `number` tries that the profile in use asks for: all of them in the exhaustive one."""
    return max(1, number * settings().max_examples // EXHAUSTIVE)


def examples(number: int) -> settings:
    """Try a property with the share of `number` examples."""
    return settings(max_examples=share(number))


def sampled(number: int) -> settings:
    """Try a slow property with a fifth of what `examples` would; `FAULTS=all` tries it all."""
    return examples(number if os.environ.get("FAULTS") == "all" else number // 5)
