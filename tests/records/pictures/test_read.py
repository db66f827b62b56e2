"""What becomes of a photo before it is kept, and of what only looks like one."""

import hashlib
import io
import sys
import time
from datetime import datetime, timedelta, timezone

import pytest
from PIL import Image

from records.pictures.limits import Limits
from records.pictures.read import read_picture
from sop.problem import ProblemCode, Refused
from tests.pictures import bomb, photo

SCRIPT = "<script>alert(1)</script>"


def opened(picture):
    return Image.open(io.BytesIO(picture.jpeg))


def code_of(data, name="foto.jpg", **more):
    with pytest.raises(Refused) as refused:
        read_picture(data, name, **more)
    return refused.value.problems[0].code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_jpeg_whatever_it_came_as(kind):
    data = photo(kind)
    kept = read_picture(data, f"foto.{kind.lower()}")
    assert (opened(kept).format, opened(kept).size) == ("JPEG", (64, 48))
    assert kept.sha256 == hashlib.sha256(kept.jpeg).hexdigest()
    assert kept.sha256_original == hashlib.sha256(data).hexdigest()


def test_the_content_decides_and_not_the_name():
    assert opened(read_picture(photo("PNG"), "surat.pdf")).format == "JPEG"


def test_a_large_photo_is_scaled_to_1600_pixels_and_a_small_one_left():
    assert opened(read_picture(photo(size=(4000, 3000)), "a")).size == (1600, 1200)
    assert opened(read_picture(photo(size=(900, 1600)), "a")).size == (900, 1600)


@pytest.mark.parametrize(
    ("turned", "size", "red_at"),
    [(1, (64, 48), (60, 24)), (3, (64, 48), (4, 24)), (6, (48, 64), (24, 60)), (8, (48, 64), (24, 4))],
)
def test_a_photo_is_turned_as_the_camera_was_held(turned, size, red_at):
    image = opened(read_picture(photo(turned=turned), "a"))
    red, _, blue = image.getpixel(red_at)
    assert image.size == size
    assert red > blue


def test_a_transparent_picture_gets_a_white_ground():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert min(opened(read_picture(out.getvalue(), "a")).getpixel((10, 10))) > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_time_of_the_original_are_told_and_not_kept(kind):
    data = photo(kind, place=(115.2757, -2.1617), taken="2026:11:24 19:40:05", turned=6)
    kept = read_picture(data, "a")
    assert kept.place == pytest.approx((115.2757, -2.1617), abs=1e-6)
    assert (kept.tells_place, kept.taken_at) == (True, datetime(2026, 11, 24, 19, 40, 5))  # noqa: DTZ001
    assert dict(opened(kept).getexif()) == {}
    layout = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert opened(kept).info.keys() <= layout


def test_an_offset_that_the_camera_wrote_is_believed():
    kept = read_picture(photo(taken="2026:11:24 19:40:05", offset="+08:00"), "a")
    assert kept.taken_at == datetime(2026, 11, 24, 19, 40, 5, tzinfo=timezone(timedelta(hours=8)))


def test_a_photo_without_place_and_time_offers_none():
    kept = read_picture(photo(), "a")
    assert (kept.place, kept.taken_at, kept.tells_place) == (None, None, False)


@pytest.mark.parametrize("place", [(0, 0), (200.0, 10.0), (115.0, 95.0)])
def test_a_place_that_cannot_be_is_not_offered(place):
    assert read_picture(photo(place=place), "a").place is None


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "besok", SCRIPT, "2026-11-24"])
def test_a_time_that_cannot_be_is_not_offered(taken):
    assert read_picture(photo(taken=taken), "a").taken_at is None


def test_no_text_in_a_photo_survives():
    kept = read_picture(photo(ImageDescription=SCRIPT, Artist="Sdr. Rekaan", Make="' OR 1=1"), "a")
    for said in (b"script", b"Rekaan", b"OR 1", b"Exif", b"http"):
        assert said not in kept.jpeg


def test_what_is_glued_behind_a_photo_is_left_behind():
    glued = photo() + b"PK\x03\x04 isi zip " + b"<html><script>alert(1)</script></html>"
    kept = read_picture(glued, "foto.jpg.html")
    assert b"PK\x03\x04" not in kept.jpeg
    assert b"script" not in kept.jpeg
    assert kept.jpeg.endswith(b"\xff\xd9")


def test_a_picture_that_unpacks_to_too_much_is_refused_at_once():
    started = time.monotonic()
    data = bomb()
    assert len(data) < 200_000
    with pytest.raises(Refused) as refused:
        read_picture(data, "bom.png")
    assert (
        str(refused.value)
        == "Foto bom.png berisi 900 juta piksel; paling banyak 50 juta. Kecilkan dulu fotonya."
    )
    assert time.monotonic() - started < 5


def test_a_picture_that_takes_too_long_ends_only_its_own_process():
    assert code_of(photo(size=(3000, 3000)), limits=Limits(seconds=0.001)) is ProblemCode.FOTO_BERAT


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_picture_that_wants_too_much_memory_ends_only_its_own_process():
    limits = Limits(memory_bytes=60_000_000)
    assert code_of(photo(size=(3000, 3000)), limits=limits) in {
        ProblemCode.FOTO_BERAT,
        ProblemCode.FOTO_RUSAK,
    }


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "gambar SVG"),
        (b"<?xml version='1.0'?><svg/>", "gambar SVG"),
        (b"GIF89a" + bytes(20), "gambar GIF"),
        (b"%PDF-1.7", "dokumen PDF"),
        (b"PK\x03\x04", "arsip zip"),
        (b"\0\0\0\x18ftypavif", "gambar AVIF"),
        (b"\0\0\0\x18ftypmp42", "video"),
        (b"#!/bin/sh\nrm -rf /", "berkas lain"),
        (b"MZ" + bytes(60), "berkas lain"),
    ],
)
def test_what_is_no_photo_is_named_and_refused(data, what):
    with pytest.raises(Refused) as refused:
        read_picture(data, "foto.jpg")
    assert refused.value.problems[0].code is ProblemCode.FOTO_ASING
    assert what in str(refused.value)


def test_a_heic_photo_is_refused_with_the_way_out():
    with pytest.raises(Refused) as refused:
        read_picture(b"\0\0\0\x18ftypheic" + bytes(40), "IMG_1.HEIC")
    assert "foto HEIC" in str(refused.value)
    assert "Paling Kompatibel" in str(refused.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_was_cut_off_is_refused(kind):
    data = photo(kind, size=(400, 300))
    assert code_of(data[: len(data) // 2]) is ProblemCode.FOTO_RUSAK


@pytest.mark.parametrize("head", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBP"])
def test_a_photo_of_which_only_the_beginning_is_one_is_refused(head):
    assert code_of(head + b"A" * 4000) is ProblemCode.FOTO_RUSAK


def test_empty_and_too_large_files_are_refused():
    assert code_of(b"") is ProblemCode.BERKAS_KOSONG
    assert code_of(photo() + bytes(20 * 2**20)) is ProblemCode.BERKAS_TERLALU_BESAR
