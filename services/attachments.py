"""Photos beside a record: who may add them, see them, and take one out for good."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import pandas as pd

from records.attachments import FOLDER, Files, current_attachments, file_problems, kept, refill
from records.pictures.read import MEDIA_TYPE, Picture, read_picture
from services.accounts import display_names
from services.case_privacy import handled
from services.case_privacy import sights as case_sights
from services.locating import Location, locate_point
from services.office import Office
from services.privacy import PARTNERS, Sight, referred_to, sight
from services.reference import known
from services.stored import store_once
from services.typed import typed
from sop.dictionary import ATTACHMENTS, CONFLICT_CASES, FRAMES, INCIDENTS, PATROL_LOGS, PLACES, Frame
from sop.incident import LocationPrecision
from sop.party import Actor, Verb
from sop.problem import Problem, ProblemCode, Refused, problem

__all__ = [
    "MOST",
    "Photo",
    "Picture",
    "attach_photo",
    "attach_picture",
    "back_up_photos",
    "erase_photo",
    "files_of",
    "may_attach",
    "may_look",
    "mirror_of",
    "photo_bytes",
    "photo_counts",
    "photo_problems",
    "photos",
    "place_in",
    "prepare_photo",
    "restore_photos",
    "time_in",
]

MOST = 20
"""Photos that one record may have."""

_LONGEST_NAME = 120
_UNNAMED = "foto.jpg"


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo beside a record, without the picture itself.

    Parameters
    ----------
    number, version
        Its number, and the version that its reader saw.
    name, note
        What the file was called, and what somebody wrote under it (may be empty).
    size
        Bytes of the kept picture.
    told_place
        Whether the original carried where it was taken; the kept picture does not.
    added_at, added_by
        When, and by whom (the name to show).
    """

    number: str
    version: int
    name: str
    note: str
    size: int
    told_place: bool
    added_at: datetime
    added_by: str


def prepare_photo(name: str, data: bytes) -> Picture:
    """Open a photo as somebody gave it and return it as it may be kept; nothing is stored yet.

    Raises
    ------
    Refused
        If it is no JPEG, PNG or WebP, damaged, or too large.
    """
    return read_picture(data, _plain_name(name))


def place_in(office: Office, picture: Picture) -> Location | None:
    """Return the place that the original of a photo carried, to be offered; None if it carried none."""
    return None if picture.place is None else locate_point(office, *picture.place, LocationPrecision.GPS)


def time_in(office: Office, picture: Picture, *, at: datetime) -> datetime | None:
    """Return when the original says it was taken, to be offered; None if it does not, or after ``at``.

    A camera that names no zone is taken to be set to the office's.
    """
    taken = picture.taken_at
    if taken is None:
        return None
    moment = taken if taken.tzinfo else taken.replace(tzinfo=office.zone)
    return None if moment > at else moment


def attach_photo(
    office: Office,
    actor: Actor,
    frame: Frame,
    number: str,
    name: str,
    data: bytes,
    *,
    at: datetime,
    note: str = "",
) -> str:
    """Keep a photo beside a record and return the photo's number.

    The same photo at the same record is kept once.

    Parameters
    ----------
    name, data
        The file as it was given.
    note
        What somebody wrote under it.

    Raises
    ------
    Refused
        If it is no photo, or there is no such record that this person sees in full or wrote.
    """
    return attach_picture(office, actor, frame, number, prepare_photo(name, data), at=at, note=note)


