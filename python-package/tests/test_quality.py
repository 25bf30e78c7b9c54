"""Selections, quality control, phenotype files and relationship matrices."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
import reference as ref
from numpy.testing import assert_allclose, assert_array_equal
from scipy import sparse

import genontk


@pytest.fixture(scope="module")
def apple(shared_data):
    return shared_data / "apple" / "apple.bed"


@pytest.fixture(scope="module")
def G(apple):
    return ref.read_bed(apple)


def test_a_selection_is_the_rows_and_columns_of_the_whole(apple, G):
    people = genontk.read_genotypes(apple).people
    by_index = genontk.read_genotypes(apple, people=[5, 0, 17], snps=range(10, 20))
    assert by_index.shape == (3, 10)
    assert_array_equal(np.asarray(by_index), G[np.ix_([5, 0, 17], range(10, 20))])
    assert by_index.people == [people[5], people[0], people[17]]
    mask = np.zeros(len(people), dtype=bool)
    mask[[3, 9]] = True
    assert_array_equal(np.asarray(genontk.read_genotypes(apple, mask)), G[[3, 9]])
    by_name = genontk.read_genotypes(apple, people[7], slice(0, 4))
    assert_array_equal(np.asarray(by_name), G[[7], :4])


def test_a_range_takes_the_snps_that_lie_in_it(apple):
    snps = genontk.read_genotypes(apple).snps
    chromosome, position = snps["chromosome"][0], snps["position"]
    inside = (snps["chromosome"] == chromosome) & position.between(1, position[5])
    got = genontk.read_genotypes(apple, snps=f"{chromosome}:1-{position[5]}")
    assert list(got.snps["id"]) == list(snps["id"][inside])
    with pytest.raises(genontk.InvalidInput, match="range"):
        genontk.read_genotypes(apple, snps="99:1-2")


def test_a_selection_in_the_fit_is_that_of_the_handle_and_of_the_array(apple, G):
    K = genontk.ntk_kernel(apple, snps=[4, 5, 6, 7], people=range(50))
    handle = genontk.read_genotypes(apple, range(50), [4, 5, 6, 7])
    assert_allclose(genontk.ntk_kernel(handle), K, rtol=0)
    assert_allclose(genontk.ntk_kernel(G[:50, 4:8]), K, atol=1e-12)


def test_a_summary_counts_as_an_independent_decoder_does(apple, G):
    summary = genontk.read_genotypes(apple).summary()
    frequency = np.nanmean(G, axis=0) / 2
    assert_allclose(summary.snps["frequency"], frequency, rtol=1e-12)
    assert_allclose(summary.snps["maf"], np.minimum(frequency, 1 - frequency), atol=1e-12)
    assert_array_equal(summary.snps["count"], np.nansum(G, axis=0))
    assert_allclose(summary.snps["missing"], np.isnan(G).mean(axis=0))
    assert_allclose(summary.people["missing"], np.isnan(G).mean(axis=1))
    assert summary.snps["hwe"].between(0, 1).all()
    assert "people" in repr(summary)


def test_what_is_dropped_is_in_a_table_with_its_reason(apple):
    summary = genontk.read_genotypes(apple).summary().snps
    people = genontk.read_genotypes(apple).people
    y = pd.Series(np.random.default_rng(1).normal(size=len(people)), index=people)
    fit = genontk.ntk_krr(y, apple, maf=0.1, hwe=1e-3)
    by_maf = summary["maf"] < 0.1
    by_hwe = ~by_maf & (summary["hwe"] < 1e-3)
    dropped = fit.dropped[fit.dropped["reason"] != "monomorphic"]
    reasons = dropped.groupby("reason")["id"].apply(set)
    assert reasons["minor allele frequency below maf"] <= set(summary["id"][by_maf])
    assert reasons["p value of Hardy-Weinberg equilibrium below hwe"] == set(summary["id"][by_hwe])
    assert fit.n_snps + len(fit.dropped) == len(summary)


def test_duplicates_are_dropped_on_request_and_listed(apple, tmp_path):
    for suffix in (".bed", ".fam"):
        shutil.copy(apple.with_suffix(suffix), tmp_path / f"twice{suffix}")
    lines = [line.split() for line in apple.with_suffix(".bim").read_text().splitlines()]
    lines[1] = [lines[0][0], "again", *lines[0][2:]]
    (tmp_path / "twice.bim").write_text("".join("\t".join(line) + "\n" for line in lines))
    people = genontk.read_genotypes(apple).people
    y = pd.Series(np.random.default_rng(1).normal(size=len(people)), index=people)
    kept = genontk.ntk_krr(y, tmp_path / "twice.bed")
    fit = genontk.ntk_krr(y, tmp_path / "twice.bed", duplicates="drop")
    assert "again" not in set(kept.dropped["id"])
    assert fit.dropped.set_index("id")["reason"]["again"].startswith("the same place")
    assert any("the same place" in message for message in fit.messages)


def test_a_sparse_matrix_is_its_dense_one():
    G = np.random.default_rng(2).binomial(2, 0.2, (30, 12)).astype(float)
    assert_allclose(genontk.ntk_kernel(sparse.csr_matrix(G)), genontk.ntk_kernel(G), rtol=0)


def test_ids_keep_their_leading_zeros_from_file_to_fit(tmp_path, apple):
    rng = np.random.default_rng(3)
    bim = apple.with_suffix(".bim").read_text().splitlines()[:40]
    n = 32
    body = rng.choice([0, 2, 3], size=(40, n))
    words = body.reshape(40, n // 4, 4) @ np.array([1, 4, 16, 64])
    (tmp_path / "x.bed").write_bytes(b"\x6c\x1b\x01" + words.astype(np.uint8).tobytes())
    (tmp_path / "x.bim").write_text("\n".join(bim))
    ids = [f"{k:04d}" for k in range(n)]
    (tmp_path / "x.fam").write_text("".join(f"f {i} 0 0 0 -9\r\n" for i in ids))
    lines = [f"f {i} {rng.normal():.5f} {'ab'[k % 2]}\n" for k, i in enumerate(ids)]
    (tmp_path / "x.txt").write_text("FID IID y site\n" + "".join(reversed(lines)))
    pheno = genontk.read_phenotypes(tmp_path / "x.txt")
    assert list(pheno.index) == ids[::-1]
    fit = genontk.ntk_krr("y ~ site", tmp_path / "x.bed", data=pheno)
    assert sorted(fit.fitted.index) == ids
    as_numbers = pd.read_csv(tmp_path / "x.txt", sep=" ")
    with pytest.raises(genontk.InvalidInput, match="leading zeros"):
        genontk.ntk_krr("y ~ 1", tmp_path / "x.bed", data=as_numbers, id="IID")


def test_phenotypes_of_a_fam_and_covariates_are_one_table(tmp_path, apple):
    people = genontk.read_genotypes(apple).people
    (tmp_path / "c.txt").write_text(
        "IID age site\n" + "".join(f"{p} {k} s{k % 3}\n" for k, p in enumerate(people))
    )
    table = genontk.read_phenotypes([apple.with_suffix(".fam"), tmp_path / "c.txt"])
    assert_array_equal(table["age"], range(len(people)))
    assert list(table["site"].cat.categories) == ["s0", "s1", "s2"]
    assert "phenotype" in table.columns


def test_a_grm_is_read_as_it_was_written(tmp_path, apple):
    people = genontk.read_genotypes(apple).people
    K = pd.DataFrame(genontk.ntk_kernel(apple, kernel="additive", scale="hwe"), people, people)
    genontk.write_grm(K, tmp_path / "x.grm.bin", 2828)
    back = genontk.read_grm(tmp_path / "x.grm.bin")
    assert list(back.index) == people
    assert_allclose(back, K, rtol=1e-6)
    y = pd.Series(np.random.default_rng(4).normal(size=len(people)), index=people)
    fit = genontk.ntk_krr(y, kernel=back)
    expected = genontk.ntk_krr(y, kernel=K)
    assert_allclose(fit.fitted, expected.fitted, atol=1e-4)
    with pytest.raises(genontk.InvalidInput):
        genontk.read_grm(tmp_path / "y.grm.bin")


@pytest.mark.skipif(shutil.which("plink2") is None, reason="plink2 is not here")
def test_the_relationship_matrix_is_that_of_plink2(tmp_path, shared_data):
    stem = shared_data / "regenie_example" / "example"
    subprocess.run(
        ["plink2", "--bfile", str(stem), "--make-grm-bin", "--out", str(tmp_path / "x")],
        check=True,
        capture_output=True,
    )
    theirs = genontk.read_grm(tmp_path / "x.grm.bin")
    ours = genontk.ntk_kernel(
        stem.with_suffix(".bed"), kernel="additive", scale="hwe", missing="pairwise"
    )
    assert_allclose(ours, theirs, atol=1e-6)
