"""What a change of settings would do to the desa, before anybody decides on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from analysis.score import Scores, score
from analysis.sensitivity import sensitivity
from services.office import Office
from services.scoring import evidence, exact, origin, scores
from services.setting_sheets import Settings
from services.settings import drafted
from sop.party import Actor, Verb
from sop.setting import Change
from sop.wording import listed

_MOST_NAMES = 4
_KELAS = {"aman": "Aman", "waspada": "Waspada", "rawan": "Rawan", "belum_cukup_data": "Belum cukup data"}


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The desa before and after a change.

    Parameters
    ----------
    sentence
        What changes, in one sentence.
    areas
        By ``kode_desa``, the highest score after the change first: ``nama``; ``score rank kelas`` with
        ``rank_low rank_high`` (10-90 % of the rank), each before (``…_lama``) and after (``…_baru``).
    plain
        By ``kode_desa``, in the same order: ``nama`` and the ranks ``rank_n rank_bobot rank_luruh
        rank_skor`` by plain count, weight, decayed weight and score, all after the change.
    """

    sentence: str
    areas: pd.DataFrame
    plain: pd.DataFrame


def preview(office: Office, actor: Actor, wanted: Iterable[Change], *, at: datetime) -> Preview:
    """Compare the scores with those that changed settings would give; nothing is changed.

    Whoever may read the settings but not the points is only told that they are not shown.

    Parameters
    ----------
    wanted
        The changes; none compares the settings with themselves, which still tells the plain ranks.
    at
        Now; the score looks ahead from the next full hour.

    Raises
    ------
    Refused
        With everything that is wrong about the changed settings.
    """
    actor.require(Verb.PENGATURAN_LIHAT)
    settings = drafted(office.settings, wanted)
    if not exact(actor):
        return _UNTOLD
    ahead = origin(office, None, at)
    before = scores(office, actor, at=ahead)
    return office.remember(
        ("preview", ahead, settings.digest), lambda: _preview(office, settings, before, ahead)
    )


_UNTOLD = Preview(
    sentence="Akibatnya pada poin dan peringkat ditampilkan kepada Kasi dan Camat.",
    areas=pd.DataFrame(),
    plain=pd.DataFrame(),
)


def _preview(office: Office, settings: Settings, before: Scores, at: datetime) -> Preview:
    seen = replace(evidence(office), categories=settings.categories)
    zone = settings.profile.zone
    after = score(seen, settings.parameters, at=at, zone=zone)
    areas = _side(before).add_suffix("_lama").join(_side(after).add_suffix("_baru"))
    areas.insert(0, "nama", after.areas["nama"])
    areas = areas.sort_values("score_baru", ascending=False, kind="stable")
    plain = sensitivity(seen, settings.parameters, at=at, zone=zone)
    plain = plain[["rank_n", "rank_bobot", "rank_luruh"]].assign(rank_skor=areas["rank_baru"])
    plain.insert(0, "nama", areas["nama"])
    return Preview(sentence=_sentence(areas, after), areas=areas, plain=plain.loc[areas.index])


def _side(result: Scores) -> pd.DataFrame:
    areas = result.areas
    return pd.DataFrame(
        {
            "score": areas["score"],
            "rank": areas["score"].rank(ascending=False, method="min").astype("int64"),
            "rank_low": areas["rank_low"],
            "rank_high": areas["rank_high"],
            "kelas": areas["kelas"].map(_KELAS),
        }
    )


def _sentence(areas: pd.DataFrame, after: Scores) -> str:
    if not after.enough:
        return "Catatan belum cukup untuk memberi peringkat; perubahan ini berlaku begitu data cukup."
    moved = areas.loc[areas["rank_lama"] != areas["rank_baru"]]
    other = areas.loc[areas["kelas_lama"] != areas["kelas_baru"]]
    parts = []
    if len(moved):
        names = [f"{one.nama} {one.rank_lama} → {one.rank_baru}" for one in moved.itertuples()]
        parts.append(f"{len(moved)} desa berganti peringkat ({_some(names)})")
    if len(other):
        names = [f"{one.nama} {one.kelas_lama} → {one.kelas_baru}" for one in other.itertuples()]
        parts.append(f"{len(other)} desa berganti kelas ({_some(names)})")
    return f"{'; '.join(parts)}." if parts else "Tidak ada desa yang berganti peringkat atau kelas."


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return listed([*names[:_MOST_NAMES], f"{more} lainnya"] if more > 0 else names)
