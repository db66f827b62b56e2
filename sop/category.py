"""Categories of incident and how heavy each weighs."""

from __future__ import annotations

from dataclasses import dataclass

from sop.code import Code


class Severity(Code):
    """Severity class of a category, from its weight.

    Source: the formula's published cuts: below 9, 16, 24, and above.
    """

    RINGAN = "ringan", "Ringan"
    SEDANG = "sedang", "Sedang"
    BERAT = "berat", "Berat"
    KRITIS = "kritis", "Kritis"

    @classmethod
    def of_weight(cls, weight: float) -> Severity:
        """Return the class of a weight between 1 and 37.

        Examples
        --------
        >>> [Severity.of_weight(w).label for w in (8, 9, 17, 25)]
        ['Ringan', 'Sedang', 'Berat', 'Kritis']
        """
        if weight < 9:  # noqa: PLR2004
            return cls.RINGAN
        if weight <= 16:  # noqa: PLR2004
            return cls.SEDANG
        if weight <= 24:  # noqa: PLR2004
            return cls.BERAT
        return cls.KRITIS


class Visibility(Code):
    """Who may see where and what: the default comes from the category."""

    UMUM = "umum", "Umum"
    TERBATAS = "terbatas", "Terbatas"
    RAHASIA = "rahasia", "Rahasia"


def stricter(one: str, other: str) -> Visibility:
    """Return the more closed of two visibilities.

    Examples
    --------
    >>> stricter("terbatas", "umum").value, stricter("terbatas", "rahasia").value
    ('terbatas', 'rahasia')
    """
    order = tuple(Visibility)
    return max(Visibility(one), Visibility(other), key=order.index)


@dataclass(frozen=True, kw_only=True)
class Formula:
    """Coefficients of the severity weight ``base + safety·K + escalation·E + impact·D``.

    Examples
    --------
    >>> Formula().weight(3, 2, 0)
    19
    """

    base: float = 1
    safety: float = 4
    escalation: float = 3
    impact: float = 2

    def weight(self, safety: int, escalation: int, impact: int) -> float:
        """Return the weight of the three ordinals K, E and D."""
        return self.base + self.safety * safety + self.escalation * escalation + self.impact * impact


PUBLISHED = Formula()
"""The formula as it is published: 1 + 4K + 3E + 2D."""


@dataclass(frozen=True, kw_only=True)
class Category:
    """One row of the master table of categories.

    Parameters
    ----------
    code, group, name
        Code such as ``JLN-04``, its group, and its full name.
    safety, escalation, impact
        The three ordinals K, E and D, each 0 to 4.
    lead, support
        Who leads and who supports the handling.
    perda
        How the category ties to a Perda.
    visibility
        Default visibility of its incidents.
    geometry
        Usual shape: ``titik``, ``ruas``, ``poligon``, ``garis``, ``dusun`` or ``desa``.
    score_factor
        Share of the weight that enters the score; 0 keeps the category out of it.
    formula
        How the office weighs the three ordinals.

    Examples
    --------
    >>> race = Category(code="JLN-04", group="Jalan", name="Balap liar", safety=3, escalation=2,
    ...     impact=0, lead="Polsek", support="", perda="", visibility=Visibility.UMUM,
    ...     geometry="ruas", score_factor=1.0)
    >>> race.weight, race.severity.label
    (19, 'Berat')
    """

    code: str
    group: str
    name: str
    safety: int
    escalation: int
    impact: int
    lead: str
    support: str
    perda: str
    visibility: Visibility
    geometry: str
    score_factor: float
    formula: Formula = PUBLISHED

    @property
    def weight(self) -> float:
        """Severity weight, by the published formula 1 to 37."""
        return self.formula.weight(self.safety, self.escalation, self.impact)

    @property
    def severity(self) -> Severity:
        """Severity class of the weight."""
        return Severity.of_weight(self.weight)


UNCLASSIFIED = "LLN-99"
"""Category of an incident of which the kind is not known yet (to be corrected within 7 days)."""
