"""Small real files, made for each test."""

import zipfile

import pytest


@pytest.fixture
def written(tmp_path):
    """Write bytes or text to a named file."""

    def write(name, content, encoding="utf-8"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return file

    return write


@pytest.fixture
def zipped(tmp_path):
    """Write a zip with the given members."""

    def write(name, members, compression=zipfile.ZIP_DEFLATED):
        file = tmp_path / name
        with zipfile.ZipFile(file, "w", compression) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return file

    return write
