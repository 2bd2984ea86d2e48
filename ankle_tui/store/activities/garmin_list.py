"""Read the list of activities that Garmin Connect exports, in any language: columns are known by their place."""

import csv
import io

from ankle_tui.store.activities.activity import Activity, UnreadableActivity, parse_time

MOST_ROWS = 100_000


def read_list(data: bytes) -> list[Activity]:
    """Read an `Activities.csv`: the sport in the first column, the local time of the start in the second.

    Returns:
        The activities; none for a list of another program, such as Strava's, whose files are read by themselves.

    Raises:
        UnreadableActivity: If it is no table.
    """
    found = []
    try:
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline=""))
        for number, row in enumerate(rows):
            start = parse_time(row[1]) if number and len(row) > 1 else None
            if start and not row[0].strip().isdigit():  # Strava begins with a number
                found.append(Activity.of(start, row[0]))
            elif number == 1 or number > MOST_ROWS:
                break
    except csv.Error as error:
        raise UnreadableActivity("is not a table that can be read") from error
    return found
