"""Files handed in at the page: read, shown, asked about, counted, stored; nothing left on the disk."""

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from services.preview import assigned, preview
from services.questions import questions
from services.uploads import import_upload, kinds, receive, rejected_table, rejected_workbook, sweep
from sop.dictionary import DESA, INCIDENTS
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KASI = Actor("kasi", Role.KASI)
OPERATOR = Actor("operator", Role.OPERATOR)
TABLE = (
    "tgl,x,y,jenis,uraian\n"
    "20/11/2026 21.00,115.15,-2.15,JLN-04,Balap\n"
    "21/11/2026 22.00,116.00,-2.15,MIR-02,Di luar\n"
    "31/12/2026 20.00,115.15,-2.15,MIR-02,Belum terjadi\n"
)


def hand_in(desk, text, name="kejadian.csv", kind="incidents", actor=OPERATOR, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return receive(desk.office, actor, kind, name, data, at=NOW, **more)


def shown(desk, upload, mapping=None):
    return preview(desk.office, OPERATOR, upload, at=NOW, mapping=mapping)


def tried(desk, upload, mapping, **more):
    return import_upload(desk.office, OPERATOR, upload, mapping=mapping, at=NOW, dry_run=True, **more)


def left(desk):
    return list(desk.office.workspace.uploads.iterdir())


def codes(problems):
    return [one.code for one in problems]


def test_columns_are_shown_with_first_values_and_what_they_are_taken_for(desk):
    found = shown(desk, hand_in(desk, TABLE))
    assert [(c.name, c.field) for c in found.columns] == [
        ("tgl", "waktu_kejadian"), ("x", "lon"), ("y", "lat"), ("jenis", "kode_kategori"),
        ("uraian", "kronologi"),
    ]  # fmt: skip
    assert found.columns[0].samples == ("20/11/2026 21.00", "21/11/2026 22.00", "31/12/2026 20.00")
    assert found.columns[1].samples == ("115.15", "116.00")
    assert (found.problems, found.unused) == ((), ())
    assert found.fields["lon"] == "Bujur"


def test_unknown_headings_are_named_and_a_missing_required_field_is_told_until_a_column_is_chosen(desk):
    upload = hand_in(desk, TABLE.replace("tgl", "saat").replace("uraian", "apa"))
    found = shown(desk, upload)
    assert found.unused == ("saat", "apa")
    assert codes(found.problems) == [ProblemCode.KOLOM_WAJIB]
    assert found.problems[0].message.startswith("Tidak ada kolom untuk Waktu kejadian.")
    mended = shown(desk, upload, assigned(found, "saat", "waktu_kejadian"))
    assert (mended.unused, mended.problems) == (("apa",), ())


def test_every_missing_column_is_told_at_once(desk):
    upload = hand_in(desk, "a,b\n1,2\n", kind="population")
    assert [one.column for one in shown(desk, upload).problems] == ["kode_desa", "tahun", "penduduk"]


def test_a_field_that_two_columns_claim_is_told_and_nothing_is_guessed_over_it(desk):
    upload = hand_in(desk, TABLE)
    found = shown(desk, upload, assigned(shown(desk, upload), "jenis", "kronologi"))
    assert [one.message for one in found.problems] == [
        "Pemetaan kolom tidak sah: isian “kronologi” diisi dari lebih dari satu kolom."
    ]
    assert [c.field for c in found.columns if c.name in ("jenis", "uraian")] == ["kronologi"] * 2


def test_a_rehearsal_counts_every_row_and_stores_nothing_and_lets_writers_through(desk):
    upload = hand_in(desk, TABLE)
    mapping = shown(desk, upload).mapping
    with desk.office.store.writing():
        counts = tried(desk, upload, mapping)
    assert (counts.rows, counts.accepted, counts.duplicates, counts.quarantined) == (3, 1, 0, 1)
    assert [(one.row, one.code) for one in counts.rejected] == [(4, ProblemCode.WAKTU_DEPAN)]
    assert (counts.stored, desk.office.store.counts()["incidents"]) == (False, 0)


def test_what_was_rehearsed_is_what_is_stored_and_the_second_time_everything_is_known(desk):
    upload = hand_in(desk, TABLE)
    mapping = shown(desk, upload).mapping
    done = import_upload(desk.office, OPERATOR, upload, mapping=mapping, at=NOW)
    assert (done.accepted, done.quarantined, len(done.rejected), done.stored) == (1, 1, 1, True)
    assert desk.office.store.counts()["incidents"] == 2
    again = tried(desk, upload, mapping)
    assert (again.accepted, again.duplicates, again.quarantined) == (0, 2, 0)
    entry = desk.office.store.audit()[-1]
    assert (entry.actor, entry.verb, entry.details["berkas"]) == (
        "operator",
        "incidents.impor",
        "kejadian.csv",
    )


def test_all_or_nothing_stores_nothing_when_a_row_is_bad(desk):
    upload = hand_in(desk, TABLE)
    mapping = shown(desk, upload).mapping
    with pytest.raises(Refused) as refused:
        import_upload(desk.office, OPERATOR, upload, mapping=mapping, at=NOW, strict=True)
    assert codes(refused.value.problems) == [ProblemCode.WAKTU_DEPAN]
    assert desk.office.store.counts()["incidents"] == 0


def test_nothing_is_left_on_the_disk_whether_a_file_was_read_or_refused(desk):
    hand_in(desk, TABLE)
    for bad in (b"", b"<!DOCTYPE html><html></html>", b"PK\x03\x04 rusak", b"\xd0\xcf\x11\xe0lama"):
        with pytest.raises(Refused):
            hand_in(desk, bad)
    assert left(desk) == []


def test_a_reading_that_is_broken_off_leaves_nothing_on_the_disk(desk):
    class EnoughError(Exception):
        pass

    def stop(*_):
        raise EnoughError

    with pytest.raises(EnoughError):
        hand_in(desk, TABLE, progress=stop)
    assert left(desk) == []


def test_an_import_that_is_broken_off_stores_nothing(desk):
    class EnoughError(Exception):
        pass

    def stop(_step, done, _total):
        if done:
            raise EnoughError

    upload = hand_in(desk, TABLE)
    mapping = shown(desk, upload).mapping
    with pytest.raises(EnoughError):
        import_upload(desk.office, OPERATOR, upload, mapping=mapping, at=NOW, progress=stop)
    assert desk.office.store.counts()["incidents"] == 0
    assert [entry.verb for entry in desk.office.store.audit()] == ["sistem.siapkan"]


def test_progress_tells_each_step_in_its_order(desk):
    told = []
    upload = hand_in(desk, TABLE, progress=lambda *one: told.append(one))
    mapping = shown(desk, upload).mapping
    import_upload(
        desk.office, OPERATOR, upload, mapping=mapping, at=NOW, progress=lambda *one: told.append(one)
    )
    assert told == [
        ("baca", 3, 3), ("periksa", 0, 3), ("letak", 0, 2), ("simpan", 0, 2), ("simpan", 2, 2),
    ]  # fmt: skip


def test_what_a_killed_process_left_is_swept_and_what_is_being_read_is_not(desk):
    folder = desk.office.workspace.uploads
    for name, minutes in (("impor-lama", 16), ("impor-baru", 1), ("lain", 60)):
        (folder / name).mkdir()
        (folder / name / "kejadian.csv").write_text("rahasia")
        then = (NOW - timedelta(minutes=minutes)).timestamp()
        os.utime(folder / name, (then, then))
    sweep(desk.office, at=NOW)
    assert sorted(path.name for path in left(desk)) == ["impor-baru", "lain"]


def test_a_name_cannot_lead_out_of_the_folder(desk):
    upload = hand_in(desk, TABLE, name="../../kabur.csv")
    assert (upload.name, left(desk)) == ("kabur.csv", [])
    assert not (desk.office.workspace.home.parent / "kabur.csv").exists()


def test_an_ambiguous_date_is_asked_with_both_readings_spelled_out(desk):
    upload = hand_in(desk, "tgl,x,y\n03/04/2026,115.15,-2.15\n05/06/2026,115.15,-2.15\n")
    mapping = shown(desk, upload).mapping
    with pytest.raises(Refused) as refused:
        tried(desk, upload, mapping)
    (asked,) = questions(desk.office, refused.value.problems, mapping)
    assert asked.text == "Tanggal di kolom “tgl” bermakna ganda. “03/04/2026” tanggal berapa?"
    assert [words for words, _ in asked.answers] == [
        "3 April 2026 (hari/bulan/tahun)", "4 Maret 2026 (bulan/hari/tahun)",
    ]  # fmt: skip
    for (_, answer), month in zip(asked.answers, (4, 3), strict=True):
        assert tried(desk, upload, answer).accepted == 2
        assert answer.date_format == {4: "dmy", 3: "mdy"}[month]


def test_mixed_dates_are_asked_and_the_others_rejected(desk):
    upload = hand_in(desk, "tgl,x,y\n25/04/2026,115.15,-2.15\n04/25/2026,115.15,-2.15\n")
    mapping = shown(desk, upload).mapping
    with pytest.raises(Refused) as refused:
        tried(desk, upload, mapping)
    (asked,) = questions(desk.office, refused.value.problems, mapping)
    assert "25/04/2026 dan 04/25/2026" in asked.text
    counts = tried(desk, upload, asked.answers[0][1])
    assert (counts.accepted, len(counts.rejected)) == (1, 1)


def test_swapped_coordinates_are_asked_once_and_one_answer_mends_all(desk):
    upload = hand_in(desk, "tgl,x,y\n25/04/2026,-2.15,115.15\n26/04/2026,-2.15,115.25\n")
    mapping = shown(desk, upload).mapping
    counts = tried(desk, upload, mapping)
    assert (counts.accepted, len(counts.rejected)) == (0, 2)
    (asked,) = questions(desk.office, counts.rejected, mapping)
    assert asked.text == "Bujur dan lintang tampak tertukar pada 2 baris, misalnya 115.15, -2.15."
    ((words, answer),) = asked.answers
    assert words == "Tukar bujur dan lintang"
    assert tried(desk, upload, answer).accepted == 2
    back = questions(desk.office, counts.rejected, answer)[0].answers
    assert back == (("Jangan tukar", replace(answer, swap=False)),)


def test_metres_are_asked_with_the_zone_of_the_office(desk):
    upload = hand_in(desk, "tgl,x,y\n25/04/2026,294000,9762000\n")
    mapping = shown(desk, upload).mapping
    counts = tried(desk, upload, mapping)
    (asked,) = questions(desk.office, counts.rejected, mapping)
    ((words, answer),) = asked.answers
    assert words == "Baca sebagai meter (EPSG:32750)"
    assert tried(desk, upload, answer).accepted == 1


def test_the_sheet_of_a_workbook_can_be_chosen(desk):
    book = openpyxl.Workbook()
    book.active.title = "Sampul"
    book.active.append(["Judul", "Isi"])
    sheet = book.create_sheet("Kejadian")
    sheet.append(["tgl", "x", "y"])
    sheet.append(["25/04/2026", 115.15, -2.15])
    out = io.BytesIO()
    book.save(out)
    first = hand_in(desk, out.getvalue(), name="a.xlsx")
    assert first.file.raw.layers == ("Sampul", "Kejadian")
    second = receive(desk.office, OPERATOR, "incidents", "a.xlsx", first.data, at=NOW, layer="Kejadian")
    assert second.file.raw.layers == ("Kejadian", "Sampul")
    assert tried(desk, second, shown(desk, second).mapping).accepted == 1
    assert hand_in(desk, TABLE).data is None


def test_rejected_rows_are_listed_with_label_value_and_reason(desk):
    upload = hand_in(desk, TABLE)
    counts = tried(desk, upload, shown(desk, upload).mapping)
    assert rejected_table("incidents", counts.rejected).to_numpy().tolist() == [
        [4, "Waktu kejadian", "31/12/2026 20.00", "Waktu kejadian “31/12/2026 20.00” masih di masa depan."]
    ]


def test_the_workbook_of_rejected_rows_is_inert_and_can_be_mended_and_handed_in(desk):
    formula = '=HYPERLINK("http://x.example","klik")'
    upload = hand_in(
        desk,
        f'tgl,x,y,jenis,uraian\n31/12/2026,115.15,-2.15,JLN-04,"{formula.replace(chr(34), chr(34) * 2)}"\n',
    )
    counts = tried(desk, upload, shown(desk, upload).mapping)
    sheet = openpyxl.load_workbook(io.BytesIO(rejected_workbook(upload, counts.rejected))).active
    header, row = list(sheet.iter_rows())
    assert [cell.value for cell in header] == [
        "Baris di berkas", "Isian keliru", "Sebab ditolak", "tgl", "x", "y", "jenis", "uraian",
    ]  # fmt: skip
    assert (row[7].value, row[7].data_type, row[7].hyperlink) == (formula, "s", None)
    row[3].value = "20/11/2026"
    out = io.BytesIO()
    sheet.parent.save(out)
    mended = hand_in(desk, out.getvalue(), name="ditolak.xlsx")
    found = shown(desk, mended)
    assert found.unused == ("Baris di berkas", "Isian keliru", "Sebab ditolak")
    assert import_upload(desk.office, OPERATOR, mended, mapping=found.mapping, at=NOW).accepted == 1
    assert desk.office.store.frame(INCIDENTS)["kronologi"].tolist() == [formula]


def areas_ring():
    return [[115.1, -2.2], [115.4, -2.2], [115.4, -2.1], [115.1, -2.1], [115.1, -2.2]]


def areas(**properties):
    square = areas_ring()
    feature = {
        "type": "Feature",
        "properties": {"kd": "62.09", "sebutan": "Baru", **properties},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_boundaries_are_the_kasis_and_their_columns_are_chosen(desk):
    with pytest.raises(Refused) as refused:
        hand_in(desk, areas(), name="batas.geojson", kind="boundaries")
    assert codes(refused.value.problems) == [ProblemCode.HAK_DITOLAK]
    upload = hand_in(desk, areas(), name="batas.geojson", kind="boundaries", actor=KASI)
    with pytest.raises(Refused):
        preview(desk.office, OPERATOR, upload, at=NOW)
    found = preview(desk.office, KASI, upload, at=NOW)
    assert found.unused == ("kd", "sebutan")
    mapping = assigned(found, "kd", "kode_desa")
    mapping = assigned(preview(desk.office, KASI, upload, at=NOW, mapping=mapping), "sebutan", "nama")
    with pytest.raises(Refused):
        import_upload(desk.office, OPERATOR, upload, mapping=mapping, at=NOW)
    counts = import_upload(desk.office, KASI, upload, mapping=mapping, at=NOW, dry_run=True)
    assert (counts.accepted, len(desk.office.areas())) == (1, 3)
    import_upload(desk.office, KASI, upload, mapping=mapping, at=NOW)
    assert desk.office.store.frame(DESA)["nama"].to_dict() == {"62.09": "Baru"}


@pytest.mark.parametrize(
    ("corner", "words"),
    [
        ((294_000.0, 9_762_000.0, 10_000.0), "Baca sebagai meter (EPSG:32750)"),
        ((-2.2, 115.1, 0.1), "Tukar bujur dan lintang"),
    ],
    ids=["meter", "tertukar"],
)
def test_boundaries_off_the_globe_are_asked_about_and_one_answer_mends_them(desk, corner, words):
    x, y, side = corner
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    text = areas().replace(json.dumps(areas_ring()), json.dumps(ring))
    upload = hand_in(desk, text, name="batas.geojson", kind="boundaries", actor=KASI)
    mapping = preview(desk.office, KASI, upload, at=NOW).mapping
    with pytest.raises(Refused) as refused:
        import_upload(desk.office, KASI, upload, mapping=mapping, at=NOW, dry_run=True)
    (asked,) = questions(desk.office, refused.value.problems, mapping)
    assert asked.answers[0][0] == words
    counts = import_upload(desk.office, KASI, upload, mapping=asked.answers[0][1], at=NOW, dry_run=True)
    assert counts.accepted == 1


def test_two_who_import_the_same_file_at_once_store_each_row_once(desk):
    uploads = [hand_in(desk, TABLE) for _ in range(4)]
    mapping = shown(desk, uploads[0]).mapping

    def one(upload):
        return import_upload(desk.office, OPERATOR, upload, mapping=mapping, at=NOW)

    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(one, uploads))
    assert sorted(result.accepted + result.quarantined for result in done) == [0, 0, 0, 2]
    assert sorted(result.duplicates for result in done) == [0, 2, 2, 2]
    assert desk.office.store.counts()["incidents"] == 2


def test_each_role_is_offered_what_it_may_import():
    assert list(kinds(KASI)) == [
        "incidents", "tracks", "logs", "cases", "places", "roads", "population", "boundaries",
    ]  # fmt: skip
    assert "boundaries" not in kinds(OPERATOR)
    assert kinds(Actor("camat", Role.CAMAT)) == {}


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.KASI, Role.OPERATOR, Role.LOKAL)]
)
def test_other_roles_hand_in_nothing(desk, role):
    upload = hand_in(desk, TABLE)
    actor = Actor(f"uji-{role.value}", role)
    for call in (
        lambda: receive(desk.office, actor, "incidents", "a.csv", TABLE.encode(), at=NOW),
        lambda: preview(desk.office, actor, upload, at=NOW),
        lambda: import_upload(desk.office, actor, upload, mapping=shown(desk, upload).mapping, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert codes(refused.value.problems) == [ProblemCode.HAK_DITOLAK]
