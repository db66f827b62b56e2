"""Pengaturan as a script: every role, every section, and what the Kasi and the Camat do there."""

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.office import choose, offer
from records.sheets import edited, read_sheet
from services.accounts import login
from services.deciding import decide
from services.decisions import WAITING, decisions
from services.founding import Founding
from services.office import Office
from services.restoring import kept_backups
from services.setting_words import profile_values
from services.settings import change_profile
from services.settings import changes as changes_of
from services.upkeep import make_backup
from sop.official import Authority, Official, Paper
from sop.party import ACCOUNT_ROLES, Actor, Role
from sop.problem import Refused
from sop.setting import Sheet

KEEPER = Actor("cli:uji", Role.LOKAL)
KASI, CAMAT = Actor("halaman-kasi", Role.KASI), Actor("halaman-camat", Role.CAMAT)
PASSWORD = "kata-sandi-uji"
HOSTILE = "<img src=x onerror=alert(1)> **tebal** :red[m] ${1+1} `x`"
TEAMS = "Regu dan personel"
EVERYBODY = {
    Role.KASI: ["Bobot", "Tenggat", TEAMS, "Profil", "Akun", "Cadangan", "Kesehatan", "Riwayat", "Akun saya"],
    Role.OPERATOR: [TEAMS, "Kesehatan", "Akun saya"],
    Role.CAMAT: ["Bobot", "Tenggat", TEAMS, "Riwayat", "Akun saya"],
    Role.SEKCAM: ["Bobot", "Tenggat", TEAMS, "Riwayat", "Akun saya"],
    Role.SATPOL_PP: ["Akun saya"],
    Role.POLSEK: ["Akun saya"],
    Role.KORAMIL: ["Akun saya"],
    Role.PETUGAS: ["Akun saya"],
}


@pytest.fixture
def home(empty_home, tmp_path):
    """An office of its own, without records."""
    shutil.copytree(empty_home, tmp_path / "kantor")
    return tmp_path / "kantor"


@pytest.fixture
def open_as(page, home):
    def run(section, role=Role.KASI):
        return page("pengaturan", home, role, bagian=section)

    return run


def said(app):
    kinds = ("title", "subheader", "markdown", "caption", "info", "success", "warning", "error")
    return " ".join(str(element.value) for kind in kinds for element in app.get(kind)).replace("\\", "")


def press(app, key):
    app.button(key=key).click().run()
    assert [*app.exception] == []
    return app


def shown(app):
    """Return the titles of the sections that are offered."""
    return list(app.get("button_group")[0].options)


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_each_role_finds_its_sections_and_no_other(page, demo_home, role):
    app = page("pengaturan", demo_home, role, bagian="Akun")
    assert app.title[0].value == "Pengaturan"
    assert shown(app) == EVERYBODY[role]
    assert app.session_state["bagian"] == ("Akun" if role is Role.KASI else EVERYBODY[role][0])
    for title in EVERYBODY[role]:
        app.get("button_group")[0].set_value(title).run()
        assert [*app.exception] == [], title


def test_an_empty_office_has_every_section_too(open_as):
    app = open_as("Bobot")
    for title in EVERYBODY[Role.KASI]:
        app.get("button_group")[0].set_value(title).run()
        assert [*app.exception] == [], title


def test_only_the_kasi_can_type_and_propose(open_as):
    assert not open_as("Bobot").number_input(key="bobot.parameter/kelas.waspada").disabled
    for role in (Role.CAMAT, Role.SEKCAM):
        app = open_as("Bobot", role)
        assert app.number_input(key="bobot.parameter/kelas.waspada").disabled
        assert "bobot.ajukan" not in [one.key for one in app.button]


