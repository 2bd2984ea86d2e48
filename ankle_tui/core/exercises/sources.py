"""Sources of claims and figures, as the tables of a TOML file name them, and what each speaks of."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ankle_tui.core.exercises.exercise import Source
from ankle_tui.core.validation import TableReader, did_you_mean

CHOICE = "choice"
"""Id of the one source that is none: our own choice."""

Figure = tuple[float, str]
"""A number and its unit, such as `(30, "seconds")`; an empty unit stands for any."""

_NUMBER = r"\d+(?:[.,]\d+)*"
_GIVEN = re.compile(rf"({_NUMBER})(?:-({_NUMBER}))?(?: ([a-z_]+))?")


class Sources:
    """The sources that the tables of a file can name.

    Args:
        named: Every source by its id.
        unnamed: The source of a table that names none; None if every table must name one, which must speak of it.
    """

    def __init__(self, named: Mapping[str, Source], unnamed: Source | None = None) -> None:
        self._named = named
        self._unnamed = unnamed

    @property
    def asked_for(self) -> bool:
        """True if every table must name a source."""
        return self._unnamed is None

    def cited(self, table: TableReader, key: str, place: str, figures: Sequence[Figure] = ()) -> tuple[Source, ...]:
        """Read the sources that a table names below `key`, in its order.

        Each must speak of the place and give one of its figures, and each figure must be given by one of them or be our
        own choice. The runner's own sources are free.

        Args:
            table: The table.
            key: The key.
            place: What the sources stand under: an exercise, `exercise variation`, or a page.
            figures: The figures told there.

        Raises:
            InvalidValue: If it names an unknown one, none though it must, or one that does not speak of this.
        """
        if self._unnamed and key not in table:
            return (self._unnamed,)
        ids = table.texts(key)
        if not ids:
            raise table.error(key, "needs at least one")
        for name in ids:
            if name not in self._named:
                raise table.error(key, f'no source is called "{name}"{did_you_mean(name, list(self._named))}')
        cited = tuple(self._named[name] for name in ids)
        if self.asked_for:
            _refuse_misused(table, key, cited, place, figures)
        return cited


def read_sources(table: TableReader) -> dict[str, Source]:
    """Read the sources of a file; each but our own choice says what it speaks of, place by place.

    Raises:
        InvalidValue: At the first slip, naming the source.
    """
    return {
        key: Source(key, table.text(key)) if key == CHOICE else _source(table.table(key), key) for key in table.rest()
    }


def numbers(text: str) -> tuple[Figure, ...]:
    """Find the numbers of a text, each of any unit."""
    return tuple((_value(number), "") for number in re.findall(_NUMBER, text))


def _source(table: TableReader, key: str) -> Source:
    text, about = table.text("text"), table.table("about")
    table.finish()
    return Source(key, text, tuple((place, about.text(place)) for place in about.rest()))


def _refuse_misused(
    table: TableReader, key: str, cited: Sequence[Source], place: str, figures: Sequence[Figure]
) -> None:
    missing = set(figures)
    for source in cited:
        if source.id == CHOICE:
            missing.clear()
            continue
        said = dict(source.about).get(place)
        if said is None:
            raise table.error(key, f'"{source.id}" does not speak of {place}')
        given = {figure for figure in figures if _gives(said, figure)}
        if figures and not given:
            raise table.error(key, f'"{source.id}" gives none of the figures of {place}')
        missing -= given
    if missing:
        raise table.error(key, f"no source gives {', '.join(map(_figure_words, sorted(missing)))}")


def _gives(said: str, figure: Figure) -> bool:
    number, unit = figure
    return any(low <= number <= high and unit in {"", found} for low, high, found in _given(said))


def _given(said: str) -> Iterator[tuple[float, float, str]]:
    """Find the figures in the words of a source, `30-60 seconds`, each as a range with its unit."""
    for low, high, unit in _GIVEN.findall(said):
        yield _value(low), _value(high or low), unit


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _figure_words(figure: Figure) -> str:
    return f"{figure[0]:g} {figure[1]}".strip()
