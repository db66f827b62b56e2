"""Agencies are known by the words that offices use for them."""

import pytest

from sop.agency import Agency, agencies_in


@pytest.mark.parametrize("agency", [*Agency])
def test_every_label_finds_itself_and_nothing_else(agency):
    assert agencies_in(agency.label) == (agency,)


@pytest.mark.parametrize("said", ["Pemdes Bagok", "Pemerintah Desa Bagok", "Kades", "Lurah Taniran"])
def test_a_village_government_is_found_under_each_of_its_names(said):
    assert agencies_in(said) == (Agency.PEMDES,)
