"""Quarantine: what waits is listed, placed by a person, and counts from then on."""

from datetime import UTC, datetime

import pandas as pd
import pytest
import shapely

from services.importing import import_file
from services.locating import locate_desa, locate_point
from services.looking import look
from services.places import place_table
from services.quarantine import declare_outside, held, place_record, quarantine
from services.situation import situation
from sop.dictionary import INCIDENTS, PLACES
from sop.incident import LocationPrecision, Quarantine
from sop.party import Actor, Role, Verb
from sop.problem import ProblemCode, Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KASI = Actor("kasi", Role.KASI)
OPERATOR = Actor("operator", Role.OPERATOR)
OUTSIDE = (116.0, -2.15)
FIRST = "KJD-2026-0001"


@pytest.fixture
def waiting(desk):
    """One race outside, one drinking party inside."""
    desk.incidents(("2026-11-20 21:00", "JLN-04", OUTSIDE), ("2026-11-21 21:00", "MIR-02", "62.01"))
    return desk


def stored(desk, number=FIRST):
    return desk.office.store.frame(INCIDENTS).loc[number]


def counted(desk):
    return sorted(look(desk.office, KASI).incidents.index)


def codes(refused):
    return [one.code for one in refused.value.problems]


def test_what_waits_is_listed_with_its_reason(waiting):
    listed = quarantine(waiting.office, OPERATOR)
    assert listed.index.tolist() == [FIRST]
    assert listed.iloc[0].tolist() == [
        "incidents", "Kejadian", "Balap liar / knalpot brong", "20/11/2026 21.00", "Titik di luar wilayah",
    ]  # fmt: skip


def test_a_record_tells_everything_that_may_help_to_place_it(waiting):
    one = held(waiting.office, KASI, "incidents", FIRST)
    assert (one.number, one.version, one.reason) == (FIRST, 1, Quarantine.LUAR_WILAYAH)
    assert one.title == "Balap liar / knalpot brong, Jumat, 20 November 2026 pukul 21.00 WIB"
    assert one.told == (("Kronologi", "Sdr. Rekaan"),)
    assert one.location.point == shapely.Point(OUTSIDE)


def test_a_placed_record_counts_and_keeps_its_first_version(waiting):
    assert counted(waiting) == ["KJD-2026-0002"]
    point = locate_point(waiting.office, 115.25, -2.15)
    place_record(
        waiting.office, OPERATOR, "incidents", FIRST, point, expected_version=1, at=NOW, note="di SD"
    )
    row = stored(waiting)
    assert (row["kode_desa"], row["presisi_lokasi"], row["versi"]) == ("62.02", LocationPrecision.PETA, 2)
    assert pd.isna(row["karantina"])
    assert counted(waiting) == [FIRST, "KJD-2026-0002"]
    assert len(quarantine(waiting.office, KASI)) == 0
    versions = waiting.office.store.history(INCIDENTS, FIRST)
    assert versions[["verb", "note"]].iloc[1].tolist() == [Verb.KARANTINA_SELESAI.value, "di SD"]
    assert versions.geometry.tolist() == [shapely.Point(OUTSIDE), shapely.Point(115.25, -2.15)]


def test_a_record_of_which_only_the_desa_is_known_loses_its_wrong_point(waiting):
    where = locate_desa(waiting.office, "62.03")
    place_record(waiting.office, KASI, "incidents", FIRST, where, expected_version=1, at=NOW)
    row = stored(waiting)
    assert (row["kode_desa"], row["presisi_lokasi"], row.geometry) == ("62.03", LocationPrecision.DESA, None)
    assert waiting.office.store.history(INCIDENTS, FIRST)["note"].iloc[1] == "Timur (hanya desa)"


def test_a_point_that_is_still_outside_is_refused(waiting):
    where = locate_point(waiting.office, 116.5, -2.15)
    with pytest.raises(Refused) as refused:
        place_record(waiting.office, KASI, "incidents", FIRST, where, expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.KARANTINA_MASIH_LUAR]
    assert stored(waiting)["versi"] == 1


