"""Places by hand: added once, corrected as versions, taken off without a loss."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta

import pytest
import shapely

from services.importing import import_file
from services.locating import locate_desa, locate_point
from services.office import Office
from services.places import (
    Place,
    add_place,
    correct_place,
    place_history,
    place_table,
    remove_place,
    stored_place,
)
from services.vulnerability import vulnerability_map
from sop.dictionary import PLACES
from sop.party import Actor, Role
from sop.patrol import PlaceKind
from sop.problem import ProblemCode, Refused

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KASI = Actor("kasi", Role.KASI)
OPERATOR = Actor("operator", Role.OPERATOR)
POLSEK = Actor("polsek", Role.POLSEK)


def market(desk, *, nama="Pasar Lama", lon=115.15, lat=-2.15, **other):
    where = locate_point(desk.office, lon, lat)
    said = {"jenis": PlaceKind.PASAR, "keterangan": "hari pasar: Selasa", "location": where}
    return Place(nama=nama, **{**said, **other})


def on_map(desk, actor=KASI):
    return vulnerability_map(desk.office, actor, at=NOW, period=None).places


def codes_of(refusal):
    return [one.code for one in refusal.problems] if refusal else []


def codes(refused):
    return [one.code for one in refused.value.problems]


def test_a_new_place_lies_in_the_desa_of_its_point_and_on_the_map_at_once(desk):
    number = add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW)
    row = place_table(desk.office, OPERATOR).loc[number]
    assert number == "TMP-2026-0001"
    assert row[["nama", "jenis", "desa", "keterangan"]].tolist() == [
        "Pasar Lama", "Pasar", "Barat", "hari pasar: Selasa",
    ]  # fmt: skip
    drawn = on_map(desk)
    assert (drawn["nama"].tolist(), drawn["jenis"].tolist()) == (["Pasar Lama"], ["Pasar"])
    assert drawn.geometry.tolist() == [shapely.Point(115.15, -2.15)]


def test_the_same_form_sent_twice_stores_one_place(desk):
    numbers = {add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW) for _ in range(2)}
    assert numbers == {"TMP-2026-0001"}
    assert desk.office.store.counts()["places"] == 1


def test_a_second_place_of_the_same_name_kind_and_desa_is_refused_with_the_number_of_the_first(desk):
    add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW)
    with pytest.raises(Refused) as refused:
        add_place(desk.office, OPERATOR, market(desk, nama="PASAR lama"), form_id="f2", at=NOW)
    assert str(refused.value) == (
        "Pasar “PASAR lama” sudah ada di Barat (TMP-2026-0001); "
        "ubah yang itu, atau beri nama yang membedakannya."
    )
    add_place(desk.office, OPERATOR, market(desk, lon=115.25), form_id="f3", at=NOW)
    assert place_table(desk.office, KASI)["desa"].tolist() == ["Barat", "Tengah"]


@pytest.mark.parametrize("forms", [("f1", "f1"), ("f1", "f2")])
def test_what_is_sent_twice_at_once_is_one_place(desk, home, forms):
    other_office = Office.open(home)
    with ThreadPoolExecutor(2) as pool:
        # Both have looked before either writes: they wait for the writer who is here first.
        with desk.office.store.writing():
            sent = [
                pool.submit(add_place, office, OPERATOR, market(desk), form_id=form, at=NOW)
                for office, form in zip((desk.office, other_office), forms, strict=True)
            ]
            wait(sent, timeout=1)
        refused = [codes_of(one.exception()) for one in sent]
    other_office.close()
    assert desk.office.frame(PLACES)["nama"].tolist() == ["Pasar Lama"]
    same = forms[0] == forms[1]
    assert sorted(refused) == [[], [] if same else [ProblemCode.TEMPAT_SUDAH_ADA]]
    assert sum(entry.verb == "tempat.catat" for entry in desk.office.store.audit()) == 1


def test_everything_that_is_missing_is_told_at_once(desk):
    with pytest.raises(Refused) as refused:
        add_place(desk.office, OPERATOR, market(desk, nama=" \u200b", location=None), form_id="f", at=NOW)
    assert str(refused.value) == "Nama tempat wajib diisi.\nLetak wajib diisi."


def test_a_correction_is_a_version_with_its_reason_and_the_first_stays(desk):
    number = add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW)
    before = stored_place(desk.office, OPERATOR, number)
    correct_place(
        desk.office,
        KASI,
        number,
        market(desk, lon=115.35),
        expected_version=before.version,
        at=NOW + timedelta(hours=1),
        note="pindah ke timur",
    )
    assert place_table(desk.office, KASI).loc[number, "desa"] == "Timur"
    told = place_history(desk.office, KASI, number)
    assert [(step.what, step.who, step.note) for step in told] == [
        ("Mengubah tempat", "kasi", "pindah ke timur"),
        ("Menambah tempat", "operator", ""),
    ]
    assert told[0].changes == ("Kode desa: Barat → Timur", "Lokasi di peta diubah")
    versions = desk.office.store.history(PLACES, number)
    assert versions["kode_desa"].tolist() == ["62.01", "62.03"]


def test_saving_without_a_change_writes_nothing(desk):
    number = add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW)
    stored = stored_place(desk.office, OPERATOR, number)
    correct_place(desk.office, KASI, number, stored.place, expected_version=stored.version, at=NOW)
    assert desk.office.store.counts()["places"] == 1


def test_the_second_of_two_editors_is_told(desk):
    number = add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW)
    correct_place(desk.office, KASI, number, market(desk, nama="Pasar Baru"), expected_version=1, at=NOW)
    with pytest.raises(Refused) as refused:
        correct_place(desk.office, KASI, number, market(desk, nama="Pasar X"), expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]
    with pytest.raises(Refused) as refused:
        correct_place(desk.office, KASI, number, market(desk, nama="Pasar Baru"), expected_version=1, at=NOW)
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]
    with pytest.raises(Refused) as refused:
        remove_place(desk.office, KASI, number, expected_version=1, at=NOW, note="tutup")
    assert codes(refused) == [ProblemCode.VERSI_BENTROK]
    assert place_table(desk.office, KASI).loc[number, "nama"] == "Pasar Baru"


def test_a_removed_place_is_on_no_map_and_no_list_and_keeps_its_history(desk):
    number = add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW)
    with pytest.raises(Refused) as refused:
        remove_place(desk.office, OPERATOR, number, expected_version=1, at=NOW, note=" ")
    assert str(refused.value) == "Alasan wajib diisi."
    remove_place(desk.office, OPERATOR, number, expected_version=1, at=NOW, note="sudah tutup")
    assert (len(place_table(desk.office, KASI)), len(on_map(desk))) == (0, 0)
    with pytest.raises(Refused) as refused:
        stored_place(desk.office, KASI, number)
    assert codes(refused) == [ProblemCode.REKAM_TAK_ADA]
    told = [step.what for step in place_history(desk.office, KASI, number)]
    assert told == ["Menghapus tempat", "Menambah tempat"]
    again = add_place(desk.office, OPERATOR, market(desk), form_id="f2", at=NOW)
    assert place_table(desk.office, KASI).index.tolist() == [again]


def test_an_imported_place_that_was_removed_does_not_come_back_with_the_same_file(desk):
    file = desk.folder / "tempat.csv"
    file.write_text("id,nama,jenis,lon,lat\nT1,Pos Barat,pos,115.15,-2.15\n")
    import_file(desk.office, KASI, "places", file, at=NOW)
    number = place_table(desk.office, KASI).index[0]
    remove_place(desk.office, KASI, number, expected_version=1, at=NOW, note="dibongkar")
    again = import_file(desk.office, KASI, "places", file, at=NOW)
    assert (again.accepted, again.duplicates, len(place_table(desk.office, KASI))) == (0, 1, 0)


def test_a_place_outside_waits_in_quarantine_and_one_of_which_only_the_desa_is_known_is_listed(desk):
    add_place(desk.office, KASI, market(desk, nama="Pos luar", lon=116.0), form_id="f1", at=NOW)
    where = locate_desa(desk.office, "62.02")
    add_place(desk.office, KASI, market(desk, nama="Pos desa", location=where), form_id="f2", at=NOW)
    assert place_table(desk.office, KASI)["desa"].tolist() == ["Tengah", "Titik di luar wilayah"]
    assert len(on_map(desk)) == 0


def test_partners_read_names_and_kinds_but_no_remarks_and_change_nothing(desk):
    number = add_place(desk.office, OPERATOR, market(desk), form_id="f1", at=NOW)
    seen = place_table(desk.office, POLSEK)
    assert seen.loc[number, ["nama", "keterangan"]].tolist() == ["Pasar Lama", ""]
    calls = (
        lambda: add_place(desk.office, POLSEK, market(desk), form_id="f9", at=NOW),
        lambda: correct_place(desk.office, POLSEK, number, market(desk), expected_version=1, at=NOW),
        lambda: remove_place(desk.office, POLSEK, number, expected_version=1, at=NOW, note="x"),
        lambda: stored_place(desk.office, POLSEK, number),
        lambda: place_history(desk.office, POLSEK, number),
        lambda: place_table(desk.office, Actor("petugas", Role.PETUGAS)),
    )
    for call in calls:
        with pytest.raises(Refused) as refused:
            call()
        assert codes(refused) == [ProblemCode.HAK_DITOLAK]
