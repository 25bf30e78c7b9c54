"""Files of phenotypes and covariates as labs write them."""

from __future__ import annotations

import gzip

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal

import genontk

N = 60


def table_of(cells, name="age"):
    lines = [f"f{k}\tp{k}\t{cell}\n" for k, cell in enumerate(cells)]
    return f"FID\tIID\t{name}\n" + "".join(lines)


def read(tmp_path, text, name="pheno.txt", **rules):
    (tmp_path / name).write_text(text)
    return genontk.read_phenotypes(tmp_path / name, **rules)


@pytest.mark.parametrize("missing", ["#N/A", "-", "NULL", "?", "na", "n/a", ".", "", "NaN", "-9"])
def test_a_covariate_with_a_missing_cell_stays_one_of_numbers(tmp_path, missing):
    ages = [missing if k == 7 else 30 + k % 25 for k in range(N)]
    data = read(tmp_path, table_of(ages))
    assert data["age"].dtype == np.float64
    data["y"] = np.random.default_rng(1).normal(size=N)
    G = np.random.default_rng(2).integers(0, 3, (N, 30))
    fit = genontk.ntk_lmm("y ~ age", pd.DataFrame(G, index=data.index), data=data)
    assert list(fit.fixed_effects["term"]) == ["(Intercept)", "age"]
    assert fit.n_people == N - 1


@pytest.mark.parametrize(
    "cell", ["unknown", "31,5", "1D", "0x1p3", "1_000", "Infinity", "31 years"]
)
def test_a_word_among_numbers_is_named(tmp_path, cell):
    text = table_of([cell if k == 7 else 30 + k for k in range(N)])
    with pytest.raises(genontk.InvalidInput) as error:
        read(tmp_path, text)
    for part in ("pheno.txt", "line 9", "'age'", f"'{cell}'"):
        assert part in str(error.value)
    ages = read(tmp_path, text, na=cell)["age"]
    assert_array_equal(ages.iloc[6:9], [36, np.nan, 38])
    assert ages.equals(read(tmp_path, text, na=[cell, 12])["age"])
    assert read(tmp_path, text, categorical="age")["age"].iloc[7] == cell


@pytest.mark.parametrize("word", ["1D", "2F", "0x1p3", "1_000", "Infinity", "Rome", "TRUE"])
def test_a_column_of_words_stays_one(tmp_path, word):
    assert list(read(tmp_path, table_of([word] * 3))["age"]) == [word] * 3


def test_numbers_that_mean_missing_are_declared_as_numbers(tmp_path):
    text = table_of([-99, 999, 5, 1.5])
    for na in ([-99, 999], np.array([-99.0, 999.0]), ("-99", "999")):
        assert_array_equal(read(tmp_path, text, na=na)["age"], [np.nan, np.nan, 5, 1.5])
    assert_array_equal(read(tmp_path, text, na=-99)["age"], [np.nan, 999, 5, 1.5])
    with pytest.raises(genontk.InvalidInput, match="na is"):
        read(tmp_path, text, na=[None])
    with pytest.raises(genontk.InvalidInput, match="names no column"):
        read(tmp_path, text, categorical=["site"])


def test_numeric_codes_are_categories_where_this_is_said(tmp_path):
    site = read(tmp_path, table_of([1, 2, -9, 1]), categorical="age")["age"]
    assert list(site.cat.categories) == ["1", "2"]
    assert site.isna().sum() == 1


@pytest.mark.parametrize("separator", [" ", "\t", ",", ";"])
@pytest.mark.parametrize(
    "header", ["fid iid y", "y ID", '"FID" "IID" "y"', "#FID IID y", "IID y FID"]
)
def test_headers_of_all_kinds_are_read(tmp_path, separator, header):
    cells = {"fid": "f", "iid": "007", "id": "007", "y": "1.5"}
    names = header.split()
    row = [cells[name.strip('#"').lower()] for name in names]
    text = separator.join(names) + "\n" + separator.join(row) + "\n"
    for name in ("a.txt", "a.csv", "a.tsv"):
        data = read(tmp_path, text, name)
        assert list(data.index) == ["007"]
        assert list(data.columns) == ["FID", "IID", "y"]
        assert data["y"].iloc[0] == 1.5
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text.encode()))
    assert genontk.read_phenotypes(tmp_path / "a.txt.gz")["y"].iloc[0] == 1.5


@pytest.mark.parametrize("header", ["person height", "SampleID,height", "cow milk"])
def test_a_header_never_becomes_a_person(tmp_path, header):
    comma = "," in header
    text = header + "\n" + "".join(f"p{k}{',' if comma else ' '}{k}.5\n" for k in range(4))
    with pytest.raises(genontk.InvalidInput, match=r"line 1 .*FID IID height"):
        read(tmp_path, text)


def test_what_pandas_writes_is_read(tmp_path):
    frame = pd.DataFrame({"IID": ["007", "008"], "y": [1.5, np.nan], "site": ["New York", "Rome"]})
    for index in (True, False):
        frame.to_csv(tmp_path / "x.csv", index=index)
        data = genontk.read_phenotypes(tmp_path / "x.csv")
        assert list(data.columns) == ["FID", "IID", "y", "site"]
        assert_array_equal(data["y"], frame["y"])
        assert list(data["site"]) == list(frame["site"])
    frame.to_csv(tmp_path / "x.txt", index=False, sep="\t", encoding="utf-16")
    assert list(genontk.read_phenotypes(tmp_path / "x.txt").index) == ["007", "008"]


