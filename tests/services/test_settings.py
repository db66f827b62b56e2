"""A change of settings: proposed by the Kasi, approved by the Camat, told for ever."""

import subprocess
import sys
import threading
import tomllib
from datetime import UTC, datetime

import pytest

from records.sheets import FILES, edited, read_sheet, staged
from services.deciding import decide
from services.decisions import decision, decisions, request_decision
from services.office import Office
from services.setting_outside import outside_edits, put_back
from services.setting_preview import preview
from services.settings import change_directly, change_profile, changes, propose
from sop.decision import DecisionKind, DecisionState
from sop.party import Actor, Role
from sop.problem import ProblemCode, Refused
from sop.setting import Change, Sheet

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
KEEPER = Actor("cli:uji", Role.LOKAL)
KASI, CAMAT = Actor("kasi", Role.KASI), Actor("camat", Role.CAMAT)
WASPADA = {Sheet.PARAMETER: {"kelas.waspada": 8.0}}


def wish(office, wanted):
    return changes(office.settings, wanted)


def ask(office, wanted=WASPADA, actor=KASI, reason="Ambang terlalu rendah", form_id="1"):
    return propose(office, actor, wish(office, wanted), reason=reason, at=NOW, form_id=form_id)


def answer(office, number, approve=True, actor=CAMAT):
    version = decision(office, CAMAT, number).version
    decide(office, actor, number, approve=approve, note="Setuju.", expected_version=version, at=NOW)


def codes(refused):
    return [p.code for p in refused.value.problems]


def by_hand(office, values, sheet=Sheet.PARAMETER):
    home = office.workspace.home
    (home / FILES[sheet]).write_text(edited(sheet, read_sheet(home, sheet), values), encoding="utf-8")


def outside(office):
    with office.store.reading() as connection:
        return outside_edits(connection, office.workspace.home)


def test_a_proposal_changes_nothing_until_the_camat_approves(desk):
    office = desk.office
    number = ask(office)
    assert office.parameters.classes.waspada == 6.0
    asked = decision(office, CAMAT, number)
    assert asked.subject == "Ambang kelas: Waspada mulai: 6 → 8 poin per minggu"
    assert asked.text.splitlines() == ["Ambang terlalu rendah", f"• {asked.subject}"]
    answer(office, number)
    assert office.parameters.classes.waspada == 8.0
    assert outside(office) == ()


def test_the_trail_tells_who_asked_who_approved_and_both_values(desk):
    office = desk.office
    answer(office, ask(office))
    asked, approved = office.store.audit()[-2:]
    assert (asked.actor, asked.verb) == ("kasi", "keputusan.ajukan")
    assert (approved.actor, approved.role, approved.verb, approved.note) == (
        "camat",
        "camat",
        "keputusan.putus",
        "Setuju.",
    )
    (told,) = approved.details["pengaturan"]
    assert told["ubah"] == [{"lembar": "parameter", "kunci": "kelas.waspada", "lama": 6.0, "baru": 8.0}]
    assert tomllib.loads(told["teks"])["kelas"]["waspada"] == 8


def test_a_refused_proposal_changes_nothing(desk):
    number = ask(desk.office)
    answer(desk.office, number, approve=False)
    assert desk.office.parameters.classes.waspada == 6.0
    assert decision(desk.office, CAMAT, number).state is DecisionState.DITOLAK


def test_several_sheets_change_together(desk):
    office = desk.office
    wanted = {
        Sheet.PARAMETER: {"bobot.dasar": 2.0},
        Sheet.KATEGORI: {"JLN-04.E_eskalasi": 4, "JLN-04.visibilitas": "terbatas"},
        Sheet.ATURAN: {"tenggat.verifikasi.kritis": 2.0, "libur.tanggal": ["2026-12-25"]},
    }
    answer(office, ask(office, wanted))
    race = office.categories["JLN-04"]
    # 2 + 4·3 + 3·4
    assert (race.weight, race.visibility.value) == (26.0, "terbatas")
    assert len(office.categories) == 51
    assert [day.isoformat() for day in office.limits.holidays] == ["2026-12-25"]
    assert wish(office, wanted) == ()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.KASI, Role.LOKAL}])
def test_only_the_kasi_proposes(desk, role):
    with pytest.raises(Refused) as refused:
        ask(desk.office, actor=Actor("x", role))
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CAMAT])
def test_only_the_camat_approves(desk, role):
    number = ask(desk.office)
    with pytest.raises(Refused) as refused:
        answer(desk.office, number, actor=Actor("x", role))
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]
    assert desk.office.parameters.classes.waspada == 6.0