def test_a_threshold_and_a_category_are_proposed_with_their_consequence_shown(open_as, home):
    app = open_as("Bobot")
    app.number_input(key="bobot.parameter/kelas.waspada").set_value(9.0).run()
    app.selectbox(key="bobot.kategori").set_value("JLN-04").run()
    app.number_input(key="bobot.kategori/JLN-04.E_eskalasi").set_value(4).run()
    # 1 + 4·3 + 3·4
    assert "Bobot 1 + 4 × 3 + 3 × 4 + 2 × 0 = 25 (Kritis); dalam skor 25 × 1 = 25." in said(app)
    assert "Rancangan usulan (2)" in said(app)
    assert "Catatan belum cukup untuk memberi peringkat" in said(app)
    press(app, "bobot.ajukan")
    assert "Alasan wajib diisi." in said(app)
    assert app.number_input(key="bobot.parameter/kelas.waspada").value == 9.0
    app.text_area(key="bobot.alasan").set_value("Evaluasi triwulan").run()
    press(app, "bobot.ajukan")
    assert "diajukan kepada Camat." in said(app)
    (asked,) = decisions(choose(home), CAMAT, states=WAITING)
    assert asked.text.splitlines() == [
        "Evaluasi triwulan",
        "• Ambang kelas: Waspada mulai: 6 → 9 poin per minggu",
        "• JLN-04: E (potensi eskalasi): 2 → 4",
    ]
    # the draft is gone, the settings are as they were until the Camat decides
    assert app.number_input(key="bobot.parameter/kelas.waspada").value == 6.0


def test_what_is_not_sound_cannot_be_proposed_and_says_why(open_as):
    app = open_as("Bobot")
    app.number_input(key="bobot.parameter/kelas.waspada").set_value(20.0).run()
    assert "kelas.rawan berisi" in said(app)
    assert app.button(key="bobot.ajukan").disabled


def test_the_camat_approves_on_the_same_page_and_the_history_names_both(open_as, home):
    app = open_as("Bobot")
    app.number_input(key="bobot.parameter/kelas.waspada").set_value(9.0).run()
    app.text_area(key="bobot.alasan").set_value("Evaluasi").run()
    press(app, "bobot.ajukan")
    camat = open_as("Bobot", Role.CAMAT)
    number = decisions(choose(home), CAMAT, states=WAITING)[0].number
    press(camat, f"pengaturan.bobot.{number}.setujui.buka")
    press(camat, f"pengaturan.bobot.{number}.setujui.kirim")
    assert choose(home).parameters.classes.waspada == 9.0
    history = " ".join(element.body for element in camat.get("html"))
    assert "disetujui halaman-camat, diusulkan halaman-kasi" in history
    assert "Ambang kelas: Waspada mulai: 6 → 9 poin per minggu" in history


def test_an_untouched_field_follows_the_settings_and_a_touched_one_keeps_what_was_typed(open_as, home):
    app = open_as("Bobot")
    app.number_input(key="bobot.parameter/kelas.waspada").set_value(9.0).run()
    with closing(Office.open(home)) as other:
        file = other.workspace.home / "parameter.toml"
        text = edited(
            Sheet.PARAMETER, read_sheet(home, Sheet.PARAMETER), {"kelas.waspada": 7, "kelas.rawan": 21}
        )
        file.write_text(text, encoding="utf-8")
    app.run()
    assert app.number_input(key="bobot.parameter/kelas.rawan").value == 21.0
    assert app.number_input(key="bobot.parameter/kelas.waspada").value == 9.0
    assert "7 → 9 poin per minggu" in said(app)
    assert "Rancangan usulan (1)" in said(app)


def test_what_was_typed_in_one_part_survives_a_look_at_another(open_as):
    app = open_as("Bobot")
    app.number_input(key="bobot.parameter/kelas.waspada").set_value(9.0).run()
    app.get("button_group")[1].set_value("Petak di peta").run()
    assert "Rancangan usulan (1)" in said(app)
    app.get("button_group")[1].set_value("Ambang kelas").run()
    assert app.number_input(key="bobot.parameter/kelas.waspada").value == 9.0


@pytest.mark.parametrize(
    "part",
    [
        "Rumus bobot", "Yang dihitung", "Konflik terbuka", "Prakiraan: porsi × tingkat", "Dugaan awal",
        "Kalender", "Di atas atau di bawah biasanya", "Keyakinan", "Tanda naik dan turun", "Petak di peta",
        "Undian di balik kisaran",
    ],
)  # fmt: skip
def test_every_part_of_the_parameters_opens_and_changes_nothing_by_itself(open_as, part):
    app = open_as("Bobot")
    app.get("button_group")[1].set_value(part).run()
    assert [*app.exception] == []
    assert "Belum ada yang diubah" in said(app)


