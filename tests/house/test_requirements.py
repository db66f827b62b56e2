"""What is installed is what the project asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, flags=re.MULTILINE)
    assert found
    return {canonicalize_name(package): version for package, version in found}


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements.txt", PROJECT["dependency-groups"]["install"]),
        ("requirements.txt", PROJECT["build-system"]["requires"]),
        ("requirements-dev.txt", PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_every_dependency_is_pinned_within_what_the_project_asks_for(file, wanted):
    installed = pins(file)
    for text in wanted:
        requirement = Requirement(text)
        assert requirement.specifier.contains(installed[canonicalize_name(requirement.name)]), text


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_carries_hashes(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    unhashed = [block.split("\n")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert unhashed == []


def test_no_registry_or_machine_path_is_named_in_the_pins():
    for file in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