def test_a_proposal_needs_a_change_and_a_reason(desk):
    with pytest.raises(Refused) as refused:
        ask(desk.office, {Sheet.PARAMETER: {"kelas.waspada": 6}}, reason=" ")
    assert codes(refused) == [ProblemCode.ISIAN_WAJIB, ProblemCode.PENGATURAN_TANPA_PERUBAHAN]
    assert decisions(desk.office, CAMAT) == ()


def test_what_would_not_be_sound_is_refused_before_the_camat_sees_it(desk):
    with pytest.raises(Refused) as refused:
        ask(
            desk.office,
            {
                Sheet.PARAMETER: {"kelas.waspada": 20.0, "konflik.peluang_mingguan": [2.0]},
                Sheet.KATEGORI: {"JLN-04.K_keselamatan": 9},
                Sheet.ATURAN: {"eskalasi.kasi": 5.0},
            },
        )
    assert [p.details.get("kunci") or p.column for p in refused.value.problems] == [
        "kelas.rawan",
        "konflik.peluang_mingguan",
        "eskalasi",
        "K_keselamatan",
    ]
    assert decisions(desk.office, CAMAT) == ()


def test_secret_incidents_cannot_be_put_on_the_map_by_a_setting(desk):
    with pytest.raises(Refused) as refused:
        ask(desk.office, {Sheet.PARAMETER: {"petak.visibilitas": ["umum", "rahasia"]}})
    assert [p.column for p in refused.value.problems] == ["petak.visibilitas"]


def test_a_proposal_on_a_setting_that_moved_meanwhile_is_refused_in_words_and_waits_on(desk):
    office = desk.office
    first, second = ask(office), ask(office, {Sheet.PARAMETER: {"kelas.waspada": 9.0}}, form_id="2")
    answer(office, first)
    with pytest.raises(Refused) as refused:
        answer(office, second)
    assert str(refused.value) == (
        "Ambang kelas: Waspada mulai sudah berubah dari 6 poin per minggu menjadi 8 poin per minggu "
        "sejak usulan ini dibuat; buat usulan baru."
    )
    assert office.parameters.classes.waspada == 8.0
    assert decision(office, CAMAT, second).state is DecisionState.MENUNGGU


def test_proposals_on_different_settings_do_not_hinder_each_other(desk):
    office = desk.office
    first = ask(office)
    second = ask(office, {Sheet.PARAMETER: {"kelas.rawan": 20.0}}, form_id="2")
    answer(office, second)
    answer(office, first)
    assert (office.parameters.classes.waspada, office.parameters.classes.rawan) == (8.0, 20.0)


def test_two_sound_proposals_that_contradict_each_other_are_not_both_approved(desk):
    office = desk.office
    up = ask(office, {Sheet.PARAMETER: {"kelas.waspada": 16.0}})
    down = ask(office, {Sheet.PARAMETER: {"kelas.rawan": 10.0}}, form_id="2")
    answer(office, up)
    with pytest.raises(Refused) as refused:
        answer(office, down)
    assert [p.details["kunci"] for p in refused.value.problems] == ["kelas.rawan"]


def test_two_processes_that_approve_the_same_setting_leave_one_winner(desk):
    office = desk.office
    numbers = [
        ask(office, {Sheet.PARAMETER: {"kelas.waspada": value}}, form_id=str(value)) for value in (7.0, 9.0)
    ]
    told = []

    def approve(number):
        other = Office.open(office.workspace.home)
        try:
            answer(other, number)
        except Refused as refused:
            told.append(refused.problems[0].code)
        finally:
            other.close()

    both = [threading.Thread(target=approve, args=(number,)) for number in numbers]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert told == [ProblemCode.PENGATURAN_BERGESER]
    states = [decision(office, CAMAT, number).state for number in numbers]
    won = 7.0 if states[0] is DecisionState.DISETUJUI else 9.0
    assert sorted(states) == [DecisionState.DISETUJUI, DecisionState.MENUNGGU]
    assert office.parameters.classes.waspada == won
    assert outside(office) == ()


def test_an_approval_that_cannot_be_written_is_no_approval(desk):
    office = desk.office
    number = ask(office)
    (office.workspace.home / "parameter.toml.baru").mkdir()
    with pytest.raises(Refused) as refused:
        answer(office, number)
    assert codes(refused) == [ProblemCode.PENGATURAN_GAGAL]
    assert decision(office, CAMAT, number).state is DecisionState.MENUNGGU
    assert office.parameters.classes.waspada == 6.0


def test_a_kill_right_after_the_approval_loses_nothing(desk):
    office, home = desk.office, desk.office.workspace.home
    number = ask(office)
    script = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from services.deciding import decide