def test_lists_and_choices_of_parameters_are_typed_and_told(open_as):
    app = open_as("Bobot")
    app.get("button_group")[1].set_value("Konflik terbuka").run()
    app.number_input(key="bobot.konflik.peluang_mingguan/4").set_value(0.6).run()
    app.get("button_group")[1].set_value("Petak di peta").run()
    app.text_input(key="bobot.petak.jangkauan_m").set_value("400; 800,5").run()
    app.multiselect(key="bobot.parameter/petak.visibilitas").set_value(["umum", "rahasia"]).run()
    told = said(app)
    assert "0,01; 0,03; 0,1; 0,25; 0,5 → 0,01; 0,03; 0,1; 0,25; 0,6" in told
    assert "→ 400; 800,5 meter" in told
    assert "tanpa rahasia" in told
    assert app.button(key="bobot.ajukan").disabled


def test_time_limits_and_holidays_are_proposed_with_what_would_be_late(open_as, home):
    app = open_as("Tenggat")
    app.selectbox(key="tenggat.pekerjaan").set_value("verifikasi").run()
    app.number_input(key="tenggat.aturan/tenggat.verifikasi.kritis").set_value(2.0).run()
    app.date_input(key="tenggat.hari").set_value(datetime(2026, 12, 25, tzinfo=UTC).date()).run()
    press(app, "tenggat.tambah")
    told = said(app)
    assert "Verifikasi laporan, kritis: 1 → 2 jam" in told
    assert "Hari libur: ditambah 25 Desember 2026" in told
    assert "Pekerjaan yang lewat tenggat tetap 0." in told
    press(app, "tenggat.hapus/2026-12-25")
    assert "Hari libur: ditambah" not in said(app)
    app.text_area(key="tenggat.alasan").set_value("Sesuai rapat").run()
    press(app, "tenggat.ajukan")
    office = choose(home)
    (asked,) = decisions(office, CAMAT, states=WAITING)
    decide(office, CAMAT, asked.number, approve=True, note="Ya.", expected_version=1, at=datetime.now(UTC))
    assert office.limits.to_mapping()["tenggat"]["verifikasi"]["kritis"] == 2.0


def test_the_profile_is_saved_with_hostile_text_inert(open_as, home):
    app = open_as("Profil")
    app.text_input(key="profil.profil/tempat").set_value(HOSTILE).run()
    app.text_area(key="profil.profil/kop").set_value(f"PEMERINTAH\n{HOSTILE}").run()
    letterhead = " ".join(element.body for element in app.get("html"))
    assert "<img" not in letterhead
    assert "&#60;img src=x onerror=alert(1)&#62;" in letterhead
    press(app, "profil.simpan")
    assert "Profil disimpan." in said(app)
    profile = choose(home).profile
    assert (profile.seat, profile.letterhead) == (HOSTILE, ("PEMERINTAH", HOSTILE))
    assert app.button(key="profil.simpan").disabled


def test_signers_paper_and_copies_are_saved_and_a_short_nip_is_told(open_as, home):
    app = open_as("Profil")
    app.text_input(key="profil.pejabat/camat/nama").set_value("Camat Contoh, S.STP").run()
    app.text_input(key="profil.pejabat/camat/nip").set_value("1980").run()
    app.selectbox(key="profil.pejabat/camat/kedudukan").set_value("plh").run()
    app.selectbox(key="profil.profil/ukuran_kertas").set_value("F4").run()
    app.text_area(key="profil.profil/tembusan").set_value("Bupati\n\n Kapolsek ").run()
    assert "Camat, kedudukan: Pejabat definitif → Plh. (pelaksana harian)" in said(app)
    press(app, "profil.simpan")
    assert "bagian NIP Camat: harus 18 angka" in said(app)
    app.text_input(key="profil.pejabat/camat/nip").set_value("19800101 200501 1 001").run()
    press(app, "profil.simpan")
    profile = choose(home).profile
    assert profile.camat == Official(
        name="Camat Contoh, S.STP", nip="198001012005011001", authority=Authority.PLH
    )
    assert (profile.paper, profile.copies, profile.kasi) == (Paper.F4, ("Bupati", "Kapolsek"), Official())


def test_a_profile_that_is_not_sound_is_told_and_what_was_typed_stays(open_as, home):
    app = open_as("Profil")
    app.text_input(key="profil.profil/nama").set_value(" ").run()
    press(app, "profil.simpan")
    assert "bagian nama: wajib diisi" in said(app)
    assert choose(home).profile.name == "Kecamatan Benua Lima"


