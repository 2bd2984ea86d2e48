"""The information pages promise nothing and say where everything comes from, as the catalogue does."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given

from ankle_tui.core.exercises.exercise import Source
from ankle_tui.core.exercises.guide import (
    MOST_SIGNS,
    Guide,
    Page,
    PassageShape,
    label,
    parse_information,
    sources_of,
    suggestion_words,
)
from ankle_tui.core.exercises.sources import CHOICE
from tests.builders import CATALOGUE_FILE, shipped
from tests.damage import changed, complaint, damaged, without
from tests.examples import examples

INFORMATION_FILE = Path(CATALOGUE_FILE).with_name("information.toml")
RAW: dict[str, object] = tomllib.loads(INFORMATION_FILE.read_text(encoding="utf-8"))
EXERCISES: dict[str, object] = tomllib.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))
KNOWN = (
    Source("article", "An article.", (("signs", "2 signs"),)),
    Source("choice", "Our own choice."),
)
SMALL = """
[sources.book]
text = "A book."
about = { why = "so, 3-5 times of 10" }

[sources.paper]
text = "A paper."
about = { signs = "sore" }

[[page]]
id = "why"
name = "Why"
line = [
  { heading = "Because" },
  { text = "So.", source = ["choice", "book"] },
  { item = "And so.", source = ["book"] },
]

[[page]]
id = "signs"
name = "Signs"
suggestion = { text = "start.", source = ["article", "choice"] }
line = [
  { sign = "sore", source = ["paper"] },
  { sign = "stiff", source = ["article"] },
]

