"""The score of every desa: its parts, intervals, ranks, class and words."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.fingerprint import data_hash
from analysis.parameters import Parameters
from analysis.score import score
from tests.analysis.worlds import (
    AT,
    ZONE,
    cases,
    evidence,
    incidents,
    logs,
    row_of_desa,
    weekly,
    weeks_ago,
)

DEFAULT = Parameters()
WORDS = {
    "kelas": {"aman", "waspada", "rawan", "belum_cukup_data"},
    "tren": {"di_atas", "seperti", "di_bawah"},
    "certainty": {"tinggi", "sedang", "rendah"},
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "ago": st.integers(1, 150).map(lambda n: n - 0.5),
            "kode_desa": st.sampled_from(["01", "02", "03"]),
            "kode_kategori": st.sampled_from(["RIN", "SED", "KRI", "LLN-99"]),
            "asal": st.sampled_from(["laporan_warga", "temuan_patroli"]),
        }
    ),
    max_size=40,
)


def scores(world, parameters=DEFAULT, at=AT):
    return score(world, parameters, at=at, zone=ZONE)


def sound(result):
    """Laws that every result obeys."""
    areas = result.areas
    parts = areas[["kejadian", "konflik", "kalender"]].sum(axis=1)
    assert (parts - areas["score"]).abs().max() <= 1e-9
    assert areas.select_dtypes("number").notna().all(axis=None)
    assert (areas["score_low"] <= areas["score_high"]).all()
    assert (areas["expected_low"] <= areas["expected_high"]).all()
    assert areas["rank_low"].between(1, areas["rank_high"]).all()
    assert areas["rank_high"].max() <= len(areas)
    for chance in ("p_any", "p_konflik", "prob_top", "prob_kelas"):
        assert areas[chance].between(0, 1).all()
    assert areas["prob_top"].sum() == pytest.approx(1)
    assert areas["share"].sum() == pytest.approx(1)
    for column, words in WORDS.items():
        assert set(areas[column]) <= words
    for part in ("score", "kejadian", "konflik", "kalender", "expected"):
        assert result.total[part] == pytest.approx(areas[part].sum())
    return result


def busy(**more):
    """Two years with 3 incidents a week in 01, 1 in 02, none in 03."""
    return evidence(incidents(*weekly("01", 3, 104), *weekly("02", 1, 104)), **more)


def test_without_records_the_prior_speaks_and_says_so():
    result = sound(scores(evidence()))
    areas = result.areas
    # 16.08 incidents a month = 3.70 a week in the kecamatan, equal shares, 12 poin each.
    assert result.total["expected"] == pytest.approx(16.078 * 12 * 7 / 365.25, rel=1e-3)
    assert areas["expected"].to_list() == pytest.approx([result.total["expected"] / 3] * 3)
    assert areas["score"].to_list() == pytest.approx([4 * result.total["expected"]] * 3)
    assert areas["kelas"].to_list() == ["belum_cukup_data"] * 3
    assert areas["certainty"].to_list() == ["rendah"] * 3
    assert areas["tren"].to_list() == ["seperti"] * 3
    assert not result.distinguishable
    assert not result.enough


def test_a_steady_stream_is_expected_to_go_on():
    areas = sound(scores(busy())).areas
    assert areas.loc["01", "expected"] == pytest.approx(3, rel=0.02)
    assert areas.loc["02", "expected"] == pytest.approx(1, rel=0.02)
    assert areas.loc["03", "expected"] < 0.02
    # Every incident weighs 11, the prior of 12 hardly counts.
    assert areas.loc["01", "score"] == pytest.approx(33, rel=0.02)
    assert areas["kelas"].to_list() == ["rawan", "waspada", "aman"]
    assert areas["rank_low"].to_list() == areas["rank_high"].to_list() == [1, 2, 3]


def test_the_desa_on_top_is_told_apart_only_when_it_is():
    assert scores(busy()).distinguishable
    alike = evidence(incidents(*weekly("01", 1, 104), *weekly("02", 1, 104)))
    assert not scores(alike).distinguishable


def test_an_open_case_adds_chance_times_weight_to_its_desa():
    case = cases({"since": "2026-05-01", "levels": [["2026-05-01", 2]], "desa": ["02", "03"]})
    before, after = scores(busy()).areas, sound(scores(busy(conflicts=case))).areas
    assert (after["konflik"]).to_list() == pytest.approx([0, 1.45, 1.45])
    assert after["p_konflik"].to_list() == pytest.approx([0, 0.1, 0.1])
    assert after["n_cases"].to_list() == [0, 1, 1]
    assert after["kejadian"].to_list() == pytest.approx(before["kejadian"].to_list())
    assert after["p_any"].to_list() == pytest.approx(before["p_any"].to_list())


def test_two_cases_of_one_desa_escalate_independently():
    two = cases(*[{"since": "2026-05-01", "level": 4}] * 2)
    areas = scores(evidence(conflicts=two)).areas
    assert areas.loc["01", "p_konflik"] == pytest.approx(0.75)  # 1 − ½ · ½
    assert areas.loc["01", "konflik"] == pytest.approx(29)


def test_a_calendar_that_is_the_same_all_year_changes_only_the_wording_of_the_parts():
    # All past counts halved, the week ahead doubled: the same expectation.
    doubled = Parameters.from_mapping({"kalender": {"bulan": {"semua": [2] * 12}}})
    plain, seasonal = scores(busy()).areas, sound(scores(busy(), doubled)).areas
    assert seasonal["kalender"].to_numpy() == pytest.approx(seasonal["kejadian"].to_numpy())
    assert seasonal.loc["01", "score"] == pytest.approx(plain.loc["01", "score"], rel=0.02)


def test_a_quiet_month_ahead_takes_away():
    june = Parameters.from_mapping({"kalender": {"bulan": {"SED": [*[1] * 5, 0.5, *[1] * 6]}}})
    areas = sound(scores(busy(), june)).areas
    assert areas.loc["01", "kalender"] < 0
    # Two Junes ago counted half as much: 4 of 52 weeks at 2.
    assert areas.loc["01", "kalender"] == pytest.approx(-0.5 * areas.loc["01", "kejadian"], rel=0.1)
    assert areas.loc["01", "expected"] < scores(busy()).areas.loc["01", "expected"]


def test_findings_without_minutes_are_shown_and_never_weighed():
    finding = {"ago": 1, "asal": "temuan_patroli", "kode_desa": "02"}
    without = incidents(*weekly("01", 1, 60))
    result = sound(scores(evidence(incidents(*weekly("01", 1, 60), *[finding] * 50))))
    assert result.areas["n_apart"].to_list() == [0, 50, 0]
    assert result.areas["n_incidents"].to_list() == [60, 0, 0]
    assert result.areas["score"].to_list() == pytest.approx(
        scores(evidence(without)).areas["score"].to_list()
    )


def test_twice_the_patrols_with_twice_the_findings_is_the_same_desa():
    patrols, found = [], []
    for week in range(52):
        for desa, times in (("01", 4), ("02", 2)):
            patrols += [{"ago": week + 0.5, "menit": {desa: 60}}] * times
            found += [{"ago": week + 0.5, "kode_desa": desa, "asal": "temuan_patroli"}] * times
    areas = sound(scores(evidence(incidents(*found), logs(*patrols), areas=row_of_desa(2)))).areas
    assert areas.loc["01", "score"] == pytest.approx(areas.loc["02", "score"], rel=0.01)
    assert areas["expected"].sum() == pytest.approx(6, rel=0.05)


def test_the_trend_is_against_the_own_year():
    calm = weekly("01", 1, 104)
    burst = [{"ago": 0.5 + i / 10, "kode_desa": "01"} for i in range(12)]
    assert scores(evidence(incidents(*calm))).areas.loc["01", "tren"] == "seperti"
    assert scores(evidence(incidents(*calm, *burst))).areas.loc["01", "tren"] == "di_atas"
    gone = [row for row in weekly("01", 2, 104) if row["ago"] > 4]
    assert scores(evidence(incidents(*gone))).areas.loc["01", "tren"] == "di_bawah"


def test_patrol_findings_make_no_trend():
    patrols = logs(*({"ago": 0.5 + i / 10, "menit": {"01": 60}} for i in range(12)))
    found = [{"ago": 0.5 + i / 10, "kode_desa": "01", "asal": "temuan_patroli"} for i in range(12)]
    world = evidence(incidents(*weekly("01", 1, 104), *found), patrols)
    assert scores(world).areas.loc["01", "tren"] == "seperti"


def test_the_effective_sample_counts_old_incidents_less():
    # w = 1 and ½: (1.5)² / 1.25 = 1.8
    areas = scores(evidence(incidents({"ago": 1e-6}, {"ago": 104}))).areas
    assert areas["n_eff"].to_list() == pytest.approx([1.8, 0, 0], rel=1e-4)


@pytest.mark.parametrize(("weeks", "per_week", "enough"), [(12, 5, False), (20, 1, False), (15, 2, True)])
def test_classes_wait_for_thirteen_weeks_and_thirty_incidents(weeks, per_week, enough):
    # The earliest of a stream lies within its first week: 12 weeks of 5 are too short a record.
    result = sound(scores(evidence(incidents(*weekly("01", per_week, weeks)))))
    assert result.enough is enough
    assert (result.areas["kelas"] != "belum_cukup_data").to_list() == [enough] * 3


def test_the_worlds_on_the_edge_are_sound():
    case = cases({"since": "2026-05-01"})
    unknown = incidents({"ago": 1, "asal": "temuan_patroli"})
    nowhere = incidents({"ago": 1, "kode_desa": None, "karantina": "tanpa_lokasi"}, {"ago": 2, "xy": None})
    for world in (
        evidence(incidents({"ago": 1})),
        evidence(incidents(*weekly("02", 1, 200))),
        evidence(unknown),
        evidence(nowhere),
        evidence(conflicts=case),
        evidence(patrols=logs({"ago": 300, "menit": {"01": 10, "99": 5}}, {"ago": 1, "menit": None})),
    ):
        sound(scores(world))
        sound(scores(world, at=weeks_ago(500).to_pydatetime()))


@pytest.mark.parametrize("count", [1, 9, 60, 2000])
def test_any_number_of_areas(count):
    rows = [{"ago": 0.5 + i % 50, "kode_desa": f"{i % count + 1:02d}"} for i in range(300)]
    result = sound(scores(evidence(incidents(*rows), areas=row_of_desa(count))))
    assert len(result.areas) == count
    assert result.areas["n_incidents"].sum() == 300


def test_one_area_has_the_whole_share_and_every_rank():
    result = scores(evidence(incidents(*weekly("01", 1, 60)), areas=row_of_desa(1)))
    row = result.areas.iloc[0]
    assert (row["share"], row["rank_low"], row["rank_high"], row["prob_top"]) == (1, 1, 1, 1)
    assert result.distinguishable


def test_only_what_was_known_then_enters_a_score_of_the_past():
    world = busy()
    then = weeks_ago(52).to_pydatetime()
    past = world.incidents.loc[world.incidents["waktu_kejadian"] < weeks_ago(52)]
    pd.testing.assert_frame_equal(
        scores(world, at=then).areas, scores(replace(world, incidents=past), at=then).areas
    )


def test_a_score_is_replayed_exactly_and_its_fingerprints_tell_data_and_parameters_apart():
    first, again = scores(busy()), scores(busy())
    pd.testing.assert_frame_equal(first.areas, again.areas)
    assert first.total == again.total
    assert first.data_hash == again.data_hash
    other = scores(busy(), Parameters.from_mapping({"kelas": {"waspada": 7}}))
    assert other.data_hash == first.data_hash
    assert other.params_hash != first.params_hash


def test_the_intervals_hold_what_they_promise():
    # A Poisson world with rates 3 and 1: the 80 % interval of the next count holds it about 8 times in 10.
    areas = scores(busy()).areas
    rng = np.random.default_rng(8)
    for desa, rate in (("01", 3), ("02", 1)):
        weeks = rng.poisson(rate, 20_000)
        low, high = areas.loc[desa, ["expected_low", "expected_high"]]
        assert 0.8 <= ((weeks >= low) & (weeks <= high)).mean() <= 0.97
        points = weeks * 11
        inside = (points >= areas.loc[desa, "score_low"]) & (points <= areas.loc[desa, "score_high"])
        assert 0.8 <= inside.mean() <= 0.97


def test_the_kecamatan_total_is_narrower_than_the_sum_of_limits():
    rows = [row for desa in range(1, 8) for row in weekly(f"{desa:02d}", 1, 104)]
    result = scores(evidence(incidents(*rows), areas=row_of_desa(7)))
    assert result.total["score_high"] < result.areas["score_high"].sum()
    assert result.total["score_low"] > result.areas["score_low"].sum()


def test_the_score_leaves_the_evidence_alone(unchanged):
    happened = incidents(*weekly("01", 1, 30), {"ago": 1, "asal": "temuan_patroli", "kode_desa": "02"})
    world = unchanged(
        evidence(happened, logs({"ago": 1, "menit": {"02": 30}}), cases({"since": "2026-05-01"}))
    )
    sound(scores(world))


@settings(max_examples=25, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_incidents_plays_no_part(rows, random):
    world = evidence(incidents(*rows), logs({"ago": 20.5, "menit": {"01": 30, "02": 10}}))
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = replace(world, incidents=world.incidents.iloc[order])
    first, second = sound(scores(world)), scores(shuffled)
    pd.testing.assert_frame_equal(first.areas, second.areas)
    assert first.data_hash == second.data_hash


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_every_incident_is_counted_once_or_stands_apart(rows):
    areas = scores(evidence(incidents(*rows))).areas
    assert areas["n_incidents"].sum() + areas["n_apart"].sum() == len(rows)


# -- the fingerprint -------------------------------------------------------------


def fingerprint(world, at=AT):
    return data_hash(world, at=at)


def test_a_correction_that_can_change_the_score_changes_the_fingerprint():
    world = evidence(
        incidents({"ago": 1}, {"ago": 2}),
        logs({"ago": 1, "menit": {"01": 10}}),
        cases({"since": "2026-05-01", "levels": [["2026-05-01", 1]]}),
    )
    seen = {fingerprint(world)}
    happened = world.incidents
    for column, value in {
        "kode_kategori": "KRI",
        "kode_desa": "02",
        "asal": "media",
        "status": "duplikat",
        "status_verifikasi": "belum",
        "visibilitas": "rahasia",
        "id_kasus": "KFL-0001",
        "id_jurnal": "JRN-0001",
        "berulang_dari": "KJD-0002",
        "karantina": "luar_wilayah",
        "dampak_aktual": 2.0,
        "waktu_kejadian": weeks_ago(3),
    }.items():
        changed = happened.copy()
        changed.loc["KJD-0001", column] = value
        seen.add(fingerprint(replace(world, incidents=changed)))
    seen.add(fingerprint(replace(world, logs=logs({"ago": 1, "menit": {"01": 11}}))))
    seen.add(fingerprint(replace(world, cases=cases({"since": "2026-05-01", "levels": [["2026-05-01", 2]]}))))
    seen.add(fingerprint(replace(world, areas=row_of_desa(4))))
    seen.add(fingerprint(replace(world, categories={})))
    assert len(seen) == 17


def test_rows_swapped_between_columns_are_another_fingerprint():
    one = evidence(incidents({"ago": 1, "kode_desa": "01"}, {"ago": 2, "kode_desa": "02"}))
    two = evidence(incidents({"ago": 1, "kode_desa": "02"}, {"ago": 2, "kode_desa": "01"}))
    assert fingerprint(one) != fingerprint(two)


def test_what_cannot_change_the_score_leaves_the_fingerprint_alone():
    world = evidence(incidents({"ago": 1, "xy": (10, 10)}), logs({"ago": 1, "menit": {"01": 10}}))
    moved = evidence(
        incidents({"ago": 1, "xy": (900, 10)}, {"ago": -3}), logs({"ago": 1, "menit": {"01": 10}})
    )
    assert fingerprint(world) == fingerprint(moved)
    assert fingerprint(world, AT.astimezone(ZoneInfo("Asia/Pontianak"))) == fingerprint(world)


def test_the_grain_of_stored_times_plays_no_part():
    world = evidence(incidents({"ago": 1}))
    finer = world.incidents.assign(
        waktu_kejadian=world.incidents["waktu_kejadian"].astype("datetime64[ns, UTC]")
    )
    assert fingerprint(replace(world, incidents=finer)) == fingerprint(world)
