"""Findings of the doctor: a name, a state, a line and a remedy."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from ankle_tui.store.files.problem import one_line


class FindingState(StrEnum):
    """How serious a finding is."""

    OK = "ok"
    NOTE = "note"
    """Good to know; everything works."""
    PROBLEM = "problem"
    """Something does not work, or soon will not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check.

    Attributes:
        name: The thing checked.
        state: How it is.
        line: The state in a few words.
        remedy: What to do about it, mostly a command; empty if nothing need be done.
    """

    name: str
    state: FindingState
    line: str
    remedy: str = ""

    def to_json(self) -> dict[str, object]:
        """Give the finding as JSON values."""
        return asdict(self)


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """Lay out findings, a line each, with the remedy on the next line."""
    findings = list(findings)
    width = max((len(finding.name) for finding in findings), default=0)
    lines = []
    for finding in findings:
        lines.append(f"{finding.state.value:<7}  {finding.name:<{width}}  {finding.line}")
        if finding.remedy:
            lines.append(f"{'':<7}  {'':<{width}}  -> {finding.remedy}")
    return [one_line(line) for line in lines]
