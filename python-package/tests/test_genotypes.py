"""Genotype files are read as an independent decoder reads them."""

import shutil

import numpy as np
import pandas as pd
import pytest
import reference as ref
from numpy.testing import assert_allclose, assert_array_equal

import genontk


@pytest.fixture(scope="module")
def apple(shared_data):
    return shared_data / "apple" / "apple.bed"


@pytest.fixture(scope="module")
def pheno(apple):
    return pd.read_csv(apple.with_name("pheno.csv"))


@pytest.mark.parametrize(
    "name", ["apple/apple.bed", "regenie_example/example.bed", "fastlmm_toydata/toydata.5chrom.bed"]
)
def test_a_bed_holds_what_an_independent_decoder_finds(shared_data, name):
    path = shared_data / name
    handle = genontk.read_genotypes(path)
    expected = ref.read_bed(path)
    assert handle.shape == expected.shape
    assert_array_equal(np.asarray(handle), expected)
    frame = handle.to_frame()
    snps = [line.split()[1] for line in path.with_suffix(".bim").read_text().splitlines()]
    assert list(frame.columns) == snps


def test_people_of_a_bed_are_named_by_their_own_id_where_it_is_unique(apple):
    names = [line.split()[1] for line in apple.with_suffix(".fam").read_text().splitlines()]
    assert genontk.read_genotypes(apple).people == names


def test_a_handle_is_light(apple):
    handle = genontk.read_genotypes(apple)
    assert "247" in repr(handle)
    assert len(repr(handle)) < 300


def test_path_handle_frame_and_array_give_the_same_fit(apple, pheno):
    handle = genontk.read_genotypes(apple)
    sources = [apple, str(apple), handle, handle.to_frame()]
    fits = [
        genontk.ntk_lmm("WT_HB ~ 1", source, data=pheno, id="INDIV", kernel="additive")
        for source in sources
    ]
    for fit in fits[1:]:
        assert_allclose(
            fit.variance_components["estimate"],
            fits[0].variance_components["estimate"],
            rtol=1e-10,
        )


def test_new_people_are_predicted_from_the_file(apple, pheno):
    training, new = pheno[:200], pheno[200:]
    fit = genontk.ntk_krr("WT_HB ~ 1", apple, data=training, id="INDIV")
    got = fit.predict(apple, new)
    assert list(got.index) == list(new["INDIV"])
    G = ref.read_bed(apple)
    used = training["WT_HB"].notna().to_numpy()
    row = {name: i for i, name in enumerate(genontk.read_genotypes(apple).people)}
    G_train = G[[row[name] for name in training["INDIV"][used]]]
    G_new = G[[row[name] for name in new["INDIV"]]]
    expected = ref.ridge(
        ref.ntk(G_train),
        training["WT_HB"][used].to_numpy(),
        np.ones((used.sum(), 1)),
        fit.penalty,
        ref.ntk_cross(G_new, G_train),
        np.ones((len(new), 1)),
    )
    assert_allclose(got, expected, rtol=1e-8)


# For each byte of a .bed, the byte with the homozygotes exchanged.
EXCHANGED = bytes(
    sum((3 - code if code in {0, 3} else code) << s for s in (0, 2, 4, 6) for code in [b >> s & 3])
    for b in range(256)
)


def test_snps_that_are_flipped_or_lacking_are_said_by_warnings(apple, tmp_path):
    genotypes = genontk.read_genotypes(apple, snps=range(40))
    y = pd.Series(ref.read_bed(apple)[:, :20].sum(axis=1), genotypes.people)
    fit = genontk.ntk_krr(y, genotypes)
    expected = fit.predict(genotypes)
    bim = [line.split() for line in apple.with_suffix(".bim").read_text().splitlines()]
    bed = bytearray(apple.read_bytes())
    size = (len(bed) - 3) // len(bim)
    for j in range(0, len(bim), 2):
        bim[j][4:] = reversed(bim[j][4:])
        snp = slice(3 + j * size, 3 + (j + 1) * size)
        bed[snp] = bed[snp].translate(EXCHANGED)
    other = tmp_path / "other.bed"
    other.write_bytes(bed)
    other.with_suffix(".bim").write_text("".join("\t".join(line) + "\n" for line in bim))
    shutil.copy(apple.with_suffix(".fam"), other.with_suffix(".fam"))
    with pytest.warns(genontk.GenontkWarning, match="20 SNPs count the other allele"):
        assert_allclose(fit.predict(other), expected, rtol=1e-12)
    with pytest.warns(genontk.GenontkWarning, match="2 of 40 SNPs are not in the new genotypes"):
        fit.predict(genontk.read_genotypes(other, snps=range(2, 40)))
    with pytest.raises(genontk.InvalidInput, match="allowed are up to 10 %"):
        fit.predict(genontk.read_genotypes(other, snps=range(5, 40)))


def test_a_subset_of_people_is_found_in_a_file_by_id(apple, pheno):
    keep = (pheno["Family"] == pheno["Family"][0]).to_numpy()
    subset = genontk.ntk_lmm("WT_HB ~ 1", apple, data=pheno, id="INDIV", subset=keep)
    rows = genontk.ntk_lmm("WT_HB ~ 1", apple, data=pheno[keep], id="INDIV")
    assert_allclose(
        subset.variance_components["estimate"], rows.variance_components["estimate"], rtol=1e-10
    )
    by_position = genontk.ntk_lmm(pheno["WT_HB"].to_numpy(), apple, subset=keep)
    assert by_position.n_people == rows.n_people


@pytest.mark.parametrize("without", [".fam", ".bim"])
def test_a_bed_without_its_tables_is_invalid_input(apple, tmp_path, without):
    for suffix in {".bed", ".bim", ".fam"} - {without}:
        shutil.copy(apple.with_suffix(suffix), tmp_path)
    with pytest.raises(genontk.InvalidInput, match=without):
        genontk.read_genotypes(tmp_path / "apple.bed")


def test_a_truncated_bed_is_invalid_input(apple, tmp_path):
    for suffix in (".bim", ".fam"):
        shutil.copy(apple.with_suffix(suffix), tmp_path)
    (tmp_path / "apple.bed").write_bytes(apple.read_bytes()[:-100])
    with pytest.raises(genontk.InvalidInput):
        genontk.read_genotypes(tmp_path / "apple.bed")


@pytest.mark.parametrize("path", ["nowhere.bed", "nowhere.npy", "study.vcf", "study"])
def test_a_path_that_cannot_be_read_is_invalid_input(path):
    with pytest.raises(genontk.InvalidInput, match=path):
        genontk.read_genotypes(path)
