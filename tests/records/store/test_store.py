from collections.abc import Callable
from datetime import UTC, datetime

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from sqlalchemy.exc import IntegrityError

from records.store.store import Store
from sop.dictionary import (
    CONFLICT_CASES,
    DESA,
    FRAMES,
    INCIDENTS,
    PATROL_LOGS,
    PATROL_TRACKS,
    POPULATION,
    Kind,
)
from sop.party import Actor
from sop.problem import ProblemCode, Refused

Make = Callable[..., gpd.GeoDataFrame]
UTC_MS = "datetime64[ms, UTC]"
DTYPES = {
    Kind.TEXT: "str", Kind.CODE: "str", Kind.DATE: "str", Kind.TIME: UTC_MS, Kind.INTEGER: "Int64",
    Kind.NUMBER: "float64", Kind.FLAG: "boolean", Kind.JSON: "object", Kind.BYTES: "object",
}  # fmt: skip


def add(store: Store, actor: Actor, at: datetime, rows: pd.DataFrame) -> pd.Series:
    with store.act(actor, at, "incidents.impor") as act:
        return act.add(INCIDENTS, rows).ids


def squares(*codes: str) -> gpd.GeoDataFrame:
    columns = {"kode_desa": codes, "nama": codes, "jenis": "desa", "urutan": range(len(codes))}
    return gpd.GeoDataFrame(
        columns, geometry=[shapely.box(i, 0, i + 1, 1) for i in range(len(codes))], crs=4326
    )


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_an_empty_frame_has_every_column_of_the_dictionary_in_its_dtype(store: Store, frame):
    found = store.frame(frame)
    expected = {f.name: DTYPES[f.kind] for f in frame.fields[1:]} | {"versi": "int64"}
    if frame.geometry:
        expected["geometry"] = "geometry"
    assert (found.index.name, found.dtypes.astype(str).to_dict(), len(found)) == (frame.key, expected, 0)


def test_what_is_added_comes_back_with_numbers_versions_and_the_time_of_the_act(
    store, actor, at, incidents: Make
):
    ids = add(
        store, actor, at, incidents(2, kronologi=["Balap liar; 15 motor", None], jumlah_terlibat=[15, None])
    )
    found = store.frame(INCIDENTS)
    assert ids.to_dict() == {2: "KJD-2026-0001", 3: "KJD-2026-0002"}
    assert found.index.tolist() == ["KJD-2026-0001", "KJD-2026-0002"]
    assert found["waktu_kejadian"].dt.strftime("%FT%T.%f").tolist() == [
        "2026-03-01T12:00:00.900000", "2026-03-01T12:01:00.900000",
    ]  # fmt: skip
    assert found["waktu_input"].tolist() == [at, at]
    assert found["jumlah_terlibat"].tolist() == [15, pd.NA]
    assert found["kronologi"].isna().tolist() == [False, True]
    assert (found["versi"].tolist(), found.crs.to_epsg()) == ([1, 1], 4326)
    assert [(p.x, p.y) for p in found.geometry] == [(115, -2), (115.00001, -2)]


def test_a_record_without_a_place_keeps_no_point(store, actor, at, incidents: Make):
    rows = incidents(2)
    rows.loc[2, "geometry"] = None
    add(store, actor, at, rows)
    assert store.frame(INCIDENTS).geometry.isna().tolist() == [True, False]


def test_lists_objects_bytes_flags_and_dates_survive(store, actor, at):
    logs = pd.DataFrame(
        {
            "sidik": ["a"], "jenis": "harian", "nihil": [True],
            "berangkat": pd.to_datetime(["2026-11-01T00:00Z"]), "menit_desa": [{"b": None, "a": 30.5}],
        }
    )  # fmt: skip
    cases = pd.DataFrame(
        {
            "sidik": ["a"], "judul": "Batas kebun", "kode_kategori": "LHN-01", "desa": [["x", "y"]],
            "tgl_teridentifikasi": "2025-12-31", "tingkat_eskalasi": 1, "visibilitas": "terbatas",
            "riwayat_eskalasi": [[["2025-12-31", 1]]], "tahap": "mediasi",
        }
    )  # fmt: skip
    tracks = pd.DataFrame({"sidik": ["a"], "sumber_jalur": "gpx", "jumlah_titik": 1, "titik": [b"\x00\xff"]})
    with store.act(actor, at, "data.impor") as act:
        for frame, rows in ((PATROL_LOGS, logs), (CONFLICT_CASES, cases), (PATROL_TRACKS, tracks)):
            act.add(frame, rows)
    log, case, track = (store.frame(f).iloc[0] for f in (PATROL_LOGS, CONFLICT_CASES, PATROL_TRACKS))
    assert (log["menit_desa"], log["nihil"]) == ({"a": 30.5, "b": None}, True)
    assert (case["desa"], case["riwayat_eskalasi"]) == (["x", "y"], [["2025-12-31", 1]])
    assert (case["tgl_teridentifikasi"], case.name) == ("2025-12-31", "KFL-2025-0001")
    assert (track["titik"], track.name) == (b"\x00\xff", "TRK-2026-0001")


