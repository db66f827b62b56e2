import geopandas as gpd
import pandas as pd
import pytest
import shapely

from services.privacy import SECRET_CATEGORY, TEXTS, Sight, bucket, category_name, seen
from sop.category import Category, Visibility
from sop.party import Role

EPSG = 32750


def _category(code, lead, visibility):
    return Category(
        code=code,
        group="",
        name=f"Nama {code}",
        safety=1,
        escalation=1,
        impact=1,
        lead=lead,
        support="",
        perda="",
        visibility=visibility,
        geometry="titik",
        score_factor=1,
    )


CATEGORIES = {
    "JLN-04": _category("JLN-04", "Polsek", Visibility.UMUM),
    "MIR-01": _category("MIR-01", "Satpol PP", Visibility.TERBATAS),
    "JUD-01": _category("JUD-01", "Polsek", Visibility.TERBATAS),
    "SAR-01": _category("SAR-01", "Kesbangpol", Visibility.RAHASIA),
}


@pytest.fixture
def incidents():
    """One open incident, two restricted ones, and two secret ones of which Polsek has been given one."""
    rows = pd.DataFrame(
        {
            "waktu_kejadian": pd.to_datetime(["2026-11-01"] * 5, utc=True),
            "waktu_input": pd.to_datetime(["2026-11-01"] * 5, utc=True),
            "kode_kategori": ["JLN-04", "MIR-01", "JUD-01", "SAR-01", "SAR-01"],
            "visibilitas": ["umum", "terbatas", "terbatas", "rahasia", "rahasia"],
            "dirujuk_ke": [None, None, None, None, "Polsek Benua Lima"],
            "kode_desa": ["62.01"] * 5,
            **{name: ["Sdr. Contoh"] * 5 for name in TEXTS},
        },
        index=["umum", "miras", "judi", "sara", "sara_dirujuk"],
    )
    # 23 m east and 41 m north of a corner of the 200 m grid.
    points = gpd.points_from_xy([300_023.0] * 5, [9_760_041.0] * 5, crs=EPSG).to_crs(4326)
    return gpd.GeoDataFrame(rows, geometry=points)


def _sights(incidents, role, *, meeting=False):
    view = seen(incidents, role, CATEGORIES, metric_epsg=EPSG, meeting=meeting)
    return dict(zip(view.incidents.index, view.incidents["pandang"], strict=True))


FULL, ROUGH, AREA = Sight.PENUH.value, Sight.RINGKAS.value, Sight.DESA.value


@pytest.mark.parametrize("role", [Role.KASI, Role.CAMAT, Role.SEKCAM, Role.LOKAL])
def test_the_office_sees_everything(incidents, role):
    assert _sights(incidents, role) == dict.fromkeys(incidents.index, FULL)


def test_the_operator_does_not_see_secret_incidents(incidents):
    assert _sights(incidents, Role.OPERATOR) == dict.fromkeys(["umum", "miras", "judi"], FULL)


def test_polsek_sees_secret_incidents_only_when_referred_to_it(incidents):
    assert _sights(incidents, Role.POLSEK) == dict.fromkeys(["umum", "miras", "judi", "sara_dirujuk"], FULL)


def test_satpol_pp_sees_restricted_incidents_only_where_it_leads(incidents):
    assert _sights(incidents, Role.SATPOL_PP) == {"umum": FULL, "miras": FULL}


def test_koramil_sees_restricted_incidents_roughly(incidents):
    assert _sights(incidents, Role.KORAMIL) == {"umum": FULL, "miras": ROUGH, "judi": ROUGH}


def test_in_a_meeting_even_the_kasi_shows_only_what_the_room_may_see(incidents):
    assert _sights(incidents, Role.KASI, meeting=True) == {
        "umum": FULL,
        "miras": ROUGH,
        "judi": ROUGH,
        "sara": AREA,
        "sara_dirujuk": AREA,
    }


def test_a_meeting_never_opens_what_is_closed_to_the_role(incidents):
    assert _sights(incidents, Role.OPERATOR, meeting=True) == {"umum": FULL, "miras": ROUGH, "judi": ROUGH}


def test_a_rough_point_is_the_middle_of_its_200_metre_square(incidents):
    view = seen(incidents, Role.KORAMIL, CATEGORIES, metric_epsg=EPSG)
    metres = view.incidents.to_crs(EPSG).geometry
    assert shapely.get_coordinates(metres["judi"]).round(3).tolist() == [[300_100.0, 9_760_100.0]]
    assert shapely.get_coordinates(metres["umum"]).round(3).tolist() == [[300_023.0, 9_760_041.0]]


def test_a_secret_incident_has_no_point_in_a_meeting(incidents):
    view = seen(incidents, Role.KASI, CATEGORIES, metric_epsg=EPSG, meeting=True)
    assert view.incidents.geometry["sara"] is None


@pytest.mark.parametrize(
    ("role", "meeting"), [(Role.POLSEK, False), (Role.KORAMIL, False), (Role.KASI, True)]
)
def test_partners_and_meetings_read_no_free_text(incidents, role, meeting):
    view = seen(incidents, role, CATEGORIES, metric_epsg=EPSG, meeting=meeting)
    assert view.incidents[list(TEXTS)].isna().all(axis=None)


def test_the_operator_reads_free_text(incidents):
    view = seen(incidents, Role.OPERATOR, CATEGORIES, metric_epsg=EPSG)
    assert view.incidents["kronologi"].eq("Sdr. Contoh").all()


def test_what_is_given_stays_unchanged(incidents):
    before = incidents.copy(deep=True)
    seen(incidents, Role.KASI, CATEGORIES, metric_epsg=EPSG, meeting=True)
    pd.testing.assert_frame_equal(pd.DataFrame(incidents), pd.DataFrame(before))


def test_closed_incidents_are_counted_only_in_two_steps():
    assert [bucket(n) for n in (0, 1, 2, 3, 40)] == ["<3", "<3", "<3", "3 atau lebih", "3 atau lebih"]


def test_nobody_is_told_the_name_of_a_secret_category_in_a_meeting():
    assert category_name("SAR-01", AREA, CATEGORIES) == SECRET_CATEGORY
    assert category_name("SAR-01", FULL, CATEGORIES) == "Nama SAR-01"


@pytest.mark.parametrize(
    ("agency", "role"),
    [
        ("Satpol PP Kabupaten", Role.SATPOL_PP),
        ("satpol_pp", Role.SATPOL_PP),
        ("Danramil", Role.KORAMIL),
        ("Polres-PPA", Role.POLSEK),
    ],
)
def test_an_agency_sees_in_full_what_was_referred_to_it_but_for_what_is_secret(incidents, agency, role):
    referred = incidents.assign(dirujuk_ke=agency)
    sights = _sights(referred, role)
    assert {number for number, sight in sights.items() if sight == FULL} >= {"umum", "miras", "judi"}
    assert ("sara" in sights) == (role is Role.POLSEK)
    view = seen(referred, role, CATEGORIES, metric_epsg=EPSG)
    assert view.incidents[list(TEXTS)].isna().all(axis=None)


def test_what_was_referred_to_others_stays_as_closed_as_before(incidents):
    referred = incidents.assign(dirujuk_ke="Dinas Sosial")
    for role in (Role.SATPOL_PP, Role.KORAMIL):
        assert _sights(referred, role) == _sights(incidents.assign(dirujuk_ke=None), role)
    assert "sara" not in _sights(referred, Role.POLSEK)