def test_other_names_of_a_desa_are_kept(open_as, home):
    app = open_as("Profil")
    app.text_input(key="profil.nama_lain/62.13.02.2005").set_value("Desa Bamban; Bambang ; ").run()
    press(app, "profil.simpan")
    assert choose(home).profile.aliases["62.13.02.2005"] == ("Desa Bamban", "Bambang")


def edit_profile(home, changes):
    """Let somebody else change the profile meanwhile."""
    with closing(Office.open(home)) as other:
        wanted = changes_of(other.settings, {Sheet.PROFIL: changes})
        change_profile(other, KASI, wanted, note="", at=datetime.now(UTC))


def test_fields_of_the_profile_that_nobody_touched_follow_what_another_saves(open_as, home):
    app = open_as("Profil")
    edit_profile(
        home,
        {
            "nama_lain": {"62.13.02.1001": ["Taniran Kota"]},
            "kop": ["PEMERINTAH KABUPATEN", "KECAMATAN"],
            "isian_baku": {**profile_values(choose(home).profile)["isian_baku"], "asal": "temuan_patroli"},
            "batas": {**profile_values(choose(home).profile)["batas"], "kredit": "Peta desa"},
        },
    )
    app.text_input(key="profil.nama_lain/62.13.02.2005").set_value("Bambang").run()
    press(app, "profil.simpan")
    profile = choose(home).profile
    assert dict(profile.aliases) == {"62.13.02.1001": ("Taniran Kota",), "62.13.02.2005": ("Bambang",)}
    assert profile.letterhead == ("PEMERINTAH KABUPATEN", "KECAMATAN")
    values = profile_values(profile)
    assert (values["isian_baku"]["asal"], values["batas"]["kredit"]) == ("temuan_patroli", "Peta desa")


def test_what_was_typed_into_the_profile_survives_a_look_at_another_section(open_as):
    app = open_as("Profil")
    app.text_input(key="profil.nama_lain/62.13.02.2005").set_value("Bambang").run()
    app.text_input(key="profil.batas/kredit").set_value("Peta desa").run()
    app.text_area(key="profil.profil/kop").set_value("PEMERINTAH\nKECAMATAN").run()
    for title in ("Akun", "Profil"):
        app.get("button_group")[0].set_value(title).run()
    assert app.text_input(key="profil.nama_lain/62.13.02.2005").value == "Bambang"
    assert app.text_input(key="profil.batas/kredit").value == "Peta desa"
    assert app.text_area(key="profil.profil/kop").value == "PEMERINTAH\nKECAMATAN"
    assert not app.button(key="profil.simpan").disabled


def test_numbers_and_lists_of_parameters_follow_what_another_sets_and_keep_what_was_typed(open_as, home):
    app = open_as("Bobot")
    app.get("button_group")[1].set_value("Konflik terbuka").run()
    app.number_input(key="bobot.konflik.peluang_mingguan/4").set_value(0.6).run()
    text = edited(
        Sheet.PARAMETER,
        read_sheet(home, Sheet.PARAMETER),
        {"konflik.peluang_mingguan": [0.02, 0.03, 0.1, 0.25, 0.5], "petak.jangkauan_m": [300.0, 700.0]},
    )
    (home / "parameter.toml").write_text(text, encoding="utf-8")
    app.run()
    shown_now = [app.number_input(key=f"bobot.konflik.peluang_mingguan/{n}").value for n in range(5)]
    assert shown_now == [0.02, 0.03, 0.1, 0.25, 0.6]
    app.get("button_group")[1].set_value("Petak di peta").run()
    assert app.text_input(key="bobot.petak.jangkauan_m").value == "300; 700"
    app.get("button_group")[1].set_value("Konflik terbuka").run()
    assert app.number_input(key="bobot.konflik.peluang_mingguan/4").value == 0.6


