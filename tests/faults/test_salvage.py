"""Damages a history in every way a disk, a sync or an editor may, and counts what is lost of what is still there.

What is undamaged is worked out from the bytes alone: a session whose own bytes still stand in the file. The quick part
runs always; `FAULTS=all` runs the whole.
"""

import datetime as dt
import os
import random
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark, Target
from ankle_tui.core.history.records import History, SessionRecord, Tombstone
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files import durable
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.strict_json import parse_json, to_line
from ankle_tui.store.history import repair, synced
from ankle_tui.store.history.codec import from_bytes, to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.history.salvage import Salvage
from tests.builders import ENDED
from tests.examples import share
from tests.store.history.records import listed, make_record, session_json, text_of, varied_record

pytestmark = pytest.mark.slow

WHOLE = os.environ.get("FAULTS") == "all"
DAMAGES = 3000 if WHOLE else share(100)
RANDOM_FILES = 2000 if WHOLE else share(100)
FOR_A_MUTANT = 25
"""So many damages are enough to find out a salvage that is no good."""
DAY = dt.date(2026, 9, 28)

STRUCTURE = b'{}[]",:\n\\'

Damage = Callable[[bytes, random.Random], bytes]


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power is cut here, so nothing need wait for the disk."""
    monkeypatch.setattr(durable, "_sync", lambda descriptor: None)


# Ways to damage a file


def flip(data: bytes, rng: random.Random) -> bytes:
    """Bits that turned over."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def overwrite(data: bytes, rng: random.Random) -> bytes:
    """Bytes that are any other."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def digits(data: bytes, rng: random.Random) -> bytes:
    """Numbers that are other ones: most of the file stays sound."""
    out = bytearray(data)
    places = [found.start() for found in re.finditer(rb"[0-9]", data)]
    for at in rng.sample(places, min(30, len(places))):
        out[at] = rng.choice(b"0123456789")
    return bytes(out)


def tombstones(data: bytes, rng: random.Random) -> bytes:
    """Something wrong in the last lines, where what was deleted stands."""
    begin = data.rfind(b'"deleted"')
    return data[:begin] + rng.choice([digits, flip])(data[begin:], rng) if begin >= 0 else data


def delete(data: bytes, rng: random.Random) -> bytes:
    """A few bytes that are gone, in a few places."""
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(data))
        data = data[:at] + data[at + rng.randint(1, 40) :]
    return data


def insert(data: bytes, rng: random.Random) -> bytes:
    """A few bytes too many, in a few places."""
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(data))
        data = data[:at] + rng.randbytes(rng.randint(1, 40)) + data[at:]
    return data


def structure_less(data: bytes, rng: random.Random) -> bytes:
    """Brackets, quotes and commas that are gone, one alone or some that stand together."""
    for _ in range(rng.randint(1, 4)):
        at = end = rng.choice([found.start() for found in re.finditer(rb'[{}[\]",:\n\\]', data)] or [0])
        for _ in range(rng.randint(1, 3)):
            end += data[end : end + 1] in {bytes([byte]) for byte in STRUCTURE}
        data = data[:at] + data[end:]
    return data


def structure_more(data: bytes, rng: random.Random) -> bytes:
    """Brackets, quotes and commas too many."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data))
        data = data[:at] + bytes(rng.choices(STRUCTURE, k=rng.randint(1, 3))) + data[at:]
    return data


def cut(data: bytes, rng: random.Random) -> bytes:
    """A large piece that is gone."""
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.randint(100, 20_000) :]


def truncate(data: bytes, rng: random.Random) -> bytes:
    """The end is gone, or the beginning."""
    at = rng.randrange(1, len(data))
    return data[:at] if rng.random() < 0.8 else data[at:]


