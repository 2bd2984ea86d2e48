"""Sources of figures, as the tables of a TOML file name them."""

from collections.abc import Mapping

from ankle_tui.core.exercises.exercise import Source
from ankle_tui.core.validation import TableReader, did_you_mean


class Sources:
    """The sources that the tables of a file can name.

    Args:
        named: Every source by its id.
        unnamed: The source of a table that names none; None if every table must name one.
    """

    def __init__(self, named: Mapping[str, Source], unnamed: Source | None = None) -> None:
        self._named = named
        self._unnamed = unnamed

    @property
    def asked_for(self) -> bool:
        """True if every table must name a source."""
        return self._unnamed is None

    def cited(self, table: TableReader, key: str = "source") -> tuple[Source, ...]:
        """Read the sources that a table names below `key`, in its order.

        Raises:
            InvalidValue: If it names an unknown one, or none though it must.
        """
        if self._unnamed and key not in table:
            return (self._unnamed,)
        ids = table.texts(key)
        if not ids:
            raise table.error(key, "needs at least one")
        for name in ids:
            if name not in self._named:
                raise table.error(key, f'no source is called "{name}"{did_you_mean(name, list(self._named))}')
        return tuple(self._named[name] for name in ids)
