"""Need to know: who sees what of a conflict case."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from services.case_privacy import (
    HIDDEN_IN_SHORT,
    about,
    insight,
    neutral_names,
    require_full,
    seen_cases,
    sights,
)
from services.reference import partner_number
from services.situation import open_cases, situation
from services.vulnerability import area_detail, vulnerability_map
from sop.dictionary import CONFLICT_CASES
from sop.party import Actor, Role
from sop.person import PartyKind
from sop.problem import Refused
from tests.services.conftest import NOW

FULL, SHORT, CLOSED = "penuh", "ringkas", "tertutup"
GROUND = shapely.box(115.14, -2.16, 115.16, -2.14)
ROLES = {
    Role.KASI: (FULL, FULL, FULL, FULL),
    Role.LOKAL: (FULL, FULL, FULL, FULL),
    Role.CAMAT: (FULL, FULL, FULL, FULL),
    Role.SEKCAM: (FULL, FULL, CLOSED, FULL),
    Role.POLSEK: (FULL, FULL, CLOSED, FULL),
    Role.OPERATOR: (SHORT, FULL, CLOSED, FULL),
    Role.SATPOL_PP: (SHORT, SHORT, CLOSED, FULL),
    Role.KORAMIL: (SHORT, SHORT, CLOSED, FULL),
}
"""Of a case of others, one entered by the account ``saya``, a secret one, and a secret one it handles."""


@pytest.fixture
def register(desk):
    """Four cases on one ground: of others, entered by ``saya``, secret, secret but handled by ``saya``."""
    rows = [("kasi", "terbatas", []), ("saya", "terbatas", []), ("saya", "rahasia", ["orang.lain"]),
            ("kasi", "rahasia", ["orang.lain", "saya"])]  # fmt: skip
    for i, (who, visibility, handlers) in enumerate(rows):
        row = {
            "sidik": str(i), "judul": f"Judul {i}", "kode_kategori": "SAR-01", "desa": ["62.01"],
            "tgl_teridentifikasi": "2026-11-20", "tingkat_eskalasi": i,
            "riwayat_eskalasi": [["2026-11-20", i]],
            "tahap": "mediasi", "visibilitas": visibility, "penangan": handlers, "pemicu": "Sdr. Rekaan",
            "respon": "teks", "waktu_respon": NOW, "tgl_berikut": "2026-11-30", "status_quo": True,
        }  # fmt: skip
        with desk.office.store.act(Actor(who, Role.KASI), NOW, "kasus.catat") as act:
            act.add(CONFLICT_CASES, gpd.GeoDataFrame([row], geometry=[GROUND], crs=4326))
    return desk.office


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_it_needs_to_know(register, role):
    assert tuple(sights(register, Actor("saya", role))) == ROLES[role]


@pytest.mark.parametrize("role", [Role.SATPOL_PP, Role.KORAMIL])
def test_in_short_nothing_is_left_but_kind_desa_level_stage_and_days(register, role):
    shown = seen_cases(register, Actor("danramil", role))
    assert shown[list(HIDDEN_IN_SHORT)].isna().all(axis=None)
    assert shown.geometry.isna().all()
    kept = ["kode_kategori", "desa", "tingkat_eskalasi", "tahap", "tgl_teridentifikasi"]
    assert shown[kept].to_numpy().tolist() == [
        ["SAR-01", ["62.01"], level, "mediasi", "2026-11-20"] for level in (0, 1)
    ]
    texts = shown.drop(columns="geometry").astype("str")
    assert not texts.apply(lambda column: column.str.contains("Rekaan|Judul")).any(axis=None)


def test_the_ground_in_dispute_is_for_those_who_handle_the_case(register):
    grounds = {
        (name, role): seen_cases(register, Actor(name, role)).geometry.notna().tolist()
        for name, role in [("kasi", Role.KASI), ("camat", Role.CAMAT), ("saya", Role.POLSEK)]
    }
    assert grounds == {
        ("kasi", Role.KASI): [True, True, True, True],
        ("camat", Role.CAMAT): [False, False, False, False],
        ("saya", Role.POLSEK): [False, False, True],
    }


def test_in_a_meeting_nobody_sees_titles_and_no_secret_case_is_there(register):
    shown = seen_cases(register, Actor("kasi", Role.KASI), meeting=True)
    assert shown["pandang"].tolist() == [SHORT, SHORT]
    assert shown[list(HIDDEN_IN_SHORT)].isna().all(axis=None)
    assert shown.geometry.isna().all()
    told = [
        about(code, title, sight, register.categories)
        for code, title, sight in zip(shown["kode_kategori"], shown["judul"], shown["pandang"], strict=True)
    ]
    assert told == ["Ujaran/gesekan antarumat, antarsuku, penolakan rumah ibadah"] * 2


def test_cutting_down_leaves_the_shared_frame_as_it_was(register):
    before = register.geoframe(CONFLICT_CASES).copy(deep=True)
    seen_cases(register, Actor("danramil", Role.KORAMIL))
    seen_cases(register, Actor("kasi", Role.KASI), meeting=True)
    pd.testing.assert_frame_equal(
        pd.DataFrame(register.geoframe(CONFLICT_CASES)), pd.DataFrame(before), check_dtype=True
    )


def test_a_case_that_is_not_seen_in_full_is_refused_like_one_that_does_not_exist(register):
    polsek = Actor("saya", Role.POLSEK)
    numbers = list(register.frame(CONFLICT_CASES).index)
    assert require_full(register, polsek, partner_number(register, CONFLICT_CASES, numbers[0])) == numbers[0]
    for number in (partner_number(register, CONFLICT_CASES, numbers[2]), numbers[0], "KFL-2026-9999"):
        with pytest.raises(Refused, match=f"Kasus konflik dengan nomor {number} tidak ditemukan"):
            require_full(register, polsek, number)


def test_two_readers_with_the_same_sight_share_their_answers_and_others_do_not(register):
    kasi, camat = Actor("kasi", Role.KASI), Actor("camat", Role.CAMAT)
    assert insight(register, kasi) == insight(register, camat)
    assert insight(register, Actor("saya", Role.POLSEK)) != insight(register, Actor("lain", Role.POLSEK))
    assert insight(register, kasi) != insight(register, kasi, meeting=True)


def test_situasi_counts_for_each_account_what_it_may_know_of(register):
    counted = {}
    for name in ("saya", "lain"):
        cards = situation(register, Actor(name, Role.POLSEK), at=NOW, period=None).cards
        counted[name] = next(card.value for card in cards if card.label == "Kasus konflik terbuka")
    assert counted == {"saya": "3", "lain": "2"}
    assert len(open_cases(register, Actor("kasi", Role.KASI), NOW)) == 4


def test_the_map_counts_cases_per_desa_and_the_panel_tells_each_account_its_own(register):
    def panel(actor):
        return area_detail(register, actor, "62.01", at=NOW, period=None)

    levels = {
        name: vulnerability_map(register, Actor(name, Role.POLSEK), at=NOW, period=None).cases.loc["62.01"]
        for name in ("saya", "lain")
    }
    assert {name: row.tolist() for name, row in levels.items()} == {"saya": [3, 3], "lain": [2, 1]}
    assert panel(Actor("saya", Role.POLSEK)).cases["Perihal"].tolist() == ["Judul 0", "Judul 1", "Judul 3"]
    operator = panel(Actor("saya", Role.OPERATOR)).cases["Perihal"].tolist()
    assert operator[1:] == ["Judul 1", "Judul 3"]
    assert operator[0].startswith("Ujaran/gesekan")


def test_points_of_cases_are_told_to_nobody_from_whom_one_may_be_closed(register):
    for role in (Role.KASI, Role.CAMAT):
        told = area_detail(register, Actor("lain", role), "62.01", at=NOW, period=None).sentences
        assert any(one.startswith("4 kasus konflik terbuka dengan peluang memanas") for one in told)
    for role in (Role.SEKCAM, Role.OPERATOR, Role.POLSEK, Role.KORAMIL, Role.SATPOL_PP):
        found = area_detail(register, Actor("lain", role), "62.01", at=NOW, period=None)
        assert found.parts.empty
        assert not any("poin" in one or "kasus" in one.lower() for one in found.sentences)


def test_parties_who_are_not_named_are_lettered_within_their_kind():
    assert neutral_names([PartyKind.PERUSAHAAN] * 28)[25:] == [
        "Perusahaan Z",
        "Perusahaan AA",
        "Perusahaan AB",
    ]
