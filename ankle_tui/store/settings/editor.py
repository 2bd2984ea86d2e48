"""Change settings in the settings file and keep everything else as the runner wrote it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from ankle_tui.store.files import durable
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import MEBIBYTE, Identity, identity, read_text
from ankle_tui.store.settings.kinds import Paths
from ankle_tui.store.settings.settings import KINDS, TABLES, Settings, Slip, load_settings, read_settings, toml_value

if TYPE_CHECKING:
    from tomlkit.container import Container
    from tomlkit.items import Item

HEADING = "# Settings of ankle-tui. What is not here has its default; comments stay when the program changes a line.\n"
"""First line of a new file."""
ATTEMPTS = 5
"""Tries to make a change while an editor keeps saving the file."""
MARK = "\ufeff"
"""The byte order mark of Windows editors."""


class SettingsFile:
    """Read and change the settings file, and notice changes by other programs.

    Args:
        path: The file, which need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: Identity | None = None

    def is_new(self) -> bool:
        """True if another program has written the file since it was last read or written here."""
        return identity(self.path) != self._seen

    def load(self) -> tuple[Settings, tuple[Slip, ...]]:
        """Read the file, as `load_settings` does."""
        self._seen = identity(self.path)  # before reading: an edit during it is seen next time
        return load_settings(self.path)

    def change(self, changes: Mapping[str, object]) -> tuple[Settings, tuple[Slip, ...]]:
        """Change settings on disk.

        Args:
            changes: New values by key; None removes a setting from the file. `rungs` and `keys` are mappings, merged
                entry by entry, where None removes an entry. Without changes a missing file is made.

        Returns:
            All settings in the file now, changes by an editor included, and the slips.

        Raises:
            FileProblem: If the file is not TOML, cannot be written, or would not give the changed settings; then it is
                unchanged. A slip in another key is left alone.
            KeyError: If there is no such setting.
        """
        if unknown := set(changes) - set(KINDS):
            raise KeyError(*sorted(unknown))
        for _ in range(ATTEMPTS):
            seen, text = identity(self.path), read_text(self.path)
            new, settings, slips = self._changed(text, changes)
            if new != text:
                if read_text(self.path) != text:  # an editor has saved the file since
                    continue
                self._put(new)
                seen = identity(self.path)
                seen = seen if read_text(self.path) == new else None  # likewise
            self._seen = seen
            return settings, slips
        raise FileProblem(self.path, "is being changed by another program all the time")

    def _put(self, text: str) -> None:
        data = text.encode("utf-8")
        if len(data) > MEBIBYTE:
            raise FileProblem(self.path, "would be larger than 1 MiB")
        try:
            durable.put(self.path, data)
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be written") from error

    def _changed(self, text: str | None, changes: Mapping[str, object]) -> tuple[str, Settings, tuple[Slip, ...]]:
        """Apply the changes to the text; return it with the settings and slips read back from it."""
        before, slips = (Settings(), ()) if text is None else read_settings(text, self.path)
        new = HEADING if text is None else text
        mark = MARK if new.startswith(MARK) else ""
        new = new.removeprefix(MARK)
        windows = "\r\n" in new and "\n" not in new.replace("\r\n", "")
        new = new.replace("\r\n", "\n") if windows else new
        try:
            for key, value in changes.items():
                new = _set_entries(new, key, value) if isinstance(value, Mapping) else _set(new, key, value)
            new = mark + (new.replace("\n", "\r\n") if windows else new)
            settings, left = read_settings(new, self.path)
            done = settings == changed(before, changes) and set(left) <= set(slips)
        except (ValueError, TypeError, LookupError, FileProblem):  # the key holds something else, a table perhaps
            done = False
        if not done:
            raise FileProblem(self.path, f"{', '.join(changes)}: cannot be changed by the program, only with an editor")
        return new, settings, left