def test_the_same_rows_twice_add_nothing(store, actor, at, incidents: Make):
    add(store, actor, at, incidents(3))
    with store.act(actor, at, "incidents.impor") as act:
        again = act.add(INCIDENTS, incidents(5))
    assert (again.duplicates.tolist(), again.ids.to_dict()) == (
        [2, 3, 4],
        {5: "KJD-2026-0004", 6: "KJD-2026-0005"},
    )


def test_of_twins_in_one_file_the_first_is_kept(store, actor, at, incidents: Make):
    with store.act(actor, at, "incidents.impor") as act:
        added = act.add(INCIDENTS, incidents(3, sidik=["a", "b", "a"]))
    assert (added.duplicates.tolist(), added.ids.index.tolist()) == ([4], [2, 3])


def test_more_rows_than_one_lookup_holds_are_all_recognised(store, actor, at, incidents: Make):
    add(store, actor, at, incidents(1201))
    with store.act(actor, at, "incidents.impor") as act:
        assert len(act.add(INCIDENTS, incidents(1202)).ids) == 1


def test_the_year_of_a_number_is_the_records_own_in_the_offices_zone(store, actor, at, incidents: Make):
    # 17.00 UTC on New Year's Eve is midnight in WIB.
    times = pd.to_datetime(["2025-12-31T16:59:59Z", "2025-12-31T17:00:00Z"], utc=True)
    ids = add(store, actor, at, incidents(2, waktu_kejadian=times))
    assert ids.tolist() == ["KJD-2025-0001", "KJD-2026-0001"]


def test_a_number_is_not_used_again_after_9999(store, actor, at, incidents: Make):
    add(store, actor, at, incidents(10_000))
    assert add(store, actor, at, incidents(1, first=10_000)).tolist() == ["KJD-2026-10001"]


def test_records_without_an_own_time_take_the_year_of_the_act(store, actor):
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    rows = pd.DataFrame({"sidik": ["a"], "kode_desa": "62.13.02.2002", "tahun": 2020, "penduduk": 1000})
    with store.act(actor, new_year, "population.impor") as act:
        assert act.add(POPULATION, rows).ids.tolist() == ["PDD-2027-0001"]


def test_empty_required_fields_are_all_named_and_nothing_is_stored(store, actor, at, incidents: Make):
    rows = incidents(3, status=["masuk", None, "masuk"]).drop(columns="asal")
    with pytest.raises(Refused) as refused:
        add(store, actor, at, rows)
    assert {(p.code, p.row, p.column) for p in refused.value.problems} == {
        (ProblemCode.ISIAN_WAJIB, 3, "status"),
        *((ProblemCode.ISIAN_WAJIB, row, "asal") for row in (2, 3, 4)),
    }
    assert (len(store.frame(INCIDENTS)), store.audit()) == (0, ())


def test_columns_that_the_dictionary_lacks_are_a_fault(store, actor, at, incidents: Make):
    with pytest.raises(ValueError, match="nama_pelaku"):
        add(store, actor, at, incidents(1, nama_pelaku="x"))


def test_metres_are_never_stored_as_degrees(store, actor, at, incidents: Make):
    with pytest.raises(ValueError, match="4326"):
        add(store, actor, at, incidents(1).to_crs(32750))