[[page]]
id = "end"
name = "End"
all_sources = true
line = [{ text = "All.", source = ["choice"] }]
"""
DATA: dict[str, object] = tomllib.loads(SMALL)
WHY = ("page", 0)
SIGNS = ("page", 1)


@cache
def pages() -> Guide:
    """The pages that come with the program."""
    return parse_information(RAW, sources_of(shipped()))


@cache
def small() -> Guide:
    """Three short pages."""
    return parse_information(DATA, KNOWN)


def read_small(data: object) -> Guide:
    return parse_information(data, KNOWN)  # type: ignore[arg-type]


# What is shipped

RULES = {"after", "after_sprain", "touches", "restart_after", "from_session"}
NUMBER = re.compile(r"\d|%|\b(one|two|three|four|five|six|seven|eight|nine|ten|twice|half|dozen)\b", re.IGNORECASE)
PROMISES = re.compile(
    "|".join(
        [
            r"prevent|protect|guarantee|proven|proof against|bullet.?proof",
            r"\bcure|\bheal(s|ed|ing)?\b|treatment|therapeutic",
            r"(injury|pain).free|injury.proof",
            r"(avoid|reduc|lower|cut|halv)\w* ([a-z]+ )*(risk|injur|sprain)",
            r"(keep|save|make)s? (you|your [a-z]+) ([a-z]+ )*(safe|unhurt|unbreakable)",
            r"never ([a-z]+ )?(hurt|injured|sprain)",
            r"no more (sprain|injur|pain)|stops? (injur|sprain|pain)",
        ]
    ),
    re.IGNORECASE,
)
MEDICINES = re.compile(
    r"ibuprofen|aspirin|paracetamol|acetaminophen|diclofenac|naproxen|nsaid|cortis|steroid|opioid|painkiller|"
    r"\b(drug|medication|pill|tablet|ointment)s?\b",
    re.IGNORECASE,
)


def texts(value: object) -> Iterator[str]:
    """Every text inside a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def rules(value: object, *, inside: bool = False) -> Iterator[int]:
    """Numbers that say when a variation opens, what counts there, and when an exercise comes and starts again."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from rules(item, inside=inside or key in RULES)
    elif isinstance(value, list):
        for item in value:
            yield from rules(item, inside=inside)
    elif inside and isinstance(value, int):
        yield value


def numbers_of(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))}


def places() -> dict[str, set[str]]:
    """Everything a source can speak of, with the ids of the sources that stand there."""
    found: dict[str, set[str]] = {}
    for exercise in shipped():
        found[exercise.id] = {source.id for source in exercise.sources}
        for variation in exercise.variations:
            doses = [source for dose in variation.doses for source in dose.sources]
            found[f"{exercise.id} {variation.id}"] = {source.id for source in (*doses, *variation.timing_sources)}
    return found | {page.id: {source.id for source in page.sources} for page in pages().pages}


def test_the_pages_are_there_in_order() -> None:
    assert [page.id for page in pages().pages] == [
        "why",
        "signs",
        "training",
        "coach",
        "self-tests",
        "test-figures",
        "cooldown",
        "tough-run",
        "footwear",
        "stop",
        "sources",
    ]


def test_every_line_of_every_page_names_a_source() -> None:
    for page in pages().pages:
        for passage in (*page.passages, *filter(None, [page.suggestion])):
            assert passage.sources or passage.shape is PassageShape.HEADING, passage.text


def test_what_names_no_source_has_no_number() -> None:
    for page in pages().pages:
        bare = [page.name, *(passage.text for passage in page.passages if not passage.sources)]
        assert not [text for text in bare if NUMBER.search(text)]


def test_every_dose_timing_and_claim_has_a_source_that_speaks_of_it_or_is_our_choice() -> None:
    spoken = {source.id: {place for place, _ in source.about} for source in pages().sources}
    for place, cited in places().items():
        assert cited, place
        for name in cited - {CHOICE}:
            assert place in spoken[name], (name, place)


def test_every_source_stands_wherever_it_speaks_of_something() -> None:
    cited = places()
    for source in pages().sources:
        assert source.about or source.id == CHOICE
        for place, _ in source.about:
            assert source.id in cited[place], (source.id, place)


def test_every_figure_is_its_sources_or_our_own_choice() -> None:
    """What the reader checks, found again without it: the numbers of each dose, rest and line."""
    claims: list[tuple[str, set[float], tuple[Source, ...]]] = []
    for exercise in shipped():
        claims.append((exercise.id, numbers_of(exercise.trains + exercise.how), exercise.sources))
        for variation in exercise.variations:
            place = f"{exercise.id} {variation.id}"
            claims += [(place, {dose.sets, dose.amount}, dose.sources) for dose in variation.doses]
            claims.append((place, {variation.rest, variation.change}, variation.timing_sources))
    for page in pages().pages:
        claims += [(page.id, numbers_of(passage.text), passage.sources) for passage in page.passages]
    for place, figures, sources in claims:
        said = " ".join(dict(source.about).get(place, "") for source in sources).replace(",", "")
        given = [(float(low), float(high or low)) for low, high in re.findall(r"(\d+(?:\.\d+)?)(?:-(\d+))?", said)]
        free = any(source.id == CHOICE for source in sources)
        for figure in figures - {0}:
            assert free or any(low <= figure <= high for low, high in given), (place, figure)


def test_the_page_of_the_coach_tells_every_number_of_the_ladders_rules() -> None:
    told = " ".join(passage.text for passage in pages().pages[pages().place("coach")].passages)
    assert {*map(str, rules(EXERCISES))} <= set(re.findall(r"\d+", told))
    assert len(set(rules(EXERCISES))) > 5


def test_no_source_is_called_guide() -> None:
    for source in pages().sources:
        assert source.id != "guide"
        assert "guide" not in source.text.lower().split()
    article = next(source for source in pages().sources if source.id == "article")
    assert "Ankle Strength Exercises for Runners: Build Stronger Strides" in article.text


def test_one_page_lists_the_sources_of_everything() -> None:
    (page,) = (page for page in pages().pages if page.all_sources)
    listed = {source.id for source in pages().listed(page)}
    assert listed == {*RAW["sources"], *EXERCISES["sources"]}  # type: ignore[misc]


def test_our_own_choice_is_called_so_and_comes_last() -> None:
    for page in pages().pages:
        *others, last = map(label, pages().listed(page))
        assert "our choice" not in others
        assert last == "our choice" or "our choice" not in map(label, page.sources)


@pytest.mark.parametrize("file", [RAW, EXERCISES], ids=["information", "exercises"])
def test_nothing_is_promised_and_no_medicine_is_named(file: dict[str, object]) -> None:
    assert not [text for text in texts(file) if PROMISES.search(text) or MEDICINES.search(text)]


@pytest.mark.parametrize(
    "claim",
    [
        "Strong ankles prevent sprains.",
        "This protects your ankles.",
        "Train for injury-free running.",
        "It reduces the risk of a sprain.",
        "Avoid injuries with balance work.",
        "Heals tendons.",
        "Clinically proven.",
        "You will never be injured again.",
        "It keeps you safe from injury.",
        "A dose of ibuprofen helps.",
    ],
)
def test_a_promise_is_recognised(claim: str) -> None:
    assert PROMISES.search(claim) or MEDICINES.search(claim)


def test_diagnosis_is_named_only_to_say_that_this_is_none() -> None:
    for text in texts([RAW, EXERCISES]):
        assert "diagnos" not in text.replace("no diagnosis", "")


def test_a_share_of_people_is_never_quoted_without_whom_it_is_about() -> None:
    for page in pages().pages:
        for passage in page.passages:
            if "%" in passage.text and "sprain" in passage.text:
                assert "just sprained" in passage.text
                assert "other than this one" in passage.text
                assert any("first sprain" in other.text for other in page.passages)


def test_that_views_on_ice_differ_is_said_beside_it() -> None:
    page = pages().pages[pages().place("tough-run")]
    told = [passage.text for passage in page.passages]
    ice = next(number for number, text in enumerate(told) if text.startswith("Ice"))
    assert any(text.startswith("Views differ") for text in told[ice : ice + 4])


def test_when_to_see_somebody_comes_first_on_its_page() -> None:
    page = pages().pages[pages().place("stop")]
    assert page.passages[0].text.startswith("See a doctor")
    told = " ".join(passage.text for passage in page.passages)
    for reason in ("four steps", "either side of the ankle", "outer edge", "inside of the foot", "ten days", "stress"):
        assert reason in told


def test_all_seven_signs_can_be_ticked_and_end_in_the_same_suggestion() -> None:
    page = pages().pages[pages().place("signs")]
    assert len(page.signs) == 7 == MOST_SIGNS
    assert suggestion_words(page, 2) == "Two of seven: start with balance, 2–3 times a week."
    assert {suggestion_words(page, count).partition(": ")[2] for count in range(1, 8)} == {
        "start with balance, 2–3 times a week."
    }


# How pages are read


def test_a_page_knows_its_sources_once_in_order_our_own_choice_last() -> None:
    why, signs, end = small().pages
    assert [source.id for source in why.sources] == ["book", "choice"]
    assert [source.id for source in signs.sources] == ["paper", "article", "choice"]
    assert small().listed(why) == why.sources
    assert [source.id for source in small().listed(end)] == ["article", "book", "paper", "choice"]


def test_shapes_and_signs() -> None:
    why, signs, _ = small().pages
    assert [passage.shape for passage in why.passages] == [PassageShape.HEADING, PassageShape.TEXT, PassageShape.ITEM]
    assert why.passages[0].sources == ()
    assert why.signs == ()
    assert [sign.text for sign in signs.signs] == ["sore", "stiff"]


@pytest.mark.parametrize(("page_id", "place"), [("why", 0), ("end", 2), ("", 0), ("nowhere", 0)])
def test_a_page_is_found_by_its_id_and_else_the_first(page_id: str, place: int) -> None:
    assert small().place(page_id) == place


@pytest.mark.parametrize(("ticked", "words"), [(0, ""), (1, "One of two: start."), (2, "Two of two: start.")])
def test_suggestion(ticked: int, words: str) -> None:
    assert suggestion_words(small().pages[1], ticked) == words


def test_a_page_without_signs_suggests_nothing() -> None:
    assert suggestion_words(Page("why", "Why", ()), 1) == ""


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("sources", "book"), 1, "sources: book: must be a table, not 1"),
        (("sources", "choice"), "Mine.", "sources: choice: is a source of the exercises already"),
        ((*WHY, "line", 1, "source"), ["paper"], 'page why: line 2: source: "paper" does not speak of why'),
        ((*WHY, "line", 2, "item"), "6 times.", 'page why: line 3: source: "book" gives none of the figures of why'),
        ((*WHY, "line", 2, "item"), "4 times of 11.", "page why: line 3: source: no source gives 11"),
        (("page",), [], "page: needs at least one"),
        (("page", 2, "id"), "why", 'page why: id: "why" is there twice'),
        ((*WHY, "name"), "", "page why: name: must not be empty"),
        ((*WHY, "line"), [], "page why: line: needs at least one"),
        ((*WHY, "line", 1), {"source": ["book"]}, "page why: line 2: needs one of: heading, text, item, sign"),
        ((*WHY, "line", 1, "item"), "x", "page why: line 2: needs one of: heading, text, item, sign"),
        ((*WHY, "line", 1, "text"), 5, "page why: line 2: text: must be a text, not 5"),
        ((*WHY, "line", 1, "source"), [], "page why: line 2: source: needs at least one"),
        (
            (*WHY, "line", 1, "source"),
            ["bok"],
            'page why: line 2: source: no source is called "bok"; did you mean "book"?',
        ),
        ((*WHY, "line", 0, "source"), ["book"], "page why: line 1: source: is not a known key"),
        ((*WHY, "suggestion"), {"text": "x", "source": ["book"]}, "page why: suggestion: needs signs to tick"),
        ((*WHY, "all_sources"), 1, "page why: all_sources: must be true or false, not 1"),
        ((*WHY, "colour"), "red", "page why: colour: is not a known key"),
        ((*SIGNS, "suggestion", "source"), [], "page signs: suggestion: source: needs at least one"),
        ((*SIGNS, "suggestion", "sources"), ["book"], "page signs: suggestion: sources: is not a known key; did you "),
        (
            (*SIGNS, "line"),
            [{"sign": "sore", "source": ["paper"]}] * 8,
            "page signs: line: has 8 signs, 7 at most can be ticked",
        ),
        (("pages",), [], 'pages: is not a known key; did you mean "page"?'),
    ],
)
def test_a_mistake_names_page_and_key(path: tuple[str | int, ...], value: object, problem: str) -> None:
    assert complaint(read_small, changed(DATA, path, value)).startswith(problem)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (("sources",), "sources: is missing"),
        (("page",), "page: is missing"),
        ((*WHY, "id"), "page 1: id: is missing"),
        ((*WHY, "name"), "page why: name: is missing"),
        ((*WHY, "line"), "page why: line: is missing"),
        ((*WHY, "line", 2, "source"), "page why: line 3: source: is missing"),
        ((*SIGNS, "suggestion"), "page signs: suggestion: is missing"),
        ((*SIGNS, "suggestion", "text"), "page signs: suggestion: text: is missing"),
    ],
)
def test_what_is_missing_is_named(path: tuple[str | int, ...], problem: str) -> None:
    assert complaint(read_small, without(DATA, path)) == problem


@examples(200)
@given(damaged(DATA))
def test_a_damaged_file_is_refused_in_one_line_or_read(data: object) -> None:
    assert "\n" not in complaint(read_small, data)