def fileset(tmp_path, fam):
    n = len([line for line in fam.splitlines() if not line.startswith("#")])
    body = np.random.default_rng(3).integers(0, 256, (3, (n + 3) // 4)).astype(np.uint8)
    (tmp_path / "x.bed").write_bytes(b"\x6c\x1b\x01" + body.tobytes())
    (tmp_path / "x.bim").write_text("".join(f"1 s{k} 0 {k + 1} A G\n" for k in range(3)))
    (tmp_path / "x.fam").write_text(fam)
    return tmp_path / "x.bed"


def test_a_fam_with_further_phenotypes_opens(tmp_path):
    fam = "".join(f"f p{k} dad{k} mum 1 {k}.5 {k} -9 NA 4\n" for k in range(4))
    bed = fileset(tmp_path, fam)
    assert genontk.read_genotypes(bed).people == ["p0", "p1", "p2", "p3"]
    data = genontk.read_phenotypes(tmp_path / "x.fam")
    assert list(data.columns[5:]) == ["phenotype", *(f"phenotype{k}" for k in range(1, 5))]
    assert_array_equal(data["phenotype1"], [0, 1, 2, 3])
    assert data["phenotype2"].isna().all()


def test_a_header_in_a_fam_is_no_person(tmp_path):
    header = "#FID\tIID\tPAT\tMAT\tSEX\tPHENO1\n"
    fam = header + "".join(f"f\tp{k}\t0\t0\t{1 + k % 2}\t2\n" for k in range(4))
    assert genontk.read_genotypes(fileset(tmp_path, fam)).people == ["p0", "p1", "p2", "p3"]
    assert list(genontk.read_phenotypes(tmp_path / "x.fam")["SEX"]) == [1, 2, 1, 2]


def test_zero_is_missing_among_cases_and_controls_of_a_fam(tmp_path):
    codes = [1, 2, 0, -9]
    (tmp_path / "x.fam").write_text("".join(f"f p{c} 0 0 1 {c}\n" for c in codes))
    with pytest.warns(genontk.GenontkWarning, match="0 is missing"):
        data = genontk.read_phenotypes(tmp_path / "x.fam")
    assert_array_equal(data["phenotype"], [1, 2, np.nan, np.nan])


def test_a_trait_of_one_and_two_is_that_of_cases_where_two_classes_are_meant():
    rng = np.random.default_rng(4)
    G = rng.integers(0, 3, (N, 30))
    cases = rng.integers(0, 2, N)
    expected = genontk.ntk_lmm(cases, G, prevalence=0.1)
    coded = genontk.ntk_lmm(cases + 1, G, prevalence=0.1)
    assert any("1 and 2" in message for message in coded.messages)
    assert_array_equal(
        coded.heritability_liability["estimate"], expected.heritability_liability["estimate"]
    )
    assert_array_equal(coded.fixed_effects["estimate"], expected.fixed_effects["estimate"])
    with pytest.raises(genontk.InvalidInput, match="controls"):
        genontk.ntk_lmm(np.where(np.arange(N) == 3, -9, cases + 1), G, prevalence=0.1)
    compared = genontk.compare_methods(cases + 1, G, methods=["LMM"], splits=2)
    assert any("2 for cases" in message for message in compared.messages)
    auc = genontk.compare_methods(cases, G, methods=["LMM"], splits=2).table["auc"]
    assert compared.table["auc"].iloc[0] == pytest.approx(auc.iloc[0], abs=1e-9)


def framed(cells, formula="y ~ age"):
    rng = np.random.default_rng(6)
    data = pd.DataFrame({"y": rng.normal(size=N), "age": cells})
    return genontk.ntk_lmm(formula, rng.integers(0, 3, (N, 30)), data=data, kernel="additive")


@pytest.mark.parametrize("word", ["#N/A", "unknown", "31,5", None])
@pytest.mark.parametrize("kind", ["object", "string"])
def test_numbers_that_a_frame_holds_as_text_are_refused(word, kind):
    cells = [str(20 + k) if k != 7 or word is None else word for k in range(N)]
    with pytest.raises(genontk.InvalidInput, match="'age', which is text") as error:
        framed(pd.Series(cells, dtype=kind))
    assert word is None or f"'{word}'" in str(error.value)
    assert framed(pd.to_numeric(pd.Series(cells), errors="coerce")).n_people >= N - 1


def test_text_of_few_numbers_and_categories_of_numbers_are_factors():
    assert len(framed([str(k % 3) for k in range(N)]).fixed_effects) == 3
    assert len(framed([f"s{k % 3}" for k in range(N)]).fixed_effects) == 3
    assert len(framed(pd.Categorical([str(k % 25) for k in range(N)])).fixed_effects) == 25
    assert len(framed([str(k % 25) for k in range(N)], "y ~ C(age)").fixed_effects) == 25