def test_adding_leaves_the_given_rows_as_they_were(store, actor, at, incidents: Make):
    rows = incidents(2)
    before = rows.copy(deep=True)
    add(store, actor, at, rows)
    pd.testing.assert_frame_equal(rows, before)


def test_adding_no_rows_stores_none(store, actor, at, incidents: Make):
    assert add(store, actor, at, incidents(2).iloc[:0]).tolist() == []
    assert len(store.frame(INCIDENTS)) == 0


def test_a_correction_is_a_new_version_and_the_old_one_stays(store, actor, at, incidents: Make):
    key = add(store, actor, at, incidents(1))[2]
    with store.act(actor, at, "kejadian.ubah", note="sudah dicek") as act:
        version = act.revise(
            INCIDENTS,
            key,
            expected_version=1,
            changes={"status": "ditangani", "geometry": shapely.Point(115.5, -2.5), "jumlah_terlibat": 3},
        )
    now, past = store.frame(INCIDENTS).loc[key], store.history(INCIDENTS, key)
    assert (version, now["versi"], now["status"], now["jumlah_terlibat"]) == (2, 2, "ditangani", 3)
    assert past["status"].tolist() == ["masuk", "ditangani"]
    assert [(p.x, p.y) for p in past.geometry] == [(115, -2), (115.5, -2.5)]
    assert past[["versi", "actor", "verb", "note"]].to_numpy().tolist() == [
        [1, "kasi", "incidents.impor", ""],
        [2, "kasi", "kejadian.ubah", "sudah dicek"],
    ]
    assert past["at"].tolist() == [at, at]
    assert past["sidik"].tolist() == ["sidik-0", "sidik-0"]


def test_a_corrected_record_is_still_recognised_as_the_same_source_row(store, actor, at, incidents: Make):
    key = add(store, actor, at, incidents(1))[2]
    with store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, key, expected_version=1, changes={"kronologi": "lain"})
    assert add(store, actor, at, incidents(1)).tolist() == []


def test_the_second_of_two_editors_is_told_and_the_first_stays(store, actor, at, incidents: Make):
    key = add(store, actor, at, incidents(1))[2]
    with store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, key, expected_version=1, changes={"status": "ditangani"})
    with pytest.raises(Refused) as refused, store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, key, expected_version=1, changes={"status": "tutup"})
    assert [p.code for p in refused.value.problems] == [ProblemCode.VERSI_BENTROK]
    assert str(refused.value).startswith("Kejadian KJD-2026-0001 sudah diubah orang lain")
    assert store.history(INCIDENTS, key)["status"].tolist() == ["masuk", "ditangani"]


def test_a_record_that_is_not_there_cannot_be_corrected(store, actor, at):
    with pytest.raises(Refused) as refused, store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, "KJD-1999-0001", expected_version=1, changes={"status": "tutup"})
    assert [p.code for p in refused.value.problems] == [ProblemCode.REKAM_TAK_ADA]


def test_a_correction_cannot_empty_a_required_field(store, actor, at, incidents: Make):
    key = add(store, actor, at, incidents(1))[2]
    with pytest.raises(Refused) as refused, store.act(actor, at, "kejadian.ubah") as act:
        act.revise(
            INCIDENTS, key, expected_version=1, changes={"status": None, "asal": None, "patokan": None}
        )
    assert [p.column for p in refused.value.problems] == ["status", "asal"]


@pytest.mark.parametrize("name", ["id_kejadian", "sidik", "waktu_input", "versi", "fid", "x = 1; --"])
def test_identity_and_input_time_are_never_corrected(store, actor, at, incidents: Make, name: str):
    key = add(store, actor, at, incidents(1))[2]
    with pytest.raises(ValueError, match="cannot change"), store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, key, expected_version=1, changes={name: "x"})


def test_an_act_that_fails_leaves_nothing_behind(store, actor, at, incidents: Make):
    head = store.version()

    def fail() -> None:
        with store.act(actor, at, "incidents.impor") as act:
            act.add(INCIDENTS, incidents(5))
            raise KeyError("dry run")

    with pytest.raises(KeyError):
        fail()
    assert (len(store.frame(INCIDENTS)), store.version(), store.audit()) == (0, head, ())
    assert add(store, actor, at, incidents(1)).tolist() == ["KJD-2026-0001"]


