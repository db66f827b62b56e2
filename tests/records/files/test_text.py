"""Text tables: encodings, separators, ragged rows, and texts that cannot be taken apart."""

import pytest

from records.files.read import read_file
from sop.problem import ProblemCode, Refused

TABLE = "desa;kronologi\nBamban;“sapi” lepas – 3 ékor\nBagok;nihil\n"


def refusal(file):
    with pytest.raises(Refused) as refused:
        read_file(file)
    return refused.value.problems


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_usual_encoding_gives_the_same_table_and_is_named(written, encoding, named):
    raw = read_file(written("kejadian.csv", TABLE, encoding))
    assert raw.encoding == named
    assert raw.table["kronologi"].tolist() == ["“sapi” lepas – 3 ékor", "nihil"]
    assert [one.code for one in raw.warnings] == [ProblemCode.SANDI_TEKS]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_by_the_evenness_of_the_rows(written, separator):
    lines = [["tanggal", "bujur", "lintang"], ["2025-01-01", "115.1", "-2.0"], ["2025-01-02", "", "-2.1"]]
    raw = read_file(written("a.txt", "\n".join(separator.join(line) for line in lines)))
    assert raw.separator == separator
    assert raw.table.columns.tolist() == ["tanggal", "bujur", "lintang"]
    assert raw.table["bujur"].isna().tolist() == [False, True]


def test_decimal_commas_do_not_pass_for_separators(written):
    raw = read_file(written("a.csv", "tanggal;bujur;lintang\n2025-01-01;115,1;-2,0\n2025-01-02;115,2;-2,1\n"))
    assert raw.table["bujur"].tolist() == ["115,1", "115,2"]


def test_the_hint_line_of_spreadsheets_counts_as_a_row_but_is_no_header(written):
    raw = read_file(written("a.csv", "sep=;\na;b\n1;2\n"))
    assert raw.table.index.tolist() == [3]
    assert raw.table.columns.tolist() == ["a", "b"]


def test_ragged_rows_are_listed_with_their_row_and_the_rest_is_kept(written):
    raw = read_file(written("a.csv", 'a,b,c\n1,2,3\n\n4,5\n6,"x\ny",8\n9,10,11,12\n13,14,15\n'))
    assert raw.table.index.tolist() == [2, 5, 7]
    assert [(one.row, one.details["ada"], one.details["harus"]) for one in raw.rejected] == [
        (4, 2, 3),
        (6, 4, 3),
    ]
    assert raw.rows == 5


def test_a_blank_row_is_no_record(written):
    raw = read_file(written("a.csv", "a,b\n1,2\n,\n\n3,4\n"))
    assert raw.table.index.tolist() == [2, 5]
    assert raw.rows == 2


def test_a_quote_that_is_never_closed_refuses_the_file_and_names_the_row(written):
    (fault,) = refusal(written("a.csv", 'a,b\n1,2\n3,"tak ditutup\n5,6\n'))
    assert fault.code is ProblemCode.BERKAS_TAK_TERBACA
    assert "baris 3" in fault.message


def test_a_quote_inside_a_word_is_only_a_quote(written):
    assert read_file(written("a.csv", 'a,b\npipa 5" bocor,2\n')).table["a"].tolist() == ['pipa 5" bocor']


def test_headings_without_name_or_with_the_same_name_stay_apart(written):
    assert read_file(written("a.csv", "Tgl,,Tgl\n1,2,3\n")).table.columns.tolist() == [
        "Tgl",
        "kolom 2",
        "Tgl (2)",
    ]


def test_old_line_ends_are_line_ends(written):
    assert read_file(written("a.csv", "a,b\r1,2\r3,4\r")).table["b"].tolist() == ["2", "4"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", ProblemCode.BERKAS_KOSONG),
        ("a.csv", b" \n \n", ProblemCode.BERKAS_KOSONG),
        ("a.csv", bytes(range(256)) * 40, ProblemCode.BERKAS_ASING),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, ProblemCode.BERKAS_ASING),
        ("a.csv", b"%PDF-1.7 ...", ProblemCode.BERKAS_ASING),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ProblemCode.BERKAS_ASING),
        ("a.csv", b"a,b\n\x81\x8d,\xff\n", ProblemCode.BERKAS_TAK_TERBACA),
    ],
)
def test_what_is_no_table_is_refused_whole(written, name, content, code):
    assert [one.code for one in refusal(written(name, content))] == [code]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert [one.code for one in refusal(tmp_path / "hilang.csv")] == [ProblemCode.BERKAS_TAK_TERBACA]


def test_a_hundred_thousand_letters_in_a_cell_are_read_and_left_to_the_parser(written):
    assert read_file(written("a.csv", f"a,b\n1,{'x' * 100_000}\n")).table["b"].str.len().tolist() == [100_000]
