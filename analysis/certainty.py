"""Certainty: the class of a desa, and how sure it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.parameters import Certainty as Rules
from analysis.parameters import Classes
from sop.code import Code


class RiskClass(Code):
    """Class of a desa."""

    AMAN = "aman", "Aman"
    WASPADA = "waspada", "Waspada"
    RAWAN = "rawan", "Rawan"
    BELUM_CUKUP_DATA = "belum_cukup_data", "Belum cukup data"


class Certainty(Code):
    """How sure a class is."""

    TINGGI = "tinggi", "Tinggi"
    SEDANG = "sedang", "Sedang"
    RENDAH = "rendah", "Rendah"


def classify(
    score: NDArray[np.float64], drawn_means: NDArray[np.float64], rules: Classes
) -> tuple[list[RiskClass], NDArray[np.float64]]:
    """Return each desa's class and the probability that its mean score lies in it.

    A desa is in an upper class only when its score reaches the threshold and the probability that
    its mean lies above it is at least the demanded one.

    Parameters
    ----------
    score
        Poin a week per desa.
    drawn_means
        Posterior draws of the mean score, shape (draws, desa).

    Examples
    --------
    >>> drawn = np.array([[20.0, 20.0, 3.0], [20.0, 16.0, 3.0]])
    >>> kelas, sure = classify(np.array([20.0, 18.0, 3.0]), drawn, Classes())
    >>> [k.label for k in kelas], sure.tolist()
    (['Rawan', 'Waspada', 'Aman'], [1.0, 0.5, 1.0])
    """
    above_waspada = (drawn_means >= rules.waspada).mean(axis=0)
    above_rawan = (drawn_means >= rules.rawan).mean(axis=0)
    waspada = (score >= rules.waspada) & (above_waspada >= rules.probability)
    rawan = (score >= rules.rawan) & (above_rawan >= rules.probability)
    sure = np.select([rawan, waspada], [above_rawan, above_waspada - above_rawan], 1 - above_waspada)
    kelas = [
        RiskClass.RAWAN if r else RiskClass.WASPADA if w else RiskClass.AMAN
        for r, w in zip(rawan, waspada, strict=True)
    ]
    return kelas, sure


def certainty(
    sure: NDArray[np.float64], n_eff: NDArray[np.float64], rules: Rules, *, enough: bool
) -> list[Certainty]:
    """Return the word for how sure each class is.

    Parameters
    ----------
    sure
        Probability of the class, from `classify`.
    n_eff
        Effective number of incidents behind the desa's score.
    enough
        Whether the kecamatan's records suffice at all; without, every certainty is low.

    Examples
    --------
    >>> words = certainty(np.array([0.9, 0.9, 0.5]), np.array([12.0, 3.0, 50.0]), Rules(), enough=True)
    >>> [word.value for word in words]
    ['tinggi', 'sedang', 'rendah']
    """
    if not enough:
        return [Certainty.RENDAH] * len(sure)
    return [
        Certainty.TINGGI
        if p >= rules.high and n >= rules.high_sample
        else Certainty.SEDANG
        if p >= rules.medium
        else Certainty.RENDAH
        for p, n in zip(sure, n_eff, strict=True)
    ]
