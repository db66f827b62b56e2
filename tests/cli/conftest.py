import json
import sys
from dataclasses import dataclass

import pytest

import cli


@dataclass
class Outcome:
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "kantor"


@pytest.fixture
def tenteram(home, monkeypatch, capsys):
    """Run the command line in a workspace of its own, as a terminal would."""

    def run(*arguments, typed=None):
        monkeypatch.setattr(sys, "argv", ["tenteram", "--home", str(home), *map(str, arguments)])
        if typed is not None:
            reader, writer = typed_input(home.parent, typed)
            monkeypatch.setattr(sys, "stdin", reader)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        if typed is not None:
            writer.close()
        said = capsys.readouterr()
        return Outcome(ended.value.code or 0, said.out, said.err)

    return run


def typed_input(folder, text):
    file = folder / "typed"
    file.write_text(text, encoding="utf-8")
    reader = file.open(encoding="utf-8")
    return reader, reader


@pytest.fixture
def office(tenteram):
    """A workspace of Benua Lima, without records."""
    assert tenteram("init").status == 0
    return tenteram


@pytest.fixture
def incidents(tmp_path):
    """Write a CSV of incidents from rows of (date, lon, lat, category)."""

    def write(*rows, name="kejadian.csv"):
        file = tmp_path / name
        lines = ["tanggal,lon,lat,kategori", *(",".join(map(str, row)) for row in rows)]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    return write
