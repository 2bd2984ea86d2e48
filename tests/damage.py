"""Damage for tests: JSON values in which one thing, anywhere, is gone or something else."""

import copy
from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from ankle_tui.core.validation import InvalidValue

Path = tuple[str | int, ...]

junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(
        ["work", "rest", "get-ready", "done", "running", "paused", "left", "seconds", "2026-11-22", "0001-01-01"]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def places(value: object, here: Path = ()) -> Iterator[Path]:
    """The way to every value inside, this one included."""
    yield here
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*here, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*here, index))


def changed(data: object, path: Path, value: object) -> object:
    """A copy with another value in one place."""
    if not path:
        return value
    whole = copy.deepcopy(data)
    parent, last = _parent(whole, path)
    parent[last] = value
    return whole


def without(data: object, path: Path) -> object:
    """A copy with one place gone."""
    whole = copy.deepcopy(data)
    parent, last = _parent(whole, path)
    del parent[last]
    return whole


def complaint(read: Callable[[object], object], data: object) -> str:
    """The line with which a reader refuses the data, or the empty string; any other error is one."""
    try:
        read(data)
    except InvalidValue as error:
        return str(error)
    return ""


def _parent(whole: object, path: Path) -> tuple[dict[str | int, object], str | int]:
    """What holds the place, which is a dict or a list."""
    for step in path[:-1]:
        whole = whole[step]  # type: ignore[index]
    return whole, path[-1]  # type: ignore[return-value]


@st.composite
def damaged(draw: st.DrawFn, data: object) -> object:
    """The data with one to three places gone or changed, their values swapped for junk or for each other's."""
    for _ in range(draw(st.integers(1, 3))):
        ways = [path for path in places(data) if path]
        if not ways:
            return data
        path = draw(st.sampled_from(ways))
        data = changed(data, path, draw(junk)) if draw(st.booleans()) else without(data, path)
    return data