from services.office import Office
from sop.party import Actor, Role
office = Office.open(Path(sys.argv[1]))
decide(office, Actor("camat", Role.CAMAT), sys.argv[2], approve=True, note="Setuju.",
       expected_version=1, at=datetime.now(UTC))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script, str(home), number], check=False)
    assert done.returncode == -9
    assert staged(home) == [Sheet.PARAMETER]
    assert office.parameters.classes.waspada == 8.0
    assert staged(home) == []


def test_the_kasi_changes_the_profile_alone_and_hostile_text_stays_text(desk):
    office = desk.office
    hostile = '<script>alert(1)</script> ${7*7} "kutip"'
    wanted = {Sheet.PROFIL: {"tempat": hostile, "kop": ["PEMERINTAH", hostile]}}
    change_profile(office, KASI, wish(office, wanted), note="", at=NOW)
    assert (office.profile.seat, office.profile.letterhead) == (hostile, ("PEMERINTAH", hostile))
    assert office.store.audit()[-1].note == "Perubahan 2 pengaturan: Profil dan kop"
    with pytest.raises(Refused) as refused:
        change_profile(office, KASI, wish(office, WASPADA), note="", at=NOW)
    assert codes(refused) == [ProblemCode.PENGATURAN_TANPA_PERUBAHAN]


def test_the_second_of_two_editors_of_the_profile_is_told(desk):
    office = desk.office
    first, second = (wish(office, {Sheet.PROFIL: {"tempat": name}}) for name in ("Taniran", "Bamban"))
    change_profile(office, KASI, first, note="", at=NOW)
    with pytest.raises(Refused, match="Tempat surat ditandatangani sudah berubah dari – menjadi Taniran"):
        change_profile(office, KASI, second, note="", at=NOW)


def test_a_profile_that_would_not_be_sound_is_refused(desk):
    wanted = wish(desk.office, {Sheet.PROFIL: {"zona": "Asia/Mana", "nama": ""}})
    with pytest.raises(Refused) as refused:
        change_profile(desk.office, KASI, wanted, note="", at=NOW)
    assert {p.details["bagian"] for p in refused.value.problems} == {"nama"}


def test_only_the_local_administrator_changes_thresholds_directly(desk):
    wanted = wish(desk.office, WASPADA)
    with pytest.raises(Refused) as refused:
        change_directly(desk.office, KASI, wanted, note="", at=NOW)
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]
    change_directly(desk.office, KEEPER, wanted, note="Uji", at=NOW)
    assert desk.office.parameters.classes.waspada == 8.0


def test_an_edit_by_hand_is_found_told_and_put_back(desk):
    office = desk.office
    by_hand(office, {"kelas.waspada": 3})
    assert office.parameters.classes.waspada == 3.0
    (edit,) = outside(office)
    assert edit.changes == (Change(Sheet.PARAMETER, "kelas.waspada", 6.0, 3.0),)
    with pytest.raises(Refused) as refused:
        ask(office, {Sheet.PARAMETER: {"kelas.rawan": 20.0}})
    assert codes(refused) == [ProblemCode.PENGATURAN_DI_LUAR]
    assert put_back(office, KASI, Sheet.PARAMETER, at=NOW) == edit.changes
    assert (office.parameters.classes.waspada, outside(office)) == (6.0, ())
    aside = office.workspace.home / "parameter-disisihkan-20261125T030000.toml"
    assert tomllib.loads(aside.read_text(encoding="utf-8"))["kelas"]["waspada"] == 3


def test_an_edit_by_hand_after_a_proposal_stops_its_approval(desk):
    office = desk.office
    number = ask(office)
    by_hand(office, {"kelas.rawan": 30})
    with pytest.raises(Refused) as refused:
        answer(office, number)
    assert codes(refused) == [ProblemCode.PENGATURAN_DI_LUAR]
    put_back(office, KASI, Sheet.PARAMETER, at=NOW)
    answer(office, number)
    assert (office.parameters.classes.waspada, office.parameters.classes.rawan) == (8.0, 17.0)