def test_every_act_that_writes_records_changes_the_version_of_the_data(store, actor, at, incidents: Make):
    versions = [store.version()]
    key = add(store, actor, at, incidents(1))[2]
    versions.append(store.version())
    with store.act(actor, at, "kejadian.ubah") as act:
        act.revise(INCIDENTS, key, expected_version=1, changes={"status": "tutup"})
    versions.append(store.version())
    assert len(set(versions)) == 3
    with store.act(actor, at, "akun.masuk"):
        pass
    assert store.version() == versions[-1]


def test_an_abandoned_act_counts_everything_and_stores_nothing(store, actor, at, incidents: Make):
    with store.act(actor, at, "incidents.impor") as act:
        assert len(act.add(INCIDENTS, incidents(5)).ids) == 5
        act.abandon()
    assert (len(store.frame(INCIDENTS)), store.audit()) == (0, ())
    assert add(store, actor, at, incidents(1)).tolist() == ["KJD-2026-0001"]


def test_the_audit_row_says_who_did_what_when_and_how_much(store, actor, at, incidents: Make):
    with store.act(actor, at, "incidents.impor", note="dari Polsek") as act:
        act.add(INCIDENTS, incidents(2))
        act.details.update(berkas="a.csv", ditolak=0, kunci=(1, 2))
    (entry,) = store.audit()
    assert (entry.id, entry.at, entry.actor, entry.role, entry.verb, entry.note, entry.previous) == (
        1, at, "kasi", "kasi", "incidents.impor", "dari Polsek", "",
    )  # fmt: skip
    assert entry.details == {"berkas": "a.csv", "ditolak": 0, "kunci": [1, 2]}
    assert {name: part["baris"] for name, part in entry.written.items()} == {"incidents": 2}


def test_acts_are_ordered_by_number_when_the_clock_is_set_back(store, actor, at):
    for day in (20, 5, 12):
        with store.act(actor, at.replace(day=day), "akun.masuk"):
            pass
    assert [(e.id, e.at.day) for e in store.audit()] == [(1, 20), (2, 5), (3, 12)]


def test_new_boundaries_replace_the_set_and_the_old_set_stays_in_the_history(store, actor, at):
    for codes in (("a", "b"), ("b", "c", "d")):
        with store.act(actor, at, "wilayah.ubah") as act:
            act.replace_desa(squares(*codes))
    assert store.frame(DESA).index.tolist() == ["b", "c", "d"]
    assert store.frame(DESA)["versi"].tolist() == [2, 2, 2]
    assert store.history(DESA, "a")["versi"].tolist() == [1]
    assert store.history(DESA, "b")["versi"].tolist() == [1, 2]


def test_boundaries_with_a_double_code_are_not_stored(store, actor, at):
    with pytest.raises(IntegrityError), store.act(actor, at, "wilayah.ubah") as act:
        act.replace_desa(squares("a", "a"))
    assert len(store.frame(DESA)) == 0


@pytest.mark.parametrize("sql", ["UPDATE incidents SET status = 'tutup'", "DELETE FROM incidents",
                                 "UPDATE audit SET actor = 'x'", "DELETE FROM audit"])  # fmt: skip
def test_the_database_itself_forbids_to_overwrite(store, actor, at, incidents: Make, sql: str):
    add(store, actor, at, incidents(1))
    with pytest.raises(IntegrityError, match="only grows"), store.writing() as connection:
        connection.exec_driver_sql(sql)
    assert store.frame(INCIDENTS)["status"].tolist() == ["masuk"]


@pytest.mark.usefixtures("file")
def test_the_file_forbids_to_replace_too(store, actor, at, incidents: Make):
    add(store, actor, at, incidents(1))
    with pytest.raises(IntegrityError, match="only grows"), store.writing() as connection:
        connection.exec_driver_sql("REPLACE INTO audit SELECT * FROM audit")


def test_a_reopened_store_goes_on_where_it_stopped(store, database, actor, at, incidents: Make):
    add(store, actor, at, incidents(1))
    store.close()
    again = Store.open(database)
    try:
        assert add(again, actor, at, incidents(1, first=1)).tolist() == ["KJD-2026-0002"]
        assert (again.zone, len(again.audit())) == ("Asia/Pontianak", 2)
    finally:
        again.close()