def changed(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """Apply changes to settings.

    Args:
        settings: The settings.
        changes: As for `SettingsFile.change`.
    """
    standard = Settings()
    new: dict[str, Any] = {key: getattr(standard, key) if value is None else value for key, value in changes.items()}
    for table in TABLES:
        if isinstance(entries := new.get(table), Mapping):
            merged = {**getattr(settings, table), **entries}
            new[table] = {key: value for key, value in merged.items() if value is not None}
    return replace(settings, **new)


def _set(text: str, key: str, value: object) -> str:
    """Set or remove one key of the top level."""
    import tomlkit  # noqa: PLC0415 - only when something is changed

    document = tomlkit.parse(text)
    plain = toml_value(value)
    if value is None:
        _remove(document, key)
    elif key not in document:
        document = tomlkit.parse(_ended(text))
        _insert(document, key, plain)
    else:
        if _unlike(document.unwrap()[key], plain):
            _replace(document, key, plain)
        if isinstance(KINDS[key], Paths) and document[key] != plain:
            document[key] = plain  # in another order; equipment has none
    return document.as_string()


def _set_entries(text: str, table: str, entries: Mapping[str, object]) -> str:
    """Set or remove entries of a table."""
    for name, value in entries.items():
        text = _set_entry(text, table, name, toml_value(value))
    return text


def _set_entry(text: str, table: str, name: str, value: object) -> str:
    """Set or remove one entry of a table, which may be written with a heading, inline or with dotted keys."""
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import Table  # noqa: PLC0415

    document = tomlkit.parse(text)
    if table not in document:
        if value is None:
            return text
        entry = f"{tomlkit.key(name).as_string()} = {tomlkit.item(value).as_string()}"
        return f"{_ended(text)}{'' if not text.strip() else chr(10)}[{table}]{chr(10)}{entry}{chr(10)}"
    if not isinstance(document.unwrap()[table], Mapping):
        raise TypeError(table)
    entries = document[table]
    headed = isinstance(entries, Table) and not entries.is_super_table()
    if value is None:
        if name in entries:
            _remove(entries.value, name) if headed else entries.remove(name)
    elif name in entries:
        if entries[name] != value:
            _replace(entries, name, value, ordered=True)
    elif headed:
        document = tomlkit.parse(_ended(text))
        _insert(document[table].value, name, value)
    else:
        entries[name] = value
    return document.as_string()


def _unlike(there: object, plain: object) -> bool:
    """True if a value must be rewritten; the runner decides on the order of a list."""
    if _are_texts(there) and _are_texts(plain):
        return set(there) != set(plain)
    return isinstance(there, bool) != isinstance(plain, bool) or there != plain  # to Python 1 is True


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _ended(text: str) -> str:
    """End the last line of a text."""
    return text if not text or text.endswith("\n") else text + "\n"


def _insert(container: "Container", key: str, plain: object) -> None:
    """Put a new key below the last one of this table, above the comments of the next table."""
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import AoT, Table, Whitespace  # noqa: PLC0415

    body, at = container.body, 0
    for number, (name, item) in enumerate(body):
        if isinstance(item, AoT | Table) and not (name and name.is_dotted()):
            break
        if name is not None:
            at = number + 1
    tables = any(name is not None for name, _ in body[at:])
    if at == 0:  # no key yet: go below the heading, which ends with an empty line, or below the whole text
        gaps = [number for number, (_, item) in enumerate(body) if isinstance(item, Whitespace)]
        at = len(body) if not tables else gaps[0] + 1 if gaps and gaps[0] else 0
        if tables:
            body.insert(at, (None, Whitespace("\n")))
    body.insert(at, (tomlkit.key(key), tomlkit.item(plain)))


def _replace(container: "Container", key: str, plain: object, *, ordered: bool = False) -> None:
    """Replace a value in its own style: same quotes, and the same list unless its order matters."""
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import Array, String  # noqa: PLC0415

    there = container[key]
    if not ordered and isinstance(there, Array) and _are_texts(there.unwrap()) and isinstance(plain, list):
        for name in {*there.unwrap()} - {*plain}:
            while name in there:
                there.remove(name)
        there.extend(name for name in plain if name not in there)
    elif isinstance(there, String) and isinstance(plain, str):
        literal = there.as_string()[:1] == "'" and plain.isprintable() and "'" not in plain
        container[key] = tomlkit.string(plain, literal=literal)
    else:
        container[key] = plain


def _remove(container: "Container", key: str) -> None:
    """Remove a key; a comment on its line stays, on a line of its own."""
    import tomlkit  # noqa: PLC0415

    if key not in container:
        return
    comment = ""
    places = [number for number, (name, _) in enumerate(container.body) if name is not None and name.key == key]
    if places:
        item: Item = container.body[places[0]][1]
        comment = item.trivia.comment
    container.remove(key)
    if comment:
        container.body[places[0]] = (None, tomlkit.comment(comment.lstrip("# ")))


class LoadedSettings(NamedTuple):
    """The settings as read.

    Attributes:
        file: Their file.
        settings: The settings.
        slips: Slips in it.
    """

    file: SettingsFile
    settings: Settings
    slips: tuple[Slip, ...]

    @classmethod
    def of(cls, path: Path) -> "LoadedSettings":
        """Read the settings.

        Args:
            path: The file, which need not exist.
        """
        file = SettingsFile(path)
        return cls(file, *file.load())
