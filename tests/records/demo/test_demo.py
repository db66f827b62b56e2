import re
import time
import zlib
from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from records.demo import demo_frames
from sop.dictionary import CONFLICT_CASES, INCIDENTS, PATROL_LOGS, PATROL_TRACKS, PLACES, Kind

SEED = 2026
UNTIL = date(2026, 10, 31)
ZONE = "Asia/Pontianak"
FRAMES = {
    "incidents": INCIDENTS,
    "patrol_logs": PATROL_LOGS,
    "patrol_tracks": PATROL_TRACKS,
    "conflict_cases": CONFLICT_CASES,
    "places": PLACES,
}
NARRATIVES = {
    "incidents": ["kronologi"],
    "patrol_logs": ["uraian", "hambatan"],
    "patrol_tracks": ["nama"],
    "conflict_cases": ["judul", "pemicu", "akar"],
    "places": ["keterangan"],
}


def texts(frame, name):
    return [
        str(value)
        for field in FRAMES[name].fields
        if field.name in frame and field.name not in {"sidik", "titik"}
        for value in frame[field.name].dropna()
        if field.kind in {Kind.TEXT, Kind.CODE, Kind.JSON}
    ]


def local(times):
    return times.dt.tz_convert(ZONE)


def areas_of(incidents, areas):
    """Count, for each incident with a point, the areas that touch it."""
    points = incidents.loc[incidents.geometry.notna(), ["geometry"]]
    pairs = gpd.sjoin(points, areas[["geometry"]], predicate="intersects", how="left")
    return pairs[areas.index.name].groupby(level=0).agg(lambda codes: tuple(sorted(codes.dropna())))


def test_the_same_seed_gives_the_same_frames(demo, benua_lima, categories):
    again = demo_frames(benua_lima, seed=SEED, until=UNTIL, categories=categories)
    for name in FRAMES:
        pd.testing.assert_frame_equal(pd.DataFrame(getattr(again, name)), pd.DataFrame(getattr(demo, name)))


def test_another_seed_gives_other_incidents(demo, benua_lima, categories):
    other = demo_frames(benua_lima, seed=SEED + 1, until=UNTIL, categories=categories)
    assert other.incidents["waktu_kejadian"].tolist() != demo.incidents["waktu_kejadian"].tolist()


def test_the_areas_given_are_not_changed(benua_lima, categories):
    before = benua_lima.copy(deep=True)
    demo_frames(benua_lima, seed=1, until=UNTIL, months=2, categories=categories)
    pd.testing.assert_frame_equal(pd.DataFrame(benua_lima), pd.DataFrame(before))


def test_three_years_are_made_in_under_two_seconds(benua_lima, categories):
    begin = time.process_time()
    demo_frames(benua_lima, seed=1, until=UNTIL, categories=categories)
    assert time.process_time() - begin < 2.0


@pytest.mark.parametrize("name", FRAMES)
def test_frames_have_the_columns_and_kinds_of_the_dictionary(demo, name):
    table = getattr(demo, name)
    frame = FRAMES[name]
    expected = [column for column in frame.names[1:] if column != "waktu_input"]
    assert list(table.columns) == expected + (["geometry"] if frame.geometry else [])
    dtypes = {
        Kind.TIME: "datetime64[ms, UTC]",
        Kind.INTEGER: "Int64",
        Kind.NUMBER: "float64",
        Kind.FLAG: "boolean",
        Kind.JSON: "object",
        Kind.BYTES: "object",
    }
    assert {c: str(table[c].dtype) for c in expected} == {
        c: dtypes.get(frame[c].kind, "str") for c in expected
    }
    assert table.index.tolist() == list(range(2, len(table) + 2))


