"""Write the report as one HTML page that needs nothing else: no script, no network, its style inside."""

import datetime as dt
from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from ankle_tui import __version__
from ankle_tui.commands.report import page_wording as words
from ankle_tui.commands.report.page_charts import draw_charts
from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.formatting import amount_words, counted, long_time_words
from ankle_tui.core.overview.overview import Overview
from ankle_tui.store.files.problem import one_line
from ankle_tui.store.files.read import read_shipped


def render(found: Overview, sprain: str, sprain_told: dt.date | None = None, *, whole: bool = True) -> str:
    """Write the page.

    Args:
        found: The facts.
        sprain: What the runner has told of sprains in the last year, in words.
        sprain_told: The day on which they did, or None.
        whole: False if part of the history is unreadable.
    """
    charts = draw_charts(found)
    return _template().render(found=found, sprain=sprain, sprain_told=sprain_told, whole=whole, charts=charts)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, finalize=_clean, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "amount": amount_words,
        "block": words.block_words,
        "choice": words.choice_words,
        "counted": counted,
        "day": words.date_words,
        "done": words.done_words,
        "long_time": long_time_words,
        "measure": words.measure_words,
        "part_caption": words.part_caption,
        "part_name": words.part_name,
        "period": words.period_words,
        "rate": words.rate_words,
        "remarks": words.remarks,
        "rules": words.rules_line,
        "said": words.said_words,
        "spelled": words.spelled,
        "steps": words.step_words,
        "tally": words.tally_words,
    }
    environment.globals |= {"Side": Side, "Unit": Unit, "version": __version__}
    return environment.from_string(read_shipped("report.html"))


def _clean(value: object) -> object:
    """Make every text that is shown safe for HTML and XML, which know no control characters; a missing one is a dash."""
    if value is None:
        return words.NOTHING
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value