def test_the_calendar_that_was_typed_is_there_when_one_comes_back_to_it(open_as):
    app = open_as("Bobot")
    months, events = (Sheet.PARAMETER, "kalender.bulan"), (Sheet.PARAMETER, "kalender.peristiwa")
    fair = {"nama": "Pasar malam", "mulai": "2026-12-01", "sampai": "", "kategori": ["KAR"], "faktor": 2.0}
    app.session_state["bobot:isi"] = {months: {"KAR": [7.0] + [1.0] * 11}, events: [fair]}
    app.run()
    for part in ("Kalender", "Ambang kelas", "Kalender"):
        app.get("button_group")[1].set_value(part).run()
        assert [*app.exception] == []
        assert "Rancangan usulan (2)" in said(app)
    rows = [one.value for one in app.dataframe if "Jan" in one.value or "Mulai" in one.value]
    assert [rows[0]["Jan"].tolist(), rows[1]["Nama"].tolist()] == [[7.0], ["Pasar malam"]]
    press(app, "bobot.batal")
    assert "Belum ada yang diubah" in said(app)


def test_an_account_is_made_and_its_password_shown_once(open_as, home):
    app = open_as("Akun")
    app.text_input(key="akun.baru.pengguna").set_value("operator1").run()
    app.text_input(key="akun.baru.nama").set_value("Operator Satu").run()
    app.selectbox(key="akun.baru.peran").set_value(Role.OPERATOR).run()
    press(app, "akun.baru.buat")
    assert "Akun operator1 dibuat." in said(app)
    password = app.code[0].value
    assert login(choose(home), "operator1", password, address="x", at=datetime.now(UTC))
    app.run()
    assert [one.value for one in app.code] == []
    assert app.text_input(key="akun.baru.pengguna").value == ""


def test_a_refused_account_is_told_and_nothing_typed_is_lost(open_as):
    app = open_as("Akun")
    app.text_input(key="akun.baru.pengguna").set_value("Nama Salah").run()
    app.selectbox(key="akun.baru.peran").set_value(Role.OPERATOR).run()
    press(app, "akun.baru.buat")
    assert "tidak sah" in said(app)
    assert app.text_input(key="akun.baru.pengguna").value == "Nama Salah"


def test_the_last_kasi_cannot_disable_himself(open_as):
    app = open_as("Akun")
    app.selectbox(key="akun.pilih").set_value("halaman-kasi").run()
    press(app, "akun.halaman-kasi.nonaktif")
    assert "satu-satunya akun Kasi yang aktif" in said(app)


def test_an_account_gets_a_role_a_password_and_is_shut_and_opened(open_as, home):
    open_as("Bobot", Role.OPERATOR)
    app = open_as("Akun")
    app.selectbox(key="akun.pilih").set_value("halaman-operator").run()
    key = "akun.halaman-operator"
    app.text_input(key=f"{key}.nama").set_value("Nama Baru").run()
    app.selectbox(key=f"{key}.peran").set_value(Role.SEKCAM).run()
    press(app, f"{key}.simpan")
    press(app, f"{key}.ganti")
    password = app.code[0].value
    office, now = choose(home), datetime.now(UTC)
    assert login(office, "halaman-operator", password, address="x", at=now)
    press(app, f"{key}.nonaktif")
    with pytest.raises(Refused, match="dinonaktifkan"):
        login(office, "halaman-operator", password, address="x", at=now)
    press(app, f"{key}.aktif")
    row = app.dataframe[0].value.set_index("Nama pengguna").loc["halaman-operator"]
    assert (row["Nama"], row["Peran"], row["Keadaan"]) == ("Nama Baru", "Sekretaris Kecamatan", "aktif")


def test_ones_own_password_is_changed_by_anybody(open_as, home):
    app = open_as("Akun saya", Role.PETUGAS)
    for field, value in (("lama", PASSWORD), ("baru", "sandi-petugas-baru"), ("ulang", "sandi-lain-lagi")):
        app.text_input(key=f"akun_saya.{field}").set_value(value).run()
    press(app, "akun_saya.ganti")
    assert "ulangannya tidak sama" in said(app)
    app.text_input(key="akun_saya.ulang").set_value("sandi-petugas-baru").run()
    press(app, "akun_saya.ganti")
    assert "Kata sandi Anda diganti." in said(app)
    assert login(choose(home), "halaman-petugas", "sandi-petugas-baru", address="x", at=datetime.now(UTC))
    assert [one.value for one in app.text_input] == ["", "", ""]