@pytest.mark.parametrize("name", FRAMES)
def test_required_fields_are_filled_and_codes_are_of_the_lists(demo, categories, name):
    table = getattr(demo, name)
    for field in FRAMES[name].fields:
        if field.name not in table:
            continue
        if field.required:
            assert table[field.name].notna().all(), field.name
        if field.codes:
            assert set(table[field.name].dropna()) <= {code.value for code in field.codes}, field.name
        if field.low is not None:
            assert (table[field.name].dropna() >= field.low).all(), field.name
        if field.high is not None:
            assert (table[field.name].dropna() <= field.high).all(), field.name
    if "kode_kategori" in table:
        assert set(table["kode_kategori"]) <= set(categories)


@pytest.mark.parametrize("name", FRAMES)
def test_identities_are_unique(demo, name):
    table = getattr(demo, name)
    assert table["id_sumber"].is_unique
    assert table["sidik"].is_unique


@pytest.mark.parametrize("seed", range(5))
def test_every_month_has_five_to_thirty_incidents(benua_lima, categories, seed):
    made = demo_frames(benua_lima, seed=seed, until=UNTIL, categories=categories).incidents
    counts = local(made["waktu_kejadian"]).dt.strftime("%Y-%m").value_counts()
    assert len(counts) == 36
    assert counts.between(5, 30).all()


def test_counts_of_months_vary_more_than_poisson_counts(benua_lima, categories):
    ratios = []
    for seed in range(6):
        made = demo_frames(benua_lima, seed=seed, until=UNTIL, categories=categories).incidents
        counts = local(made["waktu_kejadian"]).dt.strftime("%Y-%m").value_counts()
        ratios.append(counts.var() / counts.mean())
    # A Poisson count has a variance equal to its mean.
    assert np.mean(ratios) > 1.3


def test_nothing_happens_after_the_last_day_nor_before_the_first_month(demo):
    after = pd.Timestamp(UNTIL + timedelta(days=1), tz=ZONE)
    first = pd.Timestamp("2023-11-01", tz=ZONE)
    for table, columns in (
        (demo.incidents, ["waktu_kejadian", "waktu_lapor"]),
        (demo.patrol_logs, ["berangkat", "kembali", "waktu_laporan"]),
        (demo.patrol_tracks, ["mulai", "selesai"]),
    ):
        for column in columns:
            assert (table[column] <= after).all(), column
            assert (table[column] >= first).all(), column
    assert (demo.conflict_cases["tgl_teridentifikasi"] <= UNTIL.isoformat()).all()
    assert (demo.incidents["waktu_lapor"] >= demo.incidents["waktu_kejadian"]).all()


@pytest.mark.parametrize("name", FRAMES)
def test_every_narrative_is_marked_as_synthetic(demo, name):
    table = getattr(demo, name)
    for column in NARRATIVES[name]:
        assert table[column].dropna().str.startswith("[DATA CONTOH]").all(), column
    assert table[NARRATIVES[name][0]].notna().all()


def test_place_names_say_that_they_are_invented(demo):
    assert demo.places["nama"].str.contains("Contoh").all()
    assert demo.places["nama"].is_unique
    assert len(demo.places) == 12


@pytest.mark.parametrize("name", FRAMES)
def test_no_text_looks_like_a_phone_an_identity_number_a_plate_or_a_person(demo, name):
    personal = re.compile(
        r"(\+62|62|\b0)[ \-]?8[\d \-]{7,13}"
        r"|\b\d{16}\b"
        r"|\b(KH|DA|KT|KB|KU|AB|AD)\s?\d{1,4}\s?[A-Z]{1,3}\b"
        r"|\b(Sdr|Sdri|Bpk|Ibu|Sdra|PT|CV)\b\.?\s+[A-Z]\w+"
    )
    assert [text for text in texts(getattr(demo, name), name) if personal.search(text)] == []


def test_points_lie_in_one_area_but_for_a_few_outside_and_a_few_on_a_border(demo, benua_lima):
    touched = areas_of(demo.incidents, benua_lima).map(len)
    assert (touched == 0).sum() == 4
    assert (touched > 1).sum() == 4
    outside = demo.incidents.loc[touched.index[touched == 0]].to_crs(32750)
    away = outside.distance(benua_lima.to_crs(32750).union_all())
    # 200 to 600 m along a slanted line from the border is at most 600 m away from it.
    assert away.between(0, 610, inclusive="neither").all()