def blank(data: bytes, rng: random.Random) -> bytes:
    """Blocks of the disk that are zeros, or ones."""
    out, size = bytearray(data), rng.choice([64, 512, 4096])
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(out)) // size * size
        out[at : at + size] = rng.choice([b"\0", b"\xff"]) * len(out[at : at + size])
    return bytes(out)


def join_lines(data: bytes, rng: random.Random) -> bytes:
    """Line ends that are gone, or spaces."""
    keep = rng.choice([0.0, 0.5, 0.95])
    lines = data.split(b"\n")
    return b"".join(line + (b"\n" if rng.random() < keep else rng.choice([b"", b" "])) for line in lines)


def swap_lines(data: bytes, rng: random.Random) -> bytes:
    """Lines in another order, some of them twice or gone."""
    lines = data.split(b"\n")
    for _ in range(rng.randint(1, 10)):
        one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    for _ in range(rng.randint(0, 3)):
        lines.insert(rng.randrange(len(lines)), rng.choice(lines))
        del lines[rng.randrange(len(lines))]
    return b"\n".join(lines)


def move_block(data: bytes, rng: random.Random) -> bytes:
    """Two blocks of the disk that stand in each other's place."""
    size = rng.choice([512, 4096])
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    one, other = rng.randrange(len(blocks)), rng.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def mark(data: bytes, rng: random.Random) -> bytes:
    """What editors do: a byte order mark, other line ends, another encoding in one place."""
    return rng.choice([b"\xef\xbb\xbf" + data, data.replace(b"\n", b"\r\n"), data.replace(b"\xc3\xbc", b"\xfc", 1)])


WAYS: tuple[Damage, ...] = (
    flip,
    overwrite,
    digits,
    tombstones,
    delete,
    insert,
    structure_less,
    structure_more,
    cut,
    truncate,
    blank,
    join_lines,
    swap_lines,
    move_block,
    mark,
)


# What is lost


def sample() -> History:
    """200 sessions, of which ten were deleted and ten more deleted and taken back; 60 marks of days, and two targets."""
    rng = random.Random(200)
    sessions = [varied_record(number, rng) for number in range(210)]
    tombs = [Tombstone(session.id, ENDED, rev=2) for session in sessions[::21]]
    tombs += [Tombstone(session.id, ENDED, rev=1) for session in sessions[1::21]]
    gone = {tomb.id for tomb in tombs if tomb.rev > 1}
    living = [make_later(session) if session in sessions[1::21] else session for session in sessions]
    kept = tuple(session for session in living if session.id not in gone)
    extra = {"mood": "good", "goals": [{"id": 1}]}
    marks = [DayMark(DAY + dt.timedelta(days=number), rng.choice([*DayKind, None]), rev=2) for number in range(60)]
    targets = (Target(DAY, 2), Target(DAY + dt.timedelta(days=28), 3))
    return History(kept, tuple(sorted(tombs, key=lambda tomb: tomb.id)), tuple(marks), targets, extra)


def entries(history: History) -> dict[str, bytes]:
    """The bytes of every session, mark and target, by what names it."""
    lines = {session.id: to_line(session.to_json()) for session in history.sessions}
    lines |= {f'{{"day": "{mark.day}"': to_line(mark.to_json()) for mark in history.days}
    lines |= {f'{{"since": "{target.since}"': to_line(target.to_json()) for target in history.targets}
    return {key: line.encode() for key, line in lines.items()}


def make_later(session: SessionRecord) -> SessionRecord:
    """The next revision."""
    return replace(session, rev=session.rev + 1)


SAMPLE = sample()
CONTENT = to_bytes(SAMPLE)
LINES = entries(SAMPLE)
"""Those that still stand in a damaged file are undamaged."""


def damage(seed: int) -> tuple[str, bytes]:
    """One to three ways to damage the file, and what becomes of it."""
    rng = random.Random(seed)
    ways = rng.sample(WAYS, rng.choice([1, 1, 2, 3]))
    data = CONTENT
    for way in ways:
        data = way(data, rng) or b" "
    return ", ".join(way.__name__ for way in ways), data