def attach_picture(
    office: Office,
    actor: Actor,
    frame: Frame,
    number: str,
    picture: Picture,
    *,
    at: datetime,
    note: str = "",
) -> str:
    """Keep a photo that was prepared already; as `attach_photo`."""
    actor.require(Verb.LAMPIRAN_CATAT)
    said, number = number, known(office, actor, frame, number)
    values, faults = typed(ATTACHMENTS, {"nama": picture.name, "keterangan": note})
    present = _of_record(office, frame, number)
    if not (_sees(office, actor, frame, number) or _is_author(office, actor, frame, number)):
        faults.append(problem(ProblemCode.REKAM_TAK_ADA, objek=frame.label, kunci=said))
    if len(kept(present)) >= MOST and picture.sha256 not in set(kept(present)["sha256"]):
        faults.append(
            problem(ProblemCode.FOTO_TERLALU_BANYAK, objek=said, jumlah=len(kept(present)), batas=MOST)
        )
    _refuse(faults)
    row: dict[str, object] = {
        **values,
        "sidik": _mark(present, frame, number, picture),
        "objek": frame.name,
        "kunci": number,
        "jenis": MEDIA_TYPE,
        "ukuran": len(picture.jpeg),
        "sha256": picture.sha256,
        "sha256_asli": picture.sha256_original,
        "ada_lokasi": picture.tells_place,
    }
    return _store(office, actor, row, picture, at=at)


def may_attach(office: Office, actor: Actor, frame: Frame, number: str) -> bool:
    """Say whether somebody may add a photo to a record: it is there, and he sees it in full or wrote it."""
    if not actor.may(Verb.LAMPIRAN_CATAT):
        return False
    number = known(office, actor, frame, number)
    return _sees(office, actor, frame, number) or _is_author(office, actor, frame, number)


def may_look(office: Office, actor: Actor, frame: Frame, number: str, *, meeting: bool = False) -> bool:
    """Say whether somebody sees the photos of a record, if there are any.

    A photo can show a face or a plate: partners look at it where they handle the record or made it.
    """
    if meeting or not actor.may(Verb.LAMPIRAN_LIHAT):
        return False
    return _shows(office, actor, frame, known(office, actor, frame, number))


def photos(
    office: Office, actor: Actor, frame: Frame, number: str, *, meeting: bool = False
) -> tuple[Photo, ...]:
    """Return the photos of a record, oldest first; none where the record is not seen in full.

    Parameters
    ----------
    meeting
        Whether others look along: then no photo is shown at all.
    """
    actor.require(Verb.LAMPIRAN_LIHAT)
    number = known(office, actor, frame, number)
    rows = kept(_of_record(office, frame, number))
    if meeting or rows.empty or not _shows(office, actor, frame, number):
        return ()
    names, added_by = display_names(office), office.authors(ATTACHMENTS)
    return tuple(
        Photo(
            number=str(key),
            version=int(row["versi"]),
            name=row["nama"],
            note="" if pd.isna(row["keterangan"]) else row["keterangan"],
            size=int(row["ukuran"]),
            told_place=bool(row["ada_lokasi"]),
            added_at=row["waktu_input"].to_pydatetime(),
            added_by=names.get(added_by[key], added_by[key]),
        )
        for key, row in zip(rows.index, rows.to_dict("records"), strict=True)
    )


def photo_counts(office: Office, frame: Frame) -> pd.Series:
    """Return how many photos each record of a kind has, by number; records without any are left out."""
    rows = kept(office.frame(ATTACHMENTS))
    counts: pd.Series = rows.loc[rows["objek"] == frame.name, "kunci"].value_counts()
    return counts


def photo_bytes(office: Office, actor: Actor, number: str, *, meeting: bool = False) -> bytes:
    """Return the picture of a photo, a JPEG.

    Raises
    ------
    Refused
        If there is no such photo for this reader, it was erased, or its file is lost.
    """
    actor.require(Verb.LAMPIRAN_LIHAT)
    row = _row(office, number)
    if meeting or not _shows(office, actor, FRAMES[str(row["objek"])], str(row["kunci"])):
        raise Refused(_none(number))
    data = files_of(office).get(str(row["sha256"]))
    if data is None:
        lost = photo_problems(office, office.frame(ATTACHMENTS).loc[[number]])
        raise Refused.of(lost or [_none(number)])
    return data