def test_what_is_declared_outside_is_kept_with_its_reason_never_counts_and_can_be_taken_back(waiting):
    with pytest.raises(Refused) as refused:
        declare_outside(waiting.office, KASI, "incidents", FIRST, expected_version=1, at=NOW, note="")
    assert str(refused.value) == "Catatan wajib diisi."
    declare_outside(
        waiting.office, KASI, "incidents", FIRST, expected_version=1, at=NOW, note="di Kabupaten sebelah"
    )
    assert counted(waiting) == ["KJD-2026-0002"]
    assert len(quarantine(waiting.office, KASI)) == 0
    assert quarantine(waiting.office, KASI, outside=True)["Sebab"].tolist() == ["Dinyatakan di luar wilayah"]
    assert waiting.office.store.history(INCIDENTS, FIRST)["note"].iloc[1] == "di Kabupaten sebelah"
    point = locate_point(waiting.office, 115.25, -2.15)
    place_record(waiting.office, KASI, "incidents", FIRST, point, expected_version=2, at=NOW)
    assert counted(waiting) == [FIRST, "KJD-2026-0002"]


def test_the_card_of_the_situation_counts_what_waits(waiting):
    def card():
        cards = situation(waiting.office, KASI, at=NOW, period=None).cards
        return next(card.value for card in cards if card.label == "Laporan dikarantina")

    assert card() == "1"
    declare_outside(waiting.office, KASI, "incidents", FIRST, expected_version=1, at=NOW, note="di luar")
    assert card() == "0"


def test_the_second_of_two_is_told_and_a_record_that_is_placed_cannot_be_placed_again(waiting):
    point = locate_point(waiting.office, 115.25, -2.15)
    place_record(waiting.office, KASI, "incidents", FIRST, point, expected_version=1, at=NOW)
    with pytest.raises(Refused) as refused:
        place_record(waiting.office, OPERATOR, "incidents", FIRST, point, expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]
    with pytest.raises(Refused) as refused:
        declare_outside(waiting.office, KASI, "incidents", FIRST, expected_version=2, at=NOW, note="x")
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]
    with pytest.raises(Refused) as refused:
        held(waiting.office, KASI, "incidents", FIRST)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]


def test_a_secret_record_waits_for_the_kasi_alone(desk):
    desk.incidents(("2026-11-20 21:00", "SOS-05", OUTSIDE))
    assert quarantine(desk.office, KASI).index.tolist() == [FIRST]
    assert len(quarantine(desk.office, OPERATOR)) == 0
    point = locate_point(desk.office, 115.25, -2.15)
    for call in (
        lambda: held(desk.office, OPERATOR, "incidents", FIRST),
        lambda: place_record(desk.office, OPERATOR, "incidents", FIRST, point, expected_version=1, at=NOW),
        lambda: declare_outside(
            desk.office, OPERATOR, "incidents", FIRST, expected_version=1, at=NOW, note="x"
        ),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]


def test_a_place_in_quarantine_is_placed_too(desk):
    file = desk.folder / "tempat.csv"
    file.write_text("id,nama,jenis,lon,lat\nT1,Pos Tapal,pos,116.0,-2.15\n")
    import_file(desk.office, KASI, "places", file, at=NOW)
    listed = quarantine(desk.office, OPERATOR)
    assert listed[["objek", "Perihal"]].to_numpy().tolist() == [["places", "Pos Tapal"]]
    number = listed.index[0]
    assert held(desk.office, KASI, "places", number).title == "Pos “Pos Tapal”"
    point = locate_point(desk.office, 115.25, -2.15)
    place_record(desk.office, OPERATOR, "places", number, point, expected_version=1, at=NOW)
    assert place_table(desk.office, KASI).loc[number, "desa"] == "Tengah"
    assert desk.office.store.history(PLACES, number)["note"].iloc[1].startswith("Tengah · ")


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.KASI, Role.OPERATOR, Role.LOKAL)]
)
def test_other_roles_have_no_business_here(waiting, role):
    actor = Actor(f"uji-{role.value}", role)
    point = locate_point(waiting.office, 115.25, -2.15)
    for call in (
        lambda: quarantine(waiting.office, actor),
        lambda: held(waiting.office, actor, "incidents", FIRST),
        lambda: place_record(waiting.office, actor, "incidents", FIRST, point, expected_version=1, at=NOW),
        lambda: declare_outside(
            waiting.office, actor, "incidents", FIRST, expected_version=1, at=NOW, note="x"
        ),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert codes(refused) == [ProblemCode.HAK_DITOLAK]
