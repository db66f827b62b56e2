"""Incidents: every field as people write it, every bad row with its reason, nothing guessed in silence."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from records.parsing.parse import parse_file
from sop.dictionary import INCIDENTS
from sop.problem import ProblemCode, Refused

ROW = "2025-11-23;115.1;-2.0"


def message(problems, code):
    return next(one.message for one in problems if one.code is code)


def refusal(run, *args, **options):
    with pytest.raises(Refused) as refused:
        run(*args, **options)
    return refused.value.problems


def test_indonesian_headings_give_every_field(parse):
    parsed = parse(
        "No. Laporan;Hari/Tgl;Pukul;Kategori;Desa;Bujur;Lintang;Uraian;Jumlah Terlibat;Kerugian (Rp);Asal;"
        "Catatan\n"
        "LP-7;Minggu, 23 November 2025;19.00 WITA;balap liar;Ds. Bagok;115,1;-2,05;dilerai;1.200;"
        "Rp 1.500.000,-;Laporan warga;x"
    )
    row = parsed.frame.iloc[0]
    assert parsed.frame.index.tolist() == [2]
    assert row["id_sumber"] == "LP-7"
    # 19.00 WITA is 11.00 UTC.
    assert row["waktu_kejadian"] == pd.Timestamp("2025-11-23T11:00Z")
    assert row["zona_waktu_asli"] == "WITA"
    assert row["presisi_waktu"] == "tepat"
    assert row["kode_kategori"] == "JLN-04"
    assert (row["kode_desa"], row["desa_teks"]) == ("1", "Ds. Bagok")
    assert row["geometry"] == shapely.Point(115.1, -2.05)
    assert row["kronologi"] == "dilerai"
    assert row["jumlah_terlibat"] == 1200
    assert row["kerugian_rp"] == 1_500_000
    assert row["asal"] == "laporan_warga"
    assert row["visibilitas"] == "umum"
    assert message(parsed.warnings, ProblemCode.KOLOM_TAK_DIPAKAI) == "Kolom yang tidak dipakai: Catatan."


def test_the_frame_has_the_columns_and_types_of_the_dictionary(parse):
    frame = parse(f"date;lon;lat\n{ROW}").frame
    left_out = {"id_kejadian", "waktu_input"}
    assert frame.columns.tolist() == [*(n for n in INCIDENTS.names if n not in left_out), "geometry"]
    assert frame.crs.to_epsg() == 4326
    types = frame.dtypes.astype(str)
    assert types[["waktu_kejadian", "waktu_lapor"]].tolist() == ["datetime64[ms, UTC]"] * 2
    assert types[["jumlah_terlibat", "luas_ha", "sidik", "karantina"]].tolist() == [
        "Int64",
        "float64",
        "str",
        "str",
    ]


def test_missing_fields_take_defaults_that_are_told(parse):
    parsed = parse(f"date;lon;lat\n{ROW}")
    row = parsed.frame.iloc[0]
    names = ["kode_kategori", "asal", "dampak_aktual", "status", "status_verifikasi", "presisi_lokasi"]
    assert row[names].tolist() == ["LLN-99", "tidak_diketahui", 1.0, "masuk", "terverifikasi", "peta"]
    told = {one.column for one in parsed.warnings if one.code is ProblemCode.NILAI_BAWAAN}
    assert told == set(names) - {"presisi_lokasi"}
    assert parsed.defaults == {
        "kode_kategori": "LLN-99",
        "asal": "tidak_diketahui",
        "dampak_aktual": "1",
        "status": "masuk",
        "status_verifikasi": "terverifikasi",
    }


def test_defaults_of_the_mapping_come_before_those_of_the_office(parse, context):
    office = replace(context, defaults={"asal": "instansi", "status": "selesai"})
    row = parse(f"date;lon;lat\n{ROW}", in_context=office, defaults={"asal": "media"}).frame.iloc[0]
    assert row[["asal", "status"]].tolist() == ["media", "selesai"]


def test_a_date_alone_is_its_first_instant_in_the_office_zone(parse):
    row = parse(f"date;lon;lat\n{ROW}").frame.iloc[0]
    assert row["waktu_kejadian"] == pd.Timestamp("2025-11-22T17:00Z")
    assert row["presisi_waktu"] == "tanggal_saja"


def test_the_zone_of_the_mapping_counts_for_times_without_one(parse):
    row = parse("date;lon;lat\n2025-11-23 19:00;115.1;-2.0", zone="WITA").frame.iloc[0]
    assert row["waktu_kejadian"] == pd.Timestamp("2025-11-23T11:00Z")
    assert row["zona_waktu_asli"] == "WITA"


def test_days_and_months_that_cannot_be_told_apart_are_asked_for(parse):
    text = "tanggal;lon;lat\n03/04/2025;115.1;-2.0\n05/06/2025;115.1;-2.0"
    (fault,) = refusal(parse, text)
    assert fault.code is ProblemCode.TANGGAL_RAGU
    assert "03/04/2025" in fault.message
    days = [parse(text, date_format=order).frame["waktu_kejadian"].iloc[0] for order in ("dmy", "mdy")]
    assert days == [pd.Timestamp("2025-04-02T17:00Z"), pd.Timestamp("2025-03-03T17:00Z")]


def test_a_number_above_twelve_decides_for_the_whole_column(parse):
    dmy = parse("tanggal;lon;lat\n03/04/2025;115.1;-2.0\n13/04/2025;115.1;-2.0").frame
    mdy = parse("tanggal;lon;lat\n03/04/2025;115.1;-2.0\n04/13/2025;115.1;-2.0").frame
    assert dmy["waktu_kejadian"].iloc[0] == pd.Timestamp("2025-04-02T17:00Z")
    assert mdy["waktu_kejadian"].iloc[0] == pd.Timestamp("2025-03-03T17:00Z")


def test_a_column_that_mixes_both_notations_is_refused(parse):
    (fault,) = refusal(parse, "tanggal;lon;lat\n13/04/2025;115.1;-2.0\n04/13/2025;115.1;-2.0")
    assert fault.code is ProblemCode.TANGGAL_CAMPUR


def test_iso_dates_are_never_asked_about(parse):
    assert len(parse("tanggal;lon;lat\n2025-03-04;115.1;-2.0").frame) == 1


def test_the_future_is_refused_row_by_row_with_ten_minutes_of_grace(parse, codes):
    # It is 19.00 WIB on 1 December 2025.
    parsed = parse(
        "waktu;lon;lat\n2025-12-01 19:09;115.1;-2.0\n2025-12-01 19:11;115.1;-2.0\n2025-12-02 08:00;115.1;-2.0"
    )
    assert parsed.frame.index.tolist() == [2]
    assert codes(parsed.rejected) == [(3, ProblemCode.WAKTU_DEPAN), (4, ProblemCode.WAKTU_DEPAN)]


def test_bad_cells_reject_their_row_with_field_and_value(parse):
    parsed = parse(
        "tanggal;lon;lat;jumlah_terlibat;asal;dampak_aktual\n"
        "2025-02-30;115.1;-2.0;;;\n"
        ";115.1;-2.0;;;\n"
        "2025-11-01;115.1;-2.0;dua;;\n"
        "2025-11-01;115.1;-2.0;2,5;;\n"
        "2025-11-01;115.1;-2.0;-1;;\n"
        "2025-11-01;115.1;-2.0;;radio;\n"
        "2025-11-01;115.1;-2.0;;;3\n"
        "2025-11-01;115.1;-2.0;3;media;1,5"
    )
    assert parsed.frame.index.tolist() == [9]
    assert parsed.rows == 8
    assert [(one.row, one.column, one.value) for one in parsed.rejected] == [
        (2, "waktu_kejadian", "2025-02-30"),
        (3, "waktu_kejadian", None),
        (4, "jumlah_terlibat", "dua"),
        (5, "jumlah_terlibat", "2,5"),
        (6, "jumlah_terlibat", "-1"),
        (7, "asal", "radio"),
        (8, "dampak_aktual", "3"),
    ]
    assert parsed.rejected[0].message == (
        "Waktu kejadian berisi “2025-02-30”, padahal harus tanggal dan jam."
    )


def test_a_row_with_two_faults_is_one_rejected_row_and_a_warning(parse, codes):
    parsed = parse("tanggal;lon;lat;asal\nkemarin;115.1;-2.0;radio")
    assert codes(parsed.rejected) == [(2, ProblemCode.ISIAN_TAK_SAH)]
    assert (2, ProblemCode.ISIAN_LAIN_SALAH) in codes(parsed.warnings)


def test_categories_match_by_code_name_or_part_and_the_unknown_are_kept_and_counted(parse):
    parsed = parse(
        "tanggal;lon;lat;kategori;uraian\n"
        "2025-11-01;115.1;-2.0;jln-04;\n"
        "2025-11-01;115.1;-2.0;Balap liar / knalpot brong;\n"
        "2025-11-01;115.1;-2.0;KNALPOT BRONG;\n"
        "2025-11-01;115.1;-2.0;ROBBERY;di jalan\n"
        "2025-11-01;115.1;-2.0;ROBBERY;\n"
        "2025-11-01;115.1;-2.0;ARSON;"
    )
    assert parsed.frame["kode_kategori"].tolist() == ["JLN-04"] * 3 + ["LLN-99"] * 3
    assert parsed.frame["kronologi"].tolist()[3:] == [
        "[kategori sumber: ROBBERY] di jalan",
        "[kategori sumber: ROBBERY]",
        "[kategori sumber: ARSON]",
    ]
    told = [one for one in parsed.warnings if one.code is ProblemCode.KATEGORI_TAK_DIKENAL]
    assert [one.details["daftar"] for one in told] == ["ROBBERY (2), ARSON (1)"]


def test_visibility_follows_the_category(parse):
    frame = parse(f"date;lon;lat;kategori\n{ROW};SOS-05\n{ROW};MIR-02\n{ROW};JLN-04").frame
    assert frame["visibilitas"].tolist() == ["rahasia", "terbatas", "umum"]


def test_desa_are_known_by_any_of_their_names_and_the_unknown_are_listed(parse):
    parsed = parse(
        "tanggal;desa\n2025-11-01;banyu landas\n2025-11-01;Desa BanyuLandas\n2025-11-01;Kel. Taniran\n"
        "2025-11-01;hadiwalang\n2025-11-01;Entah\n2025-11-01;"
    )
    assert parsed.frame["kode_desa"].isna().tolist() == [False] * 4 + [True] * 2
    assert parsed.frame["kode_desa"].tolist()[:4] == ["2", "2", "3", "1"]
    assert parsed.frame["desa_teks"].tolist()[4] == "Entah"
    assert parsed.frame.geometry.isna().all()
    assert set(parsed.frame["presisi_lokasi"]) == {"centroid_desa"}
    assert (
        message(parsed.warnings, ProblemCode.DESA_TAK_DIKENAL) == "Nama desa yang tidak dikenal: Entah (1)."
    )


def test_swapped_coordinates_are_rejected_and_the_fix_is_offered(parse, codes):
    text = "tanggal;lon;lat\n2025-11-01;-2.0;115.1\n2025-11-01;115.1;-2.0"
    parsed = parse(text)
    assert codes(parsed.rejected) == [(2, ProblemCode.KOORDINAT_TERTUKAR)]
    assert "tukar = true" in parsed.rejected[0].message
    assert parsed.frame.index.tolist() == [3]
    fixed = parse("tanggal;lon;lat\n2025-11-01;-2.0;115.1", swap=True)
    assert fixed.frame.geometry.iloc[0] == shapely.Point(115.1, -2.0)


def test_metres_given_as_degrees_are_rejected_and_the_system_is_offered(parse, codes):
    # In UTM 50 S the central meridian, 117 E, is 500,000 m east and the equator 10,000,000 m north.
    text = "tanggal;x;y\n2025-11-01;500.000,0;10.000.000"
    parsed = parse(text)
    assert codes(parsed.rejected) == [(2, ProblemCode.KOORDINAT_METER)]
    assert 'crs = "EPSG:32750"' in parsed.rejected[0].message
    place = parse(text, crs="EPSG:32750").frame.geometry.iloc[0]
    assert place.distance(shapely.Point(117, 0)) < 1e-9


def test_places_off_the_globe_half_coordinates_and_words_are_rejected(parse, codes):
    parsed = parse(
        "tanggal;lon;lat\n2025-11-01;215.1;-2.0\n2025-11-01;115.1;\n2025-11-01;utara;-2.0\n2025-11-01;inf;-2"
    )
    assert codes(parsed.rejected) == [(row, ProblemCode.KOORDINAT_TAK_SAH) for row in (2, 3, 4, 5)]


def test_a_point_far_outside_is_kept_for_the_quarantine(parse):
    assert parse("tanggal;lon;lat\n2025-11-01;110.0;-7.0").frame.geometry.iloc[0] == shapely.Point(110, -7)


@pytest.mark.parametrize("pair", ["-2.05, 115.1", "-2,05; 115,1", "-2.05 115.1", "-2.05,115.1"])
def test_one_column_may_hold_latitude_and_longitude(parse, pair):
    parsed = parse(f'tanggal;koordinat\n2025-11-01;"{pair}"')
    assert parsed.frame.geometry.iloc[0] == shapely.Point(115.1, -2.05)


# 2°03' is 2 + 3/60 = 2.05 degrees, 115°06' is 115.1; 180 seconds are the same 3 minutes.
@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("2°03'00\" LS", "115°06'00\" BT"),
        ("-2 3 0", "115 6 0"),
        ("S 2 3.0", "E 115 6.0"),
        ("2° 3,0' S", "115° 6,0' E"),
        ("2,05 LS", "115,1 BT"),
    ],
)
def test_columns_may_hold_degrees_minutes_and_seconds(parse, lat, lon):
    lat, lon = (one.replace('"', '""') for one in (lat, lon))
    parsed = parse(f'tanggal;lat;lon\n2025-11-01;"{lat}";"{lon}"\n2025-11-02;-2.05;115.1')
    assert parsed.rejected == ()
    for place in parsed.frame.geometry:
        assert place.distance(shapely.Point(115.1, -2.05)) < 1e-9


def test_degrees_and_minutes_in_the_wrong_columns_are_rejected_and_the_fix_is_offered(parse, codes):
    text = "tanggal;lat;lon\n2025-11-01;115°06' BT;2°03' LS"
    assert codes(parse(text).rejected) == [(2, ProblemCode.KOORDINAT_TERTUKAR)]
    assert parse(text, swap=True).frame.geometry.iloc[0].distance(shapely.Point(115.1, -2.05)) < 1e-9


def test_minutes_beyond_sixty_and_hemispheres_against_their_sign_are_rejected(parse, codes):
    parsed = parse("tanggal;lat;lon\n2025-11-01;2°63' LS;115.1\n2025-11-01;-2°03' LU;115.1")
    assert codes(parsed.rejected) == [(row, ProblemCode.KOORDINAT_TAK_SAH) for row in (2, 3)]


def test_metres_with_a_space_between_their_thousands_are_not_taken_for_minutes(parse):
    text = "tanggal;x;y\n2025-11-01;500 000;10 000 000"
    place = parse(text, crs="EPSG:32750").frame.geometry.iloc[0]
    assert place.distance(shapely.Point(117, 0)) < 1e-9


@pytest.mark.parametrize(
    "pair",
    [
        "2°03' LS 115°06' BT",
        "S 2 3.0 E 115 6.0",
        "https://maps.google.com/?q=-2.05,115.1",
        "TKP: -2.05, 115.1 (depan pasar)",
    ],
)
def test_one_column_may_hold_any_notation_or_a_link(parse, pair):
    parsed = parse(f'tanggal;koordinat\n2025-11-01;"{pair}"')
    assert parsed.frame.geometry.iloc[0].distance(shapely.Point(115.1, -2.05)) < 1e-9


def test_a_short_link_in_a_column_is_rejected_with_its_own_reason(parse, codes):
    parsed = parse("tanggal;koordinat\n2025-11-01;https://maps.app.goo.gl/Abc\n2025-11-01;entah")
    assert codes(parsed.rejected) == [
        (2, ProblemCode.LOKASI_TAUTAN_PENDEK),
        (3, ProblemCode.KOORDINAT_TAK_SAH),
    ]


def test_wkt_is_read_and_lines_stand_as_a_point_inside_them(parse, codes):
    parsed = parse(
        "tanggal;wkt\n2025-11-01;POINT Z (115.1 -2 5)\n2025-11-01;LINESTRING (115 -2, 115.1 -2, 115.2 -2)\n"
        "2025-11-01;POINT (x"
    )
    assert parsed.frame.geometry.tolist() == [shapely.Point(115.1, -2), shapely.Point(115.1, -2)]
    assert codes(parsed.rejected) == [(4, ProblemCode.GEOMETRI_TAK_SAH)]
    assert ProblemCode.TITIK_WAKIL in [one.code for one in parsed.warnings]


def test_shapes_of_unknown_system_are_refused_and_read_once_it_is_named(parse):
    shapes = np.array([shapely.Point(115.1, -2.0)], dtype=object)
    (fault,) = refusal(parse, "tanggal\n2025-11-01", shapes=shapes)
    assert fault.code is ProblemCode.BERKAS_TANPA_CRS
    named = parse("tanggal\n2025-11-01", shapes=shapes, file_crs="EPSG:4326")
    assert named.frame.geometry.iloc[0] == shapely.Point(115.1, -2.0)


def test_hidden_characters_are_taken_out_and_told_with_their_row(parse):
    hidden = "a\x00b\u202ec\u200bd\ufeff"
    parsed = parse(f"tanggal;desa;uraian\n2025-11-01;Ba\u200bgok;{hidden}\n2025-11-01;Bagok;bersih")
    assert parsed.frame["kronologi"].tolist() == ["abcd", "bersih"]
    assert parsed.frame["kode_desa"].tolist() == ["1", "1"]
    told = {(one.column, one.details["huruf"]) for one in parsed.warnings if one.row == 2}
    assert told == {
        ("desa", "lebar nol"),
        ("uraian", "NUL"),
        ("uraian", "arah tulisan"),
        ("uraian", "lebar nol"),
    }


def test_line_breaks_in_an_account_stay(parse):
    assert parse('tanggal;desa;uraian\n2025-11-01;Bagok;"a\nb"').frame["kronologi"].tolist() == ["a\nb"]


def test_a_text_of_ten_megabytes_rejects_its_row_alone(parse, codes):
    parsed = parse(f"tanggal;desa;uraian\n2025-11-01;Bagok;{'x' * 10_000_000}\n2025-11-01;Bagok;pendek")
    assert codes(parsed.rejected) == [(2, ProblemCode.TEKS_TERLALU_PANJANG)]
    assert parsed.frame["kronologi"].tolist() == ["pendek"]


def test_a_report_exactly_an_hour_from_the_event_is_pointed_out(parse):
    parsed = parse(
        "waktu;waktu_lapor;desa\n2025-11-01 19:00;2025-11-01 20:00;Bagok\n"
        "2025-11-01 19:00;2025-11-01 20:01;Bagok"
    )
    told = [one for one in parsed.warnings if one.code is ProblemCode.WAKTU_SELISIH_SEJAM]
    assert [(one.details["jumlah"], one.details["baris"]) for one in told] == [(1, "2")]


def test_a_file_without_a_time_is_refused_and_its_columns_are_listed(parse):
    (fault,) = refusal(parse, "desa;uraian\nBagok;x")
    assert fault.code is ProblemCode.KOLOM_WAJIB
    assert "desa, uraian" in fault.message


# -- identity ----------------------------------------------------------------


def marks(parsed):
    return parsed.frame["sidik"].tolist()


def test_the_same_file_twice_has_the_same_marks_and_equal_rows_are_two_events(parse):
    text = f"date;lon;lat\n{ROW}\n{ROW}\n2025-11-24;115.1;-2.0"
    assert marks(parse(text)) == marks(parse(text))
    assert len(set(marks(parse(text)))) == 3


def test_the_mark_depends_on_content_not_on_notation_order_or_defaults(parse):
    one = parse("tanggal;lon;lat;uraian\n2025-11-23;115.1;-2.0;x")
    other = parse("x;y;keterangan;tgl\n115,10;-2,00;x;23/11/2025", defaults={"asal": "media"})
    assert marks(one) == marks(other)


def test_content_changes_the_mark(parse):
    base = marks(parse("tanggal;lon;lat;uraian\n2025-11-23;115.1;-2.0;x"))
    for changed in ("2025-11-24;115.1;-2.0;x", "2025-11-23;115.2;-2.0;x", "2025-11-23;115.1;-2.0;y"):
        assert marks(parse(f"tanggal;lon;lat;uraian\n{changed}")) != base


def test_the_number_of_the_source_is_the_identity(parse):
    first = parse("id_sumber;tanggal;desa\nLP-1;2025-11-23;Bagok")
    corrected = parse("id_sumber;tanggal;desa\nLP-1;2025-11-24;Bagok")
    assert marks(first) == marks(corrected)


def test_a_number_used_twice_is_a_duplicate_if_equal_and_rejected_if_not(parse, codes):
    parsed = parse(
        "id_sumber;tanggal;desa\nLP-1;2025-11-23;Bagok\nLP-1;2025-11-23;Bagok\nLP-1;2025-11-24;Bagok\n;2025-11-24;Bagok"
    )
    assert parsed.frame.index.tolist() == [2, 3, 5]
    assert len(set(marks(parsed))) == 2
    assert codes(parsed.rejected) == [(4, ProblemCode.NOMOR_BERULANG)]
    assert "baris 2" in parsed.rejected[0].message


def test_a_running_number_is_no_identity(parse):
    january = parse("id;tanggal;desa\n1;2025-01-05;Bagok\n2;2025-01-06;Bagok")
    february = parse("id;tanggal;desa\n1;2025-02-05;Bagok\n2;2025-02-06;Bagok")
    assert set(marks(january)).isdisjoint(marks(february))
    assert ProblemCode.KOLOM_NOMOR_URUT in [one.code for one in january.warnings]


def test_a_real_csv_goes_from_disk_to_frame(tmp_path, context):
    file = tmp_path / "kejadian.csv"
    file.write_text(
        "Tanggal;Bujur;Lintang;Kategori\n23/11/2025 19.00;115,1;-2,0;Balap liar\n24/11/2025;115,1\n",
        encoding="cp1252",
    )
    parsed = parse_file(file, INCIDENTS, context)
    assert (parsed.rows, len(parsed.frame), parsed.encoding) == (2, 1, "UTF-8")
    assert [(one.row, one.code) for one in parsed.rejected] == [(3, ProblemCode.BARIS_RAGAM_KOLOM)]