def test_a_backup_is_made_and_what_going_back_would_lose_is_told(open_as, home):
    app = open_as("Cadangan")
    assert "Belum ada cadangan" in said(app)
    press(app, "cadangan.buat")
    assert "Cadangan dibuat dan diperiksa" in said(app)
    (made,) = kept_backups(choose(home), KASI)
    app.selectbox(key="cadangan.pilih").set_value(made.name).run()
    assert "Cadangan ini utuh." in said(app)
    assert app.button(key=f"cadangan.pulih.{made.name}").disabled
    app.text_input(key=f"cadangan.ketik.{made.name}").set_value("ya").run()
    press(app, f"cadangan.pulih.{made.name}")
    assert "Ketik PULIHKAN untuk memulihkan" in said(app)
    app.text_input(key=f"cadangan.ketik.{made.name}").set_value("PULIHKAN").run()
    press(app, f"cadangan.pulih.{made.name}")
    assert "Data dipulihkan dari cadangan. Semua orang, juga Anda, harus masuk lagi." in said(app)


def test_of_two_backups_of_one_minute_the_chosen_one_is_gone_back_to(open_as, home):
    office = choose(home)
    minute = datetime(2026, 11, 25, 3, 4, tzinfo=UTC)
    made = [make_backup(office, KEEPER, at=minute + timedelta(seconds=n)) for n in (1, 31)]
    app = open_as("Cadangan")
    for one in made:
        app.selectbox(key="cadangan.pilih").set_value(one.name).run()
        assert [button.key for button in app.button if "cadangan.pulih." in str(button.key)] == [
            f"cadangan.pulih.{one.name}"
        ]


def test_a_sheet_edited_by_hand_is_shown_put_back_and_proposed(open_as, home):
    make_backup(choose(home), KEEPER, at=datetime.now(UTC))
    assert "Semua baik" in said(open_as("Kesehatan"))
    text = edited(Sheet.PARAMETER, read_sheet(home, Sheet.PARAMETER), {"kelas.waspada": 3})
    (home / "parameter.toml").write_text(text, encoding="utf-8")
    app = open_as("Kesehatan")
    assert "Perlu perhatian: pengaturan." in said(app)
    assert "Ambang kelas: Waspada mulai: 6 → 3 poin per minggu" in said(app)
    press(app, "kesehatan.ajukan.parameter")
    assert "diajukan kepada Camat." in said(app)
    assert choose(home).parameters.classes.waspada == 6.0
    (asked,) = decisions(choose(home), CAMAT, states=WAITING)
    assert "6 → 3" in asked.subject
    operator = open_as("Kesehatan", Role.OPERATOR)
    assert [*operator.exception] == []


def test_the_trail_is_filtered_and_paged(open_as, home):
    office = choose(home)
    for n in range(30):
        with office.store.act(KASI, datetime.now(UTC), "uji.coba", f"nomor {n}"):
            pass
    app = open_as("Riwayat", Role.CAMAT)
    assert "Halaman 1 dari 2." in said(app)
    press(app, "riwayat.maju")
    assert "Halaman 2 dari 2." in said(app)
    app.selectbox(key="riwayat.tindakan").set_value("sistem.siapkan").run()
    assert "1 tindakan. Halaman 1 dari 1." in said(app)
    app.text_input(key="riwayat.nomor").set_value("KJD-1999-0001").run()
    assert "Tidak ada tindakan yang cocok." in said(app)


def test_beginning_is_offered_only_in_the_demo_and_only_while_there_is_a_chance(
    page, demo_home, open_as, tmp_path
):
    begin = "Mulai kantor kami"
    chance = Founding(tmp_path / "baru", KEEPER)
    offer(chance)
    try:
        assert begin in page("pengaturan", demo_home, Role.KASI).get("button_group")[0].options
        assert begin not in page("pengaturan", demo_home, Role.CAMAT).get("button_group")[0].options
        assert begin not in open_as("Bobot").get("button_group")[0].options
        app = page("pengaturan", demo_home, Role.KASI, bagian=begin)
        assert [*app.exception] == []
        assert "7 wilayah: Taniran" in said(app)
        app.text_input(key="mulai.kode").set_value("salah").run()
        press(app, "mulai.tombol")
        assert "sisa percobaan 4" in said(app)
    finally:
        offer(None)
    assert begin not in page("pengaturan", demo_home, Role.KASI).get("button_group")[0].options