def test_reports_named_by_desa_carry_its_code_and_no_point(demo, benua_lima):
    by_desa = demo.incidents["presisi_lokasi"] == "centroid_desa"
    assert 0 < by_desa.sum() < 0.2 * len(by_desa)
    assert (demo.incidents.geometry.isna() == by_desa).all()
    assert (demo.incidents["kode_desa"].notna() == by_desa).all()
    named = demo.incidents.loc[by_desa]
    assert (benua_lima["nama"].reindex(named["kode_desa"]).to_numpy() == named["desa_teks"].to_numpy()).all()


def test_the_two_smallest_desa_have_very_few_incidents_and_every_desa_has_some(demo, benua_lima):
    touched = areas_of(demo.incidents, benua_lima)
    found = touched[touched.map(len) == 1].map(lambda codes: codes[0]).value_counts()
    counts = found.reindex(benua_lima.index, fill_value=0)
    thin = counts[benua_lima["nama"].isin(["Gudang Seng", "Banyu Landas"])]
    assert (counts > 0).all()
    assert thin.max() < 20
    assert thin.max() < counts.drop(thin.index).min()


def test_some_months_of_a_desa_have_no_report(demo, benua_lima):
    touched = areas_of(demo.incidents, benua_lima)
    first = touched[touched.map(len) == 1].map(lambda codes: codes[0])
    month = local(demo.incidents["waktu_kejadian"]).dt.strftime("%Y-%m")
    table = pd.crosstab(first, month.loc[first.index])
    assert (table == 0).any(axis=None)


def test_the_empty_west_of_the_kecamatan_stays_empty(demo, benua_lima):
    west, _, east, _ = benua_lima.total_bounds
    x = demo.incidents.geometry.dropna().x
    touched = areas_of(demo.incidents, benua_lima).map(len)
    inside = x.loc[touched.index[touched == 1]]
    assert (inside > west + 0.35 * (east - west)).all()


def test_fires_burn_in_the_dry_months_and_floods_come_in_the_wet_ones(demo):
    month = local(demo.incidents["waktu_kejadian"]).dt.month
    fire = month[demo.incidents["kode_kategori"].str.startswith("KAR")]
    flood = month[demo.incidents["kode_kategori"] == "BNC-02"]
    # Four of twelve months would hold a third of them if there were no season.
    assert fire.isin([7, 8, 9, 10]).mean() > 0.6
    assert flood.isin([11, 12, 1, 2, 3]).mean() > 0.6


def test_street_races_are_run_at_night(demo):
    races = demo.incidents[
        (demo.incidents["kode_kategori"] == "JLN-04")
        & (demo.incidents["asal"] != "temuan_patroli")
        & (demo.incidents["presisi_waktu"] != "tanggal_saja")
    ]
    hour = local(races["waktu_kejadian"]).dt.hour
    assert len(races) > 10
    assert ((hour >= 16) | (hour < 5)).all()


def test_patrols_go_out_four_to_six_days_a_week(demo):
    day = local(demo.patrol_logs["berangkat"]).dt.strftime("%G-W%V")
    weeks = day.value_counts().sort_index().iloc[1:-1]
    assert weeks.between(4, 6).all()


def test_patrols_last_about_45_to_150_minutes_and_mostly_find_nothing(demo):
    minutes = (demo.patrol_logs["kembali"] - demo.patrol_logs["berangkat"]).dt.total_seconds() / 60
    assert minutes.between(38, 155).all()
    assert demo.patrol_logs["nihil"].mean() > 0.8


def test_minutes_are_known_desa_and_fit_in_the_patrol(demo, benua_lima):
    total = (demo.patrol_logs["kembali"] - demo.patrol_logs["berangkat"]).dt.total_seconds() / 60
    for minutes, limit in zip(demo.patrol_logs["menit_desa"], total, strict=True):
        assert set(minutes) <= set(benua_lima.index)
        assert sum(m for m in minutes.values() if m) <= limit
    unknown = demo.patrol_logs["menit_desa"].map(lambda m: None in m.values())
    assert 0 < unknown.mean() < 0.1


