"""Work in the background: how far it is, that it can be stopped, and what came of it."""

import threading

import pytest

from dashboard.components.tugas import BrokenOffError, Tugas
from services.importing import Step
from sop.problem import ProblemCode, Refused, problem


def test_progress_is_told_in_words_and_as_a_share_that_only_grows():
    go, told = threading.Semaphore(0), threading.Semaphore(0)
    steps = [
        (Step.BACA, 500, 1000),
        (Step.PERIKSA, 0, 1000),
        (Step.SIMPAN, 250, 1000),
        (Step.SIMPAN, 1, None),
    ]

    def work(tell):
        for step in steps:
            go.acquire()
            tell(*step)
            told.release()
        return "selesai"

    task = Tugas("Mengimpor", work)
    seen = []
    for _ in steps:
        go.release()
        told.acquire()
        seen.append((task.words, round(task.share, 2)))
    assert seen == [
        ("Membaca berkas: 500 dari 1.000 baris", 0.15),
        ("Memeriksa baris …", 0.3),
        ("Menyimpan: 250 dari 1.000 baris", 0.7),
        ("Menyimpan: 1 baris", 0.6),
    ]
    assert task.wait(10)
    assert task.outcome() == "selesai"


def test_what_is_stopped_ends_at_its_next_word_and_says_so():
    begun, go = threading.Event(), threading.Event()

    def work(tell):
        begun.set()
        go.wait(10)
        tell(Step.SIMPAN, 1, 2)
        pytest.fail("it went on")

    task = Tugas("Mengimpor", work)
    begun.wait(10)
    task.break_off()
    go.set()
    assert task.wait(10)
    with pytest.raises(BrokenOffError):
        task.outcome()


def test_a_refusal_reaches_whoever_asks_for_the_outcome():
    def work(_tell):
        raise Refused(problem(ProblemCode.BERKAS_KOSONG, berkas="a.csv"))

    task = Tugas("Membaca", work)
    assert task.wait(10)
    with pytest.raises(Refused, match=r"Berkas a\.csv kosong\."):
        task.outcome()


def test_the_outcome_is_not_there_before_the_end():
    go = threading.Event()
    task = Tugas("Membaca", lambda _tell: go.wait(10))
    assert not task.wait(0)
    with pytest.raises(RuntimeError):
        task.outcome()
    go.set()
    assert task.wait(10)