def erase_photo(
    office: Office, actor: Actor, number: str, *, reason: str, expected_version: int, at: datetime
) -> None:
    """Take a photo out for good: from the record, from the disk and from the backups' copy on it.

    Parameters
    ----------
    reason
        Why; it stays on record, with who and when.

    Raises
    ------
    Refused
        If no reason is given, or there is no such photo any more. If the system does not let go of the
        file, the photo is erased for everybody and the next backup deletes the file.
    """
    actor.require(Verb.LAMPIRAN_HAPUS)
    row = _row(office, number)
    values, faults = typed(ATTACHMENTS, {"keterangan": reason})
    if values["keterangan"] is None:
        faults.append(problem(ProblemCode.ISIAN_WAJIB, column="alasan", isian="Alasan"))
    _refuse(faults)
    with office.store.act(actor, at, Verb.LAMPIRAN_HAPUS, values["keterangan"] or "") as act:
        act.details.update(nomor=number, objek=row["objek"], kunci=row["kunci"])
        changes = {"dihapus": True}
        act.revise(ATTACHMENTS, number, expected_version=expected_version, changes=changes)
    try:
        _remove_unused(office, str(row["sha256"]))
    except OSError as error:
        raise Refused(problem(ProblemCode.FOTO_TAK_TERHAPUS, kunci=number, sebab=error.strerror)) from error


def photo_problems(office: Office, rows: pd.DataFrame | None = None) -> list[Problem]:
    """Return every photo whose file is missing or altered; of all photos, or of the given ones."""
    attachments = office.frame(ATTACHMENTS) if rows is None else rows
    return file_problems(attachments, files_of(office), mirror_of(office))


def back_up_photos(office: Office) -> None:
    """Bring the copy beside the backups up to date, and put back what the workspace has lost.

    Files of erased photos that somebody held open are deleted now.

    Raises
    ------
    Refused
        If the disk does not take it.
    """
    files, mirror = files_of(office), mirror_of(office)
    rows = office.frame(ATTACHMENTS)
    hashes = dict.fromkeys(kept(rows)["sha256"])
    try:
        for sha in set(rows["sha256"]) - set(hashes):
            if files.has(sha) or mirror.has(sha):
                _remove_unused(office, sha)
        for sha in (one for one in hashes if files.get(one) is None or not mirror.has(one)):
            # One at a time, with the writers waiting: a photo that is being erased must not come back.
            with office.store.writing() as connection:
                if sha in set(kept(current_attachments(connection))["sha256"]):
                    refill([sha], files, mirror)
                    refill([sha], mirror, files)
        for part in (*files.unfinished(), *mirror.unfinished()):
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(problem(ProblemCode.CADANGAN_GAGAL, sebab=error)) from error


def restore_photos(office: Office, mirror: Files) -> None:
    """Put back the photos that the workspace lacks from the copy beside a backup.

    Raises
    ------
    Refused
        If the disk does not take it.
    """
    try:
        refill(kept(office.frame(ATTACHMENTS))["sha256"], files_of(office), mirror)
    except OSError as error:
        raise Refused(problem(ProblemCode.FOTO_TAK_TERSIMPAN, sebab=error.strerror)) from error


def files_of(office: Office) -> Files:
    """Return the folder of the office's photos."""
    return Files(office.workspace.home / FOLDER)


def mirror_of(office: Office) -> Files:
    """Return the copy of that folder beside the backups."""
    return Files(office.workspace.backups / FOLDER)


def _store(office: Office, actor: Actor, row: dict[str, object], picture: Picture, *, at: datetime) -> str:
    """Write the file, then the row that names it; what a refused act leaves behind is taken away."""
    try:
        # What a file is called may name somebody, and the note of an act stays for ever.
        with office.store.act(actor, at, Verb.LAMPIRAN_CATAT, str(row["kunci"])) as act:
            files_of(office).put(picture.jpeg)
            rows = pd.DataFrame({name: [value] for name, value in row.items()})
            number, _ = store_once(act, ATTACHMENTS, rows)
            act.details.update(objek=row["objek"], kunci=row["kunci"], sha256=row["sha256"])
    except Exception:
        _remove_unused(office, picture.sha256)
        raise
    return number


