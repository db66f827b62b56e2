"""Reads a PDF as far as these tests need it: its pages, their size, and the words on them."""

import re
import zlib

_RUN = re.compile(rb"/(f\d+) [\d.]+ Tf(.*?)\bET\b", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def page_sizes(content):
    """Width and height of each page, in whole millimetres."""
    found = re.findall(rb"/Type/Page/.*?/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", content, re.DOTALL)
    return [tuple(round(float(side) / 72 * 25.4) for side in box) for box in found]


def words(content):
    """All text in the order in which it is drawn, runs parted by a space."""
    objects = {int(m[1]): m[2] for m in re.finditer(rb"\n(\d+) 0 obj(.*?)\nendobj", content, re.DOTALL)}
    pages = (body for body in objects.values() if b"/Type/Page/" in body)
    said = " ".join(_on_page(body, objects) for body in pages)
    return " ".join(said.replace("\u200b", "").replace("\u00a0", " ").split())


def _on_page(page, objects):
    """Each page has names of its own for its fonts."""
    shown, resources = (
        objects[int(re.search(rb"/%s (\d+) 0 R" % name, page)[1])] for name in (b"Contents", b"Resources")
    )
    fonts = {}
    for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources):
        unicode = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
        if unicode:
            fonts[name] = _letters(_stream(objects[int(unicode[1])]))
    return _said(_stream(shown), fonts)


def _stream(body):
    head, _, rest = body.partition(b"stream\n")
    if b"FlateDecode" not in head:
        return b""
    try:
        return zlib.decompress(rest.removesuffix(b"\nendstream"))
    except zlib.error:
        return b""


def _letters(cmap):
    return {
        int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for code, letter in re.findall(rb"<(\w{4})> <(\w+)>", cmap)
    }


def _said(stream, fonts):
    parts = []
    for font, shown in _RUN.findall(stream):
        raw = b"".join(_ESCAPED.sub(_unescaped, literal) for literal in _literals(shown))
        codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
        parts.extend(fonts[font].get(code, "") for code in codes)
        parts.append(" ")
    return "".join(parts)


def _literals(shown):
    """Strings in parentheses, which may hold others in balance."""
    found, depth, begun, at = [], 0, 0, 0
    while at < len(shown):
        letter = shown[at : at + 1]
        if letter == b"\\":
            at += 1
        elif letter == b"(":
            depth += 1
            begun = at + 1 if depth == 1 else begun
        elif letter == b")":
            depth -= 1
            if depth == 0:
                found.append(shown[begun:at])
        at += 1
    return found


def _unescaped(match):
    said = match[1]
    if said[:1].isdigit():
        return bytes([int(said, 8)])
    return _CONTROL.get(said, said)