def wrongs(folder: Path, data: bytes) -> list[str]:
    """What is wrong after a file with these bytes was opened: sessions lost, bytes that are nowhere any more."""
    file = HistoryFile(folder / "history.json")
    file.path.write_bytes(data)
    try:
        opened = file.open()
    except FileProblem:  # a sound file of something else is left alone
        return [] if file.path.read_bytes() == data else ["refused, but not left alone"]
    after = entries(opened.history)
    wrong = [
        f"lost: {line[:60]!r}" for key, line in LINES.items() if line in data and not is_kept(key, line, after, data)
    ]
    if not any(path.read_bytes() == data for path in folder.glob("history*.json")):
        wrong.append("its bytes are nowhere any more")
    if any(len(notice.splitlines()) != 1 or not notice.isprintable() for notice in opened.notices):
        wrong.append("more than one clear line")
    return wrong


def is_kept(key: str, line: bytes, after: dict[str, bytes], data: bytes) -> bool:
    """Whether an entry is there as it was; where the damage has made two of it, one of them altered, either will do."""
    twins = data.count(key.encode()) > CONTENT.count(key.encode())
    return key in after if twins else after.get(key) == line


def count_losses(damages: int) -> list[str]:
    """Every wrong of so many damages, with the seed that brings it back."""
    found = []
    for seed in range(damages):
        what, data = damage(seed)
        with tempfile.TemporaryDirectory() as folder:
            found += [f"seed {seed} ({what}): {wrong}" for wrong in wrongs(Path(folder), data)]
    return found


def test_no_undamaged_session_is_lost_whatever_happens_to_the_file() -> None:
    found = count_losses(DAMAGES)
    assert not found, f"{len(found)} in {DAMAGES} damages; the first: " + "\n".join(found[:5])


def test_the_damages_damage_something_and_leave_something() -> None:
    standing = [sum(line in data for line in LINES.values()) for _, data in map(damage, range(FOR_A_MUTANT))]
    assert min(standing) < 150
    assert len([count for count in standing if 0 < count < len(LINES)]) > FOR_A_MUTANT // 2


def whole_or_nothing(data: bytes) -> Salvage:
    """No good: it reads the whole file or nothing."""
    try:
        return Salvage(from_bytes(bytes(data[:])), 0)
    except InvalidValue:
        return Salvage(History(), 1)


def line_by_line(data: bytes) -> Salvage:
    """No good: it takes every line for one session."""
    sessions: dict[str, SessionRecord] = {}
    for line in bytes(data[:]).split(b"\n"):
        try:
            read = from_bytes(text_of().encode().replace(b"[]", b"[" + line.rstrip(b",\r ") + b"]"))
        except InvalidValue:
            continue
        sessions |= {session.id: session for session in read.sessions}
    return Salvage(History(tuple(sessions.values())), 0)


def up_to_the_damage(data: bytes) -> Salvage:
    """No good: it ends where the damage begins."""
    sound = b""
    for line in bytes(data[:]).split(b"\n")[2:]:
        try:
            parse_json(line.rstrip(b","))
        except InvalidValue:
            break
        sound += line + b"\n"
    return line_by_line(sound)


@pytest.mark.parametrize("mutant", [whole_or_nothing, line_by_line, up_to_the_damage])
def test_a_salvage_that_is_no_good_is_found_out(
    monkeypatch: pytest.MonkeyPatch, mutant: Callable[[bytes], Salvage]
) -> None:
    for module in (repair, synced):
        monkeypatch.setattr(module, "salvage", mutant)
    assert count_losses(FOR_A_MUTANT)


# Files that are anything


def any_bytes(rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice([0, 1, 3, 100, 5000]))


