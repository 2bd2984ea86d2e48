"""Read start and sport of the activities in GPX and TCX files.

Python's own parser of XML serves: without a document type, which is refused, nothing can be defined that grows.
"""

import datetime as dt
from typing import NoReturn
from xml.parsers import expat

from ankle_tui.store.activities.activity import Activity, UnreadableActivity, parse_time

MOST_TEXT = 1000
"""Most characters of a time or a sport that are looked at."""
MOST_NESTED = 100
"""Most elements around another one."""


def read_track(data: bytes) -> list[Activity]:
    """Read the tracks of a GPX file or the activities of a TCX file.

    A file that is damaged further on gives what stands before the damage: its day is known.

    Returns:
        The activities; none for a file without times, such as a planned route.

    Raises:
        UnreadableActivity: If it is neither, is damaged, has a document type, or has an activity without a start.
    """
    reading = _Reading()
    try:
        reading.parser.Parse(data.lstrip(), True)  # Strava puts spaces before the first line
    except (expat.ExpatError, LookupError, ValueError) as error:
        if not reading.found:
            raise UnreadableActivity("is not readable XML: it is damaged or cut short") from error
    finally:
        reading.end()
    if reading.root not in {"gpx", "TrainingCenterDatabase"}:
        raise UnreadableActivity("is neither GPX nor TCX")
    if reading.recorded and not reading.found:
        raise UnreadableActivity("has an activity without a start")
    return reading.found


class _Reading:
    """Follow the elements of a file.

    Attributes:
        parser: Parses the file.
        found: The activities so far.
        root: The name of the outermost element.
        recorded: True if there is an activity of TCX; a track of GPX may be one that was planned.
    """

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = _refuse
        self.found: list[Activity] = []
        self.root = ""
        self.recorded = False
        self._open: list[str] = []
        """Names of the elements around the present place, from the outermost."""
        self._text: list[str] = []
        self._sport = ""
        self._named: dt.datetime | None = None
        """The time that is the name of a TCX activity."""
        self._waits = False
        """True inside a track or an activity until its start is known."""

    def end(self) -> None:
        """Let go of the parser and its copy of the file: they form a circle, and commands run without the collector."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = self.parser.CharacterDataHandler = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._open.append(name)
        if len(self._open) > MOST_NESTED:
            raise UnreadableActivity("is nested too deeply")
        if name in {"trk", "Activity"}:
            self._sport, self._named, self._waits = attributes.get("Sport", ""), None, True
            self.recorded |= name == "Activity"
        elif not self._waits:
            self.root = self.root or name
        elif name == "Lap":
            self._begin(parse_time(attributes.get("StartTime", "")))
        elif name in {"time", "type", "Id"}:
            self._text = []
            self.parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        name = self._open.pop()
        if not self._waits:
            return
        above = self._open[-1] if self._open else ""
        if name == "Activity":
            self._begin(self._named)
        elif self.parser.CharacterDataHandler is None:
            return
        elif (above, name) == ("trkpt", "time"):
            self._begin(parse_time(self._taken()))
        elif (above, name) == ("trk", "type"):
            self._sport = self._taken()
        elif (above, name) == ("Activity", "Id"):
            self._named = parse_time(self._taken())
        self.parser.CharacterDataHandler = None

    def _taken(self) -> str:
        return "".join(self._text)[:MOST_TEXT]

    def _begin(self, start: dt.datetime | None) -> None:
        if start:
            self.found.append(Activity.of(start, self._sport))
            self._waits = False


def _refuse(*_: object) -> NoReturn:
    raise UnreadableActivity("has a document type, which an activity needs none of")
