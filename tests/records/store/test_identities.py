from pathlib import Path

import pytest

from records.store.identities import Identity, add_identity, erase, identity_hash, look
from records.store.store import Store
from records.store.verify import verify
from sop.dictionary import INCIDENTS
from sop.problem import ProblemCode, Refused
from tests.postgis import Server

WITNESS = Identity(
    role="saksi", name="Nama Rekaan Saja", national_id="6213000000000001", phone="081200000000"
)
KEY = "KJD-2026-0001"


def add(store: Store, actor, at) -> int:
    with store.act(actor, at, "identitas.tambah") as act:
        return add_identity(act, INCIDENTS, KEY, WITNESS)


def test_an_identity_is_kept_beside_its_record_and_every_look_is_logged(store: Store, actor, at):
    number = add(store, actor, at)
    with store.act(actor, at, "identitas.lihat", note="mediasi") as act:
        assert look(act, INCIDENTS, KEY) == {number: WITNESS}
        assert look(act, INCIDENTS, "KJD-2026-0002") == {}
    entry = store.audit()[-1]
    assert (entry.actor, entry.verb, entry.note) == ("kasi", "identitas.lihat", "mediasi")
    assert entry.details == {
        "identitas": [
            {"lihat": f"incidents {KEY}", "nomor": [number]},
            {"lihat": "incidents KJD-2026-0002", "nomor": []},
        ]
    }


def test_an_erased_identity_is_gone_from_the_files_and_the_act_stays(store: Store, file: Path, actor, at):
    number = add(store, actor, at)
    store.checkpoint()
    assert WITNESS.name.encode() in file.read_bytes()
    with store.act(actor, at, "identitas.hapus", note="permintaan yang bersangkutan") as act:
        erase(act, number)
    store.checkpoint()
    kept = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert WITNESS.name.encode() not in kept
    assert b"6213000000000001" not in kept
    assert [e.verb for e in store.audit()] == ["identitas.tambah", "identitas.hapus"]
    assert verify(store) == []


def test_the_audit_trail_knows_an_identity_only_by_a_keyed_hash(store: Store, actor, at):
    number = add(store, actor, at)
    with store.act(actor, at, "identitas.hapus") as act:
        secret = act.secret()
        erase(act, number)
    logged = [e.details["identitas"] for e in store.audit()]
    expected = identity_hash(WITNESS, secret)
    assert logged == [[{"tambah": number, "hmac": expected}], [{"hapus": number, "hmac": expected}]]
    assert len(secret) == 32


def test_an_erased_identity_is_gone_from_the_servers_tables(store: Store, postgis: Server, actor, at):
    def kept() -> bytes:
        with postgis.connect(str(store.engine.url.database)) as keeper:
            keeper.execute("CHECKPOINT")
            number = keeper.execute(
                "SELECT oid FROM pg_database WHERE datname = current_database()"
            ).fetchone()
        assert number is not None
        folder = postgis.data / "base" / str(number[0])
        return b"".join(path.read_bytes() for path in folder.iterdir())

    number = add(store, actor, at)
    assert WITNESS.name.encode() in kept()
    with store.act(actor, at, "identitas.hapus") as act:
        erase(act, number)
    store.checkpoint()
    assert WITNESS.name.encode() not in kept()
    assert verify(store) == []


def test_two_stores_hash_the_same_person_differently(store: Store, actor, at, tmp_path: Path):
    other = Store.open(f"sqlite:///{tmp_path / 'other.gpkg'}")
    secrets = []
    for each in (store, other):
        with each.act(actor, at, "akun.masuk") as act:
            secrets.append(act.secret())
    other.close()
    assert identity_hash(WITNESS, secrets[0]) != identity_hash(WITNESS, secrets[1])


def test_an_identity_is_erased_only_once(store: Store, actor, at):
    number = add(store, actor, at)
    with store.act(actor, at, "identitas.hapus") as act:
        erase(act, number)
    with pytest.raises(Refused) as refused, store.act(actor, at, "identitas.hapus") as act:
        erase(act, number)
    assert [p.code for p in refused.value.problems] == [ProblemCode.REKAM_TAK_ADA]
