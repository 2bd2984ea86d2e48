"""GPX and TCX files read for start and sport, and the traps in them."""

import contextlib
import datetime as dt
import gc

import pytest

from ankle_tui.store.activities.activity import Activity, ActivityKind, UnreadableActivity
from ankle_tui.store.activities.track_reader import MOST_NESTED, read_track
from tests.store.activities.samples import START, gpx, tcx

AT = "2026-11-18T06:30:00Z"
RUN, CROSS = ActivityKind.RUN, ActivityKind.CROSS_TRAINING


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableActivity) as caught:
        read_track(data)
    return str(caught.value)


def test_a_track_starts_at_its_first_point_and_not_when_it_was_exported() -> None:
    assert read_track(gpx(AT, "2026-11-18T07:30:00Z")) == [Activity(START, RUN, "running")]
    assert read_track(gpx("soon", AT)) == [Activity(START, RUN, "running")]


def test_every_track_of_a_file() -> None:
    two = gpx(AT).replace(b"</gpx>", b"<trk><type>Ride</type><trkseg><trkpt><time>2026-11-19T06:30:00Z</time></trkpt>")
    data = two + b"</trkseg></trk></gpx>"
    assert [(found.start.day, found.kind) for found in read_track(data)] == [(18, RUN), (19, CROSS)]


@pytest.mark.parametrize("sport", [None, "", "   "])
def test_a_track_without_a_type(sport: str | None) -> None:
    assert read_track(gpx(AT, sport=sport)) == [Activity(START, None)]


def test_a_type_is_free_text() -> None:
    (found,) = read_track(gpx(AT, sport="Lauf\n  &amp; Spa&#223;"))
    assert (found.kind, found.word) == (None, "Lauf & Spaß")


def test_a_time_with_its_own_zone() -> None:
    (found,) = read_track(gpx("2026-11-18T15:30:00.250+09:00"))
    assert found.start.utcoffset() == dt.timedelta(hours=9)


def test_a_planned_route_is_no_activity() -> None:
    assert read_track(gpx()) == []
    assert read_track(b"<gpx><rte><rtept><time>2026-11-18T06:30:00Z</time></rtept></rte></gpx>") == []


def test_tcx_knows_three_sports() -> None:
    kinds = [found.kind for found in read_track(tcx(("Running", AT), ("Biking", AT), ("Other", AT)))]
    assert kinds == [RUN, CROSS, None]


def test_the_transitions_of_a_tcx_multisport_are_no_activities() -> None:
    lap = f'<Lap StartTime="{AT}"/>'
    inside = (
        f'<MultiSportSession><Id>{AT}</Id><FirstSport><Activity Sport="Biking"><Id>{AT}</Id>{lap}</Activity></FirstSport>'
        f'<NextSport><Transition>{lap}</Transition><Activity Sport="Running"><Id>{AT}</Id>{lap}</Activity></NextSport>'
        "</MultiSportSession>"
    )
    assert [found.kind for found in read_track(tcx(inside=inside))] == [CROSS, RUN]


def test_a_tcx_activity_without_laps_has_its_name_for_a_start() -> None:
    found = read_track(tcx(inside=f'<Activity Sport="Running"><Id> {AT} </Id></Activity>'))
    assert found == [Activity(START, RUN, "Running")]
    assert "start" in refused(tcx(inside='<Activity Sport="Running"><Id>x</Id></Activity>'))


def test_spaces_before_the_first_line_as_strava_has_them() -> None:
    assert read_track(b"          " + tcx(("Running", AT)))[0].kind is RUN


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    text = gpx(AT, sport="Läufle").decode().replace("UTF-8", encoding.removesuffix("-sig"))
    assert read_track(text.encode(encoding))[0].word == "Läufle"


def test_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + gpx(AT).partition(b"\n")[2]
    assert "document type" in refused(bomb)
    assert "document type" in refused(b'<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>')


def test_what_stands_before_the_damage_counts() -> None:
    whole = gpx(AT, sport="running")
    cut = whole.index(b"</time></trkpt>") + len(b"</time>")
    assert read_track(whole[:cut])[0].kind is RUN
    for length in range(len(whole[:cut])):
        refused(whole[:length])


def test_what_is_neither() -> None:
    assert "neither" in refused(b"<html><body/></html>")
    assert "XML" in refused(b"not at all")
    assert "XML" in refused(b'<?xml version="1.0" encoding="klingon"?><gpx/>')


def test_a_file_nested_without_end() -> None:
    assert "nested" in refused(b"<gpx>" + b"<a>" * MOST_NESTED)


@pytest.mark.parametrize("data", [gpx(AT), gpx("soon")[:-9], b"<!DOCTYPE gpx>" + gpx(AT)])
def test_nothing_of_a_file_stays_in_memory(data: bytes) -> None:
    gc.collect()
    gc.disable()  # as in a command, which reads thousands of them
    try:
        with contextlib.suppress(UnreadableActivity):
            read_track(data)
        assert gc.collect() == 0
    finally:
        gc.enable()
