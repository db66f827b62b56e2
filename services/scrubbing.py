"""What stands of persons and companies in words that are about to leave the office, and the look at it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from records.store.columns import canonical
from services.office import Office
from sop.party import Actor, Verb
from sop.problem import ProblemCode, Refused, problem
from sop.scrub import Found, find

PARTY = "nama pihak"
"""The kind of a word that is the name of somebody beside the record."""
_AROUND = 32


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One place in a text where something was found.

    Parameters
    ----------
    record, label
        What the text belongs to, and what it is called there.
    before, found, after
        What was found, and a few words around it.
    replacement
        What is put in its place, unless a person leaves it as it is.
    """

    record: str
    label: str
    before: str
    found: str
    after: str
    replacement: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What would leave, to be looked at before.

    Parameters
    ----------
    title
        What it is.
    pieces
        Everything that was found, in order; each is replaced unless its position is named as kept.
    mark
        Fingerprint of what was looked at: nothing leaves by it that has changed since.
    """

    title: str
    pieces: tuple[Piece, ...]
    mark: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """What leaves: its content, the name and type of its file, and a mark that it carries on itself."""

    name: str
    media_type: str
    content: bytes
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Released:
    """What has left: the file, and its SHA-256 as the audit trail has it."""

    made: Made
    sha256: str


@dataclass(frozen=True)
class Text:
    """A text that would leave.

    Parameters
    ----------
    record, label
        What it belongs to, and what it is called there.
    text
        The text as it stands.
    named
        Where it is known to name somebody beside the record: starts and ends.
    """

    record: str
    label: str
    text: str
    named: Sequence[tuple[int, int]] = ()

    def found(self) -> list[Found]:
        """Return what tells of persons and companies, in order and apart."""
        kept = find(self.text, companies=True)
        for start, end in self.named:
            touching = [one for one in kept if one.start < end and start < one.end]
            low = min([start, *(one.start for one in touching)])
            high = max([end, *(one.end for one in touching)])
            kind = touching[0].kind if touching else PARTY
            kept = [*(one for one in kept if one not in touching), Found(low, high, kind)]
        return sorted(kept)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """What would leave, ready to be looked at and to be made.

    Parameters
    ----------
    title
        What it is; it stays in the audit trail, so it holds nobody's words.
    texts
        Every text that would leave, by a name of its own.
    make
        Makes the file from the texts as they were cleaned.
    basis
        What it is made of beside the texts, as a value that changes with it: what was asked for, and the
        versions of the records.
    facts
        What else the audit trail is told.
    """

    title: str
    texts: Mapping[str, Text]
    make: Callable[[Mapping[str, str]], Made]
    basis: object
    facts: Mapping[str, Any] = field(default_factory=dict)

    def draft(self) -> Draft:
        """Return what is to be looked at."""
        pieces = tuple(piece for text in self.texts.values() for piece in _pieces(text))
        return Draft(title=self.title, pieces=pieces, mark=self._mark())

    def release(
        self, office: Office, actor: Actor, *, seen: str, kept: Collection[int], at: datetime
    ) -> Released:
        """Make what leaves, and note who took it, its fingerprint, and how much was kept on purpose.

        Parameters
        ----------
        seen
            `Draft.mark` of what was looked at.
        kept
            Positions of the pieces that a person leaves as they are.

        Raises
        ------
        Refused
            ``ekspor.berubah`` if it is not what was looked at.
        """
        if seen != self._mark():
            raise Refused(problem(ProblemCode.EKSPOR_BERUBAH))
        cleaned, total = {}, 0
        for name, text in self.texts.items():
            found = text.found()
            left = {place - total for place in kept}
            cleaned[name] = _cleaned(text.text, found, left)
            total += len(found)
        made = self.make(cleaned)
        digest = sha256(made.content).hexdigest()
        with office.store.act(actor, at, Verb.DATA_EKSPOR, self.title) as act:
            act.details.update(
                **self.facts,
                berkas=made.name,
                sha256=digest,
                **({"sidik": made.mark} if made.mark else {}),
                ditemukan=total,
                dibiarkan=len({place for place in kept if 0 <= place < total}),
            )
        return Released(made=made, sha256=digest)

    def _mark(self) -> str:
        texts = [[name, text.text] for name, text in self.texts.items()]
        said = [self.title, texts, dict(self.facts), repr(self.basis)]
        return sha256(canonical(said).encode()).hexdigest()


def _pieces(text: Text) -> Iterator[Piece]:
    for one in text.found():
        yield Piece(
            record=text.record,
            label=text.label,
            before=text.text[max(0, one.start - _AROUND) : one.start],
            found=text.text[one.start : one.end],
            after=text.text[one.end : one.end + _AROUND],
            replacement=one.replacement,
        )


def _cleaned(text: str, found: Sequence[Found], kept: Collection[int]) -> str:
    for place, one in reversed([*enumerate(found)]):
        if place not in kept:
            text = f"{text[: one.start]}{one.replacement}{text[one.end :]}"
    return text