def test_one_desa_is_not_patrolled_in_the_last_two_months_though_it_was_before(demo, benua_lima):
    lately = local(demo.patrol_logs["berangkat"]) >= pd.Timestamp("2026-09-01", tz=ZONE)
    visited = {
        recent: set().union(*demo.patrol_logs.loc[lately == recent, "menit_desa"].map(set))
        for recent in (True, False)
    }
    assert visited[False] == set(benua_lima.index)
    assert len(visited[False] - visited[True]) >= 1


def test_findings_belong_to_a_patrol_that_was_there_at_that_time(demo, benua_lima):
    logs = demo.patrol_logs.set_index("id_sumber")
    findings = demo.incidents[demo.incidents["asal"] == "temuan_patroli"]
    assert (demo.incidents["id_jurnal"].notna() == (demo.incidents["asal"] == "temuan_patroli")).all()
    touched = areas_of(findings, benua_lima)
    for row, codes in zip(findings.itertuples(), touched, strict=True):
        log = logs.loc[row.id_jurnal]
        assert log["berangkat"] <= row.waktu_kejadian <= log["kembali"]
        assert set(codes) & set(log["menit_desa"])
    with_finding = logs.index.isin(findings["id_jurnal"])
    assert (logs["nihil"] == ~with_finding).all()


def test_origins_are_mostly_citizens_and_satellites_report_only_hotspots(demo):
    share = demo.incidents["asal"].value_counts(normalize=True)
    assert share.idxmax() == "laporan_warga"
    assert share["laporan_warga"] > 0.5
    satellite = demo.incidents["asal"] == "satelit"
    assert (satellite == (demo.incidents["kode_kategori"] == "KAR-02")).all()
    assert set(share.index) == {
        "laporan_warga",
        "temuan_patroli",
        "instansi",
        "media",
        "satelit",
        "tidak_diketahui",
    }


def test_young_reports_wait_and_old_ones_are_settled(benua_lima, categories):
    states = []
    for seed in range(4):
        made = demo_frames(benua_lima, seed=seed, until=UNTIL, categories=categories).incidents
        age = (pd.Timestamp("2026-11-01", tz=ZONE) - made["waktu_kejadian"]).dt.days
        states.append(pd.DataFrame({"age": age, "waiting": made["status_verifikasi"] == "belum"}))
    waiting = pd.concat(states)
    assert waiting.loc[waiting["age"] <= 2, "waiting"].mean() > 0.25
    assert waiting.loc[waiting["age"] > 30, "waiting"].mean() < 0.1


def test_references_point_to_records_of_the_demo(demo):
    logs, cases = set(demo.patrol_logs["id_sumber"]), set(demo.conflict_cases["id_sumber"])
    assert set(demo.incidents["id_jurnal"].dropna()) <= logs
    assert set(demo.patrol_tracks["id_jurnal"]) <= logs
    assert set(demo.incidents["id_kasus"].dropna()) == cases
    order = {name: i for i, name in enumerate(demo.incidents["id_sumber"])}
    repeats = demo.incidents.dropna(subset="berulang_dari")
    assert len(repeats) > 0
    assert all(order[r.berulang_dari] < order[r.id_sumber] for r in repeats.itertuples())
    assert not set(repeats["berulang_dari"]) & set(repeats["id_sumber"])


def test_incidents_of_a_case_happen_while_it_is_open_and_in_its_desa(demo, benua_lima):
    cases = demo.conflict_cases.set_index("id_sumber")
    linked = demo.incidents.dropna(subset="id_kasus")
    day = local(linked["waktu_kejadian"]).dt.strftime("%Y-%m-%d")
    touched = areas_of(linked, benua_lima)
    for number, row in linked.iterrows():
        case = cases.loc[row["id_kasus"]]
        assert case["tgl_teridentifikasi"] <= day[number]
        assert pd.isna(case["tgl_tutup"]) or day[number] <= case["tgl_tutup"]
        where = touched.get(number, (row["kode_desa"],))
        assert set(where) & set(case["desa"])