def test_a_broken_sheet_is_found_and_put_back_and_a_comment_is_nobodys_business(desk):
    office = desk.office
    file = office.workspace.home / "parameter.toml"
    file.write_text(f"# catatan\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert outside(office) == ()
    with pytest.raises(Refused):
        put_back(office, KASI, Sheet.PARAMETER, at=NOW)
    file.write_text("[kelas\n", encoding="utf-8")
    (edit,) = outside(office)
    assert (edit.changes, [p.code for p in edit.problems]) == ((), [ProblemCode.BERKAS_TAK_TERBACA])
    put_back(office, KASI, Sheet.PARAMETER, at=NOW)
    assert (outside(office), office.settings.problems) == ((), ())


def test_a_sheet_that_somebody_deleted_is_told(desk):
    office = desk.office
    answer(office, ask(office, {Sheet.KATEGORI: {"JLN-04.faktor_skor": 0.5}}))
    (office.workspace.home / "kategori_kejadian.csv").unlink()
    (edit,) = outside(office)
    assert edit.changes == (Change(Sheet.KATEGORI, "JLN-04.faktor_skor", 0.5, 1.0),)


def test_a_table_of_categories_that_somebody_put_there_is_told_and_put_back(desk):
    office = desk.office
    file = office.workspace.home / "kategori_kejadian.csv"
    table = read_sheet(office.workspace.home, Sheet.KATEGORI)
    assert not file.exists()
    assert outside(office) == ()
    file.write_text(edited(Sheet.KATEGORI, table, {"JLN-04.faktor_skor": 0.0}), encoding="utf-8")
    (edit,) = outside(office)
    assert edit.changes == (Change(Sheet.KATEGORI, "JLN-04.faktor_skor", 1.0, 0.0),)
    put_back(office, KASI, Sheet.KATEGORI, at=NOW)
    assert (outside(office), office.categories["JLN-04"].score_factor) == ((), 1.0)


def test_a_proposal_whose_content_somebody_spoiled_is_refused(desk):
    for position, content in enumerate(
        (
            {},
            {"ubah": []},
            {"ubah": [{"lembar": "gaib", "kunci": "x", "lama": 1, "baru": 2}]},
            {"ubah": [Change(Sheet.PROFIL, "tempat", "", "Taniran").to_json()]},
            {"ubah": [Change(Sheet.KATEGORI, "XXX-01.faktor_skor", None, 2).to_json()]},
        )
    ):
        number = request_decision(
            desk.office,
            KASI,
            kind=DecisionKind.PENGATURAN,
            subject="Uji",
            text="",
            at=NOW,
            content=content,
            form_id=str(position),
        )
        with pytest.raises(Refused) as refused:
            answer(desk.office, number)
        assert codes(refused) == [ProblemCode.PENGATURAN_USULAN_RUSAK], content


def full(desk):
    rows = [
        (f"2026-{month:02d}-{day:02d} 20:00", "LNG-03", "62.01") for month in (9, 10) for day in range(1, 21)
    ]
    rows += [
        (f"2026-{month:02d}-{day:02d} 21:00", "KMT-02", "62.02") for month in (9, 10) for day in range(1, 8)
    ]
    rows += [("2026-06-01 20:00", "LNG-03", "62.03")]
    desk.incidents(*rows)


def test_a_preview_tells_who_moves_and_saves_nothing(desk):
    full(desk)
    acts = len(desk.office.store.audit())
    same = preview(desk.office, KASI, (), at=NOW)
    assert same.sentence == "Tidak ada desa yang berganti peringkat atau kelas."
    # 40 × 4 poin in Barat against 14 × 33 in Tengah; more incidents, but less weight
    assert same.plain["nama"].to_list()[:2] == ["Tengah", "Barat"]
    assert same.plain.loc["62.01", ["rank_n", "rank_bobot"]].to_list() == [1, 2]
    wanted = wish(desk.office, {Sheet.KATEGORI: {"KMT-02.faktor_skor": 0.2}})
    found = preview(desk.office, CAMAT, wanted, at=NOW)
    assert found.areas.loc["62.01", ["rank_lama", "rank_baru"]].to_list() == [2, 1]
    assert "Barat 2 → 1" in found.sentence
    assert len(desk.office.store.audit()) == acts
    assert desk.office.categories["KMT-02"].score_factor == 1.0


def test_a_preview_equals_the_score_after_the_approval(desk):
    full(desk)
    wanted = {Sheet.KATEGORI: {"KMT-02.faktor_skor": 0.2}, Sheet.PARAMETER: {"bobot.dasar": 3.0}}
    promised = preview(desk.office, KASI, wish(desk.office, wanted), at=NOW).areas["score_baru"]
    answer(desk.office, ask(desk.office, wanted))
    kept = preview(desk.office, KASI, (), at=NOW).areas["score_lama"]
    assert promised.to_dict() == kept.to_dict()


def test_a_preview_without_enough_data_says_so(desk):
    assert preview(desk.office, KASI, wish(desk.office, WASPADA), at=NOW).sentence == (
        "Catatan belum cukup untuk memberi peringkat; perubahan ini berlaku begitu data cukup."
    )


@pytest.mark.parametrize("role", [Role.SATPOL_PP, Role.POLSEK, Role.KORAMIL, Role.PETUGAS])
def test_partners_do_not_see_the_settings(desk, role):
    with pytest.raises(Refused) as refused:
        preview(desk.office, Actor("x", role), (), at=NOW)
    assert codes(refused) == [ProblemCode.HAK_DITOLAK]