def any_tokens(rng: random.Random) -> bytes:
    """What looks like JSON, and like a history, but is put together blindly."""
    tokens = [
        *'{}[]",: \n',
        '"id": "',
        make_record().id,
        '"sets"',
        '"at": ',
        "1e999",
        "NaN",
        "null",
        "\\ud800",
        "9" * 5000,
    ]
    tokens += [
        '{"format": "ankle-tui/history", "version": 1,\n"sessions": [\n',
        to_line(make_record().to_json()),
        "]\n}",
    ]
    return "".join(rng.choices(tokens, k=rng.randint(1, 60))).encode()


def any_values(rng: random.Random) -> bytes:
    """A sound JSON file with anything where a session has something else."""
    junk: list[object] = [
        None,
        True,
        -1,
        1e308,
        10**400,
        "",
        "x",
        [],
        {},
        [[]],
        {"id": 1},
        "2026-02-30",
        "0001-01-01T00:00:00+14:00",
        "\ud800",
    ]
    session = make_record().to_json()
    for key in rng.sample(sorted(session), rng.randint(1, 4)):
        session[key] = rng.choice(junk)
    top = {key: rng.choice(junk) for key in rng.sample(["version", "deleted", "mood", "format"], rng.randint(0, 2))}
    return text_of(session, **top).encode()


def any_depth(rng: random.Random) -> bytes:
    """A field nested as deep as it likes, with and without what is looked at twice."""
    depth = rng.choice([50, 99, 100, 101, rng.randint(100, 1100), 3000, 20_000])
    opening, closing = rng.choice([("[", "]"), ('{"a":', "}")])
    nested = opening * depth + rng.choice(["0", '"\\ud83e\\uddb6"', '"\\ud83e"']) + closing * depth
    sets = [{**make_record().sets[0].to_json(), "mood": 0}]
    inside = rng.choice([text_of(mood=0), text_of(session_json(mood=0)), text_of(session_json(sets=sets))])
    return inside.replace('"mood": 0', f'"mood": {nested}').encode()


def any_encoding(rng: random.Random) -> bytes:
    encoding = rng.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp037"])
    return text_of(make_record(note="u").to_json()).encode(encoding)


def any_piece(rng: random.Random) -> bytes:
    begin = rng.randrange(len(CONTENT))
    return (
        rng.randbytes(rng.randint(0, 50)) + CONTENT[begin : begin + rng.randint(1, 5000)] + bytes(rng.randint(0, 4096))
    )


MAKERS = (any_bytes, any_tokens, any_values, any_depth, any_encoding, any_piece)


def attempt(act: Callable[[], object]) -> bool:
    """Do something with a file that may be anything; whether it was refused, with one clear line."""
    try:
        act()
    except FileProblem as problem:
        if not str(problem).isprintable():
            raise AssertionError(f"more than one clear line: {problem}") from problem
        return True
    return False


def meet(folder: Path, data: bytes) -> None:
    """Everything that is done with a history file, with one that may be anything: a line at most, and no byte lost."""
    file = HistoryFile(folder / "history.json")
    file.path.write_bytes(data)
    attempt(file.load)
    attempt(file.look)
    assert file.path.read_bytes() == data
    assert listed(folder) == ["history.json"]
    for write in (file.open, lambda: file.keep(make_record(7))):
        if attempt(write):  # foreign, or of a newer version
            assert file.path.read_bytes() == data
        assert any(path.read_bytes() == data for path in folder.rglob("*.json"))
    if file.path.read_bytes() != data:
        assert make_record(7) in HistoryFile(file.path).load().sessions


def test_any_file_is_met_with_one_line_and_keeps_its_bytes() -> None:
    for seed in range(RANDOM_FILES):
        rng = random.Random(seed)
        data = MAKERS[seed % len(MAKERS)](rng)
        with tempfile.TemporaryDirectory() as folder:
            try:
                meet(Path(folder), data)
            except Exception as error:
                raise AssertionError(f"seed {seed}, {data[:80]!r}") from error
