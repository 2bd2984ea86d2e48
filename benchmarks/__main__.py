"""Measures every figure beside its floor, prints one table and keeps it.

Run: python -m benchmarks [--quick] [--keep FILE] [NAME ...]
"""

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module, metadata
from pathlib import Path

from benchmarks.figures import FIGURES, GROUPS, Row, rows, table
from benchmarks.taking import Found

RESULTS = Path(__file__).with_name("results.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(GROUPS)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and shorter ones, for trying")
    parser.add_argument("--keep", type=Path, metavar="FILE", help=f"the file; else {RESULTS.name}, of a whole run only")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(GROUPS):
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(GROUPS)}")
    if sys.platform != "linux":
        parser.error("processor time and memory of another program are read as Linux tells them")
    groups = [group for group in GROUPS if not asked.names or group in asked.names]
    found: list[Row] = []
    for group in groups:
        begin = time.monotonic()
        found += rows(group, measured(group, quick=asked.quick))
        print(f"{group}: {time.monotonic() - begin:.0f} s", file=sys.stderr)
    print("\n".join(table(found)))
    keep = asked.keep or (None if asked.names or asked.quick else RESULTS)
    if keep:
        text = json.dumps(report(found, quick=asked.quick), ensure_ascii=False, indent=2)
        keep.write_text(text + "\n", encoding="utf-8")
    return 0


def measured(group: str, *, quick: bool) -> Found:
    """What the module of a group finds; when it fails, that is what there is to tell, and the others have their turn."""
    take = import_module(f"benchmarks.{group}").take
    with tempfile.TemporaryDirectory() as folder:
        try:
            found: Found = take(Path(folder), quick=quick)
        except Exception as error:  # noqa: BLE001 - whatever it is
            print(f"{group}: {error}", file=sys.stderr)
            return {figure.key: f"failed: {type(error).__name__}" for figure in FIGURES if figure.group == group}
    return found


def report(found: Sequence[Row], *, quick: bool) -> dict[str, object]:
    """Everything, with what the machine is, but not which one."""
    return {
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "textual": metadata.version("textual"),
        "quick": quick,
        "figures": [row.to_json() for row in found],
    }


if __name__ == "__main__":
    sys.exit(main())