def test_conflict_cases_cover_levels_zero_to_three_and_some_are_closed(demo, benua_lima):
    cases = demo.conflict_cases
    assert 6 <= len(cases) <= 8
    assert set(cases["tingkat_eskalasi"]) == {0, 1, 2, 3}
    assert 0 < cases["tgl_tutup"].notna().sum() < len(cases) / 2
    for case in cases.itertuples():
        days, levels = zip(*case.riwayat_eskalasi, strict=True)
        assert list(days) == sorted(set(days))
        assert days[0] == case.tgl_teridentifikasi
        assert levels[-1] == case.tingkat_eskalasi
        assert set(case.desa) <= set(benua_lima.index)
        assert len(case.desa) > 0
    assert cases.geometry.is_valid.all()


def test_tracks_are_recorded_for_about_a_seventh_of_the_patrols(demo):
    # 15 % of some 780 patrols, with a standard deviation of 1.3 %.
    assert 0.1 < len(demo.patrol_tracks) / len(demo.patrol_logs) < 0.2


def test_tracks_have_a_fix_every_few_seconds_and_some_have_a_gap(demo):
    gaps = []
    logs = demo.patrol_logs.set_index("id_sumber")
    for row in demo.patrol_tracks.itertuples():
        fixes = np.frombuffer(zlib.decompress(row.titik), "<f8").reshape(-1, 4)
        assert len(fixes) == row.jumlah_titik
        pause = np.diff(fixes[:, 3])
        ordinary = pause[pause < 60]
        assert (ordinary >= 3).all()
        assert (ordinary <= 17).all()
        assert (np.diff(fixes[:, 0]) == (pause > 60)).all()
        gaps.append((pause > 60).any())
        log = logs.loc[row.id_jurnal]
        assert log["berangkat"].timestamp() <= fixes[0, 3] + 1
        assert fixes[-1, 3] <= log["kembali"].timestamp() + 1
    assert 0 < np.mean(gaps) < 1


def test_tracks_never_jump(demo):
    for row in demo.patrol_tracks.itertuples():
        fixes = np.frombuffer(zlib.decompress(row.titik), "<f8").reshape(-1, 4)
        east = np.diff(fixes[:, 1]) * 111_320 * np.cos(np.radians(fixes[0, 2]))
        metres = np.hypot(east, np.diff(fixes[:, 2]) * 111_320)
        assert (metres / np.diff(fixes[:, 3]) * 3.6 < 150).all()


def test_a_month_that_is_cut_off_has_its_share_of_incidents(benua_lima, categories):
    made = demo_frames(benua_lima, seed=3, until=date(2026, 11, 15), categories=categories).incidents
    last = local(made["waktu_kejadian"]) >= pd.Timestamp("2026-11-01", tz=ZONE)
    # Half of a month: half of 5 to half of 30.
    assert 2 <= last.sum() <= 15


@pytest.mark.parametrize("n", [1, 2, 9, 20])
def test_it_works_on_any_areas(categories, n):
    squares = gpd.GeoDataFrame(
        {"kode_desa": [f"A{i}" for i in range(n)], "nama": [f"Satuan {i}" for i in range(n)]},
        geometry=[
            shapely.box(-90 + i % 5 * 0.1, 35 + i // 5 * 0.1, -89.9 + i % 5 * 0.1, 35.1 + i // 5 * 0.1)
            for i in range(n)
        ],
        crs="EPSG:4326",
    )
    made = demo_frames(squares, seed=1, until=UNTIL, months=6, categories=categories, zone="America/Chicago")
    assert len(made.incidents) >= 30
    assert set().union(*made.patrol_logs["menit_desa"].map(set)) <= set(squares["kode_desa"])
    assert made.incidents["zona_waktu_asli"].unique().tolist() == ["America/Chicago"]
