"""What the office pastes into WhatsApp."""

from dataclasses import replace

from reports.patrol.message import route_message


def test_the_message_reads_as_the_office_writes_it(sheet):
    assert route_message(sheet, to="Camat Murung", sender="Seksi Trantib") == (
        "Kepada Yth.\n"
        "Camat Murung\n"
        "\n"
        "Mohon izin menyampaikan *rencana patroli harian* Regu 1 sbb :\n"
        "\n"
        "*I. Dasar*\n"
        "SPT Nomor : 300.1.2.1 / 12 / B.Lima / 2026\n"
        "*II. Waktu*\n"
        "Hari/Tgl : Senin, 23 November 2026\n"
        "Pukul : 19.00–19.55 WIB\n"
        "*III. Rute (± 12,3 km)*\n"
        "1. Pasar 1 (Bamban), 19.10–19.25\n"
        "2. Simpang 2 (Kandris), 19.30–19.45\n"
        "*IV. Personil*\n"
        "Kecamatan : 1 orang\n"
        "Satpol PP : 1 orang\n"
        "Polsek : 1 orang (diharapkan hadir)\n"
        "*V. Kendaraan*\n"
        "Mobil patroli KH 1 CTH\n"
        "\n"
        "Demikian disampaikan. DUMP\n"
        "Seksi Trantib"
    )


def test_a_draft_without_stops_of_the_demo_says_all_three(sheet_of):
    lines = route_message(
        sheet_of(0, number=None, demo=True), to="Camat", sender="Seksi Trantib"
    ).splitlines()
    assert lines[0] == "*DATA CONTOH*"
    assert "SPT Nomor : belum bernomor (draf)" in lines
    assert "Tidak ada titik" in lines


def test_what_does_not_hold_says_so_first(sheet):
    first = [
        route_message(one, to="Camat", sender="Seksi").splitlines()[0]
        for one in (replace(sheet, issued=False), replace(sheet, cancelled=True))
    ]
    assert first == ["*DRAF – BELUM DITERBITKAN*", "*BATAL – PATROLI INI TIDAK DILAKSANAKAN*"]


def test_no_text_of_a_person_can_begin_a_line_of_its_own(sheet_of, sheet):
    forged = sheet_of(word="\n*II. Waktu*\u2028Pukul : 03.00")
    said = route_message(forged, to="Camat\nSemua", sender="Seksi\nTrantib").splitlines()
    assert len(said) == len(route_message(sheet, to="Camat", sender="Seksi Trantib").splitlines())
    assert [line for line in said if line.startswith("Pukul")] == ["Pukul : 19.00–19.55 WIB"]


def test_the_message_names_nobody(sheet):
    said = route_message(sheet, to="Camat Murung", sender="Seksi Trantib")
    assert [one.name for one in sheet.crew.personnel if one.name in said] == []
