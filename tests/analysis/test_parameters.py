"""The parameters: one table that the Camat can read, checked once."""

import tomllib
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from analysis.parameters import Classes, Event, Parameters, Prior
from analysis.settings import readable, told
from sop.problem import Refused

TABLE = tomllib.loads(
    (Path(__file__).parents[2] / "data/reference/parameter.toml").read_text(encoding="utf-8")
)


def test_the_packaged_table_says_the_same_as_the_defaults():
    assert Parameters.from_mapping(TABLE) == Parameters()


def test_the_packaged_table_names_every_setting():
    named = {(section, key) for section, values in TABLE.items() for key in values}
    every = {
        (section, key)
        for section, item in readable(Parameters).items()
        for key in readable(item.default_factory)
        if section != "kalender"
    }
    assert named == every


def test_the_digest_does_not_care_how_a_number_is_written_or_ordered():
    one = Parameters.from_mapping({"kelas": {"waspada": 6, "rawan": 17.0}})
    other = Parameters.from_mapping({"kelas": {"rawan": 17, "waspada": 6.0}})
    assert one.digest == other.digest == Parameters().digest
    assert len(one.digest) == 64


def test_another_value_is_another_digest():
    assert Parameters.from_mapping({"kelas": {"waspada": 7}}).digest != Parameters().digest


def test_every_fault_is_named_at_once():
    with pytest.raises(Refused) as caught:
        Parameters.from_mapping(
            {
                "kelas": {"peluang": 3, "rawan": True},
                "konflik": {"peluang_mingguan": [0.1, 0.2]},
                "hitungan": {"visibilitas": ["gaib"]},
                "petak": 250,
                "musim": {},
                "kalender": {"bulan": {"KAR": [1, 2]}, "peristiwa": [{"nama": "Natal"}]},
            }
        )
    assert [p.column for p in caught.value.problems] == [
        "kelas.peluang",
        "kelas.rawan",
        "konflik.peluang_mingguan",
        "hitungan.visibilitas",
        "petak",
        "musim",
        "kalender.bulan",
        "kalender.peristiwa",
    ]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ({"kelas": {"waspada": 20}}, "kelas.rawan"),
        ({"awal": {"kejadian_sebulan_tinggi": 5}}, "awal.kejadian_sebulan_tinggi"),
        ({"tren": {"minggu_biasa": 8, "minggu_terakhir": 5}}, "tren.minggu_biasa"),
        ({"keyakinan": {"sedang": 0.9}}, "keyakinan.tinggi"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(table, column):
    with pytest.raises(Refused) as caught:
        Parameters.from_mapping(table)
    assert [p.column for p in caught.value.problems] == [column]


def test_parameters_made_in_code_are_checked_as_well():
    with pytest.raises(Refused):
        Classes(waspada=float("nan"))
    with pytest.raises(Refused):
        Prior(enough_incidents=2.5)


def test_kernel_reaches_may_be_any_number_but_none():
    reaches = Parameters.from_mapping({"petak": {"jangkauan_m": [400, 800]}}).cells.bandwidths_m
    assert reaches == (400.0, 800.0)
    with pytest.raises(Refused):
        Parameters.from_mapping({"petak": {"jangkauan_m": []}})


def test_parameters_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Parameters().classes.waspada = 1.0


def test_calendar_tables_are_read_and_survive_a_replacement():
    table = {
        "kalender": {
            "bulan": {"KAR": [1] * 8 + [2] * 4},
            "peristiwa": [{"nama": "Natal", "mulai": "2026-12-20", "sampai": "2027-01-02", "faktor": 1.3}],
        }
    }
    calendar = Parameters.from_mapping(table).calendar
    assert calendar.months == (("KAR", (1.0,) * 8 + (2.0,) * 4),)
    assert calendar.events == (
        Event(name="Natal", first="2026-12-20", last="2027-01-02", categories=(), factor=1.3),
    )
    assert replace(calendar) == calendar


def test_an_event_that_ends_before_it_begins_is_refused():
    event = {"nama": "X", "mulai": "2026-12-20", "sampai": "2026-12-19", "faktor": 1}
    with pytest.raises(Refused):
        Parameters.from_mapping({"kalender": {"peristiwa": [event]}})


def test_every_parameter_has_a_name_of_its_own_for_people():
    known = told(Parameters)
    assert len(known) == len({(one.section, one.label, one.unit) for one in known})
    assert [one.key for one in known if not (one.section and one.label and one.about)] == []


def test_what_is_written_is_read_again():
    calendar = {
        "bulan": {"KAR": [1.0] * 12},
        "peristiwa": [
            {
                "nama": "Natal",
                "mulai": "2026-12-20",
                "sampai": "2027-01-02",
                "kategori": ["MIR"],
                "faktor": 1.3,
            }
        ],
    }
    made = Parameters.from_mapping({"kalender": calendar})
    assert made.to_mapping()["kalender"] == calendar
    assert Parameters.from_mapping(made.to_mapping()) == made


def test_secret_incidents_are_never_put_into_cells():
    with pytest.raises(Refused) as caught:
        Parameters.from_mapping({"petak": {"visibilitas": ["umum", "rahasia"]}})
    assert [p.column for p in caught.value.problems] == ["petak.visibilitas"]