def _remove_unused(office: Office, sha: str) -> None:
    """Delete a file that no record names, while no writer can begin to name it."""
    with office.store.writing() as connection:
        if sha not in set(kept(current_attachments(connection))["sha256"]):
            files_of(office).remove(sha)
            mirror_of(office).remove(sha)


def _shows(office: Office, actor: Actor, frame: Frame, number: str) -> bool:
    """Say whether the photos of a record are for somebody who may look at photos."""
    if not _sees(office, actor, frame, number):
        return False
    if actor.role not in PARTNERS or frame not in _HANDLED:
        return True
    row = office.frame(frame).loc[[number]]
    theirs = _HANDLED[frame](row, actor)
    return bool(theirs.iloc[0]) or _is_author(office, actor, frame, number)


_HANDLED: Mapping[Frame, Callable[[pd.DataFrame, Actor], pd.Series]] = {
    INCIDENTS: lambda rows, actor: referred_to(rows, actor.role),
    CONFLICT_CASES: handled,
}
"""Which records of a kind somebody handles."""


def _sees(office: Office, actor: Actor, frame: Frame, number: str) -> bool:
    """Say whether somebody sees a record in full, outside a meeting."""
    rows = office.frame(frame)
    if number not in rows.index:
        return False
    row = rows.loc[[number]]
    if frame is INCIDENTS:
        whole = sight(row, actor.role, office.categories).iloc[0] == Sight.PENUH
        return bool(whole) and actor.may(Verb.KEJADIAN_LIHAT)
    if frame is CONFLICT_CASES:
        return actor.may(Verb.KASUS_LIHAT) and bool(case_sights(office, actor)[number] == Sight.PENUH)
    return frame.name in _OPEN and actor.may(_OPEN[frame.name])


_OPEN: dict[str, Verb] = {PATROL_LOGS.name: Verb.JURNAL_LIHAT, PLACES.name: Verb.TEMPAT_LIHAT}
"""The kinds of which whoever may see any sees all."""


def _is_author(office: Office, actor: Actor, frame: Frame, number: str) -> bool:
    return bool(office.authors(frame).get(number) == actor.name)


def _of_record(office: Office, frame: Frame, number: str) -> pd.DataFrame:
    rows = office.frame(ATTACHMENTS)
    return rows.loc[(rows["objek"] == frame.name) & (rows["kunci"] == number)]


def _row(office: Office, number: str) -> Mapping[Any, Any]:
    rows = office.frame(ATTACHMENTS)
    if number not in rows.index:
        raise Refused(_none(number))
    found = kept(rows.loc[[number]]).to_dict("records")
    if not found:
        raise Refused(problem(ProblemCode.FOTO_SUDAH_DIHAPUS, kunci=number))
    return found[0]


def _mark(present: pd.DataFrame, frame: Frame, number: str, picture: Picture) -> str:
    """Return the fingerprint: the same photo at the same record is one, until it has been erased."""
    same = present["sha256_asli"] == picture.sha256_original
    erased = int(same.sum()) - int((kept(present)["sha256_asli"] == picture.sha256_original).sum())
    return sha256(f"{frame.name}\x1d{number}\x1d{picture.sha256_original}\x1d{erased}".encode()).hexdigest()


def _plain_name(name: str) -> str:
    """Return what a file is called, without the folders that somebody wrote before it."""
    last = re.split(r"[\\/]", name)[-1].strip().strip(".")
    return last[-_LONGEST_NAME:] or _UNNAMED


def _none(number: str) -> Problem:
    return problem(ProblemCode.REKAM_TAK_ADA, objek=ATTACHMENTS.label, kunci=number)


def _refuse(faults: list[Problem]) -> None:
    if faults:
        raise Refused.of(faults)
