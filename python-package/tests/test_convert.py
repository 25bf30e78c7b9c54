"""plink2 converts files of other formats, as the messages say."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import genontk

needs_plink2 = pytest.mark.skipif(shutil.which("plink2") is None, reason="plink2 is not here")


def test_a_vcf_is_refused_with_the_command_that_converts_it(tmp_path):
    with pytest.raises(genontk.InvalidInput, match=r"plink2 --vcf .*--make-bed"):
        genontk.read_genotypes(tmp_path / "study.vcf.gz")


def plink2(*arguments):
    subprocess.run(["plink2", *map(str, arguments)], check=True, capture_output=True)


def copies_of(bed, snps):
    """Copies of the allele that `snps` names first, whichever allele the file counts."""
    genotypes = genontk.read_genotypes(bed)
    frame = genotypes.to_frame()[snps["id"]]
    other = genotypes.snps.set_index("id")["allele1"].loc[snps["id"]].to_numpy() != snps["allele1"]
    return np.where(other, 2 - frame, frame)


@needs_plink2
@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        ("--export ind-major-bed", ".bed"),
        ("--export vcf", ".vcf"),
        ("--export vcf bgz", ".vcf.gz"),
        ("--export bcf", ".bcf"),
        ("--export bgen-1.2 bits=8", ".bgen"),
        ("--make-pgen", ".pgen"),
        ("--make-pgen vzs", ".pgen"),
    ],
)
def test_the_command_of_a_refusal_makes_a_bed_of_the_same_genotypes(
    tmp_path, shared_data, form, suffix
):
    folder = tmp_path / "our lab's files"
    folder.mkdir()
    bed = shared_data / "regenie_example" / "example.bed"
    plink2("--bfile", bed.with_suffix(""), *form.split(), "--out", folder / "study")
    with pytest.raises(genontk.InvalidInput) as refusal:
        genontk.read_genotypes(folder / f"study{suffix}")
    command = re.search(r"plink2 .*--out NAME", str(refusal.value))[0]
    subprocess.run(shlex.split(command), cwd=tmp_path, check=True, capture_output=True)
    snps = genontk.read_genotypes(bed).snps
    assert_array_equal(copies_of(tmp_path / "NAME.bed", snps), copies_of(bed, snps))


@needs_plink2
def test_variants_without_names_are_named_by_their_place(tmp_path, monkeypatch):
    monkeypatch.setenv("GENONTK_CACHE", str(tmp_path / "cache"))
    header = "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT S_1 S_2 S_3"
    rows = (
        "1 100 . A G . . . GT 0/1 1/1 0/0",
        "1 300 . C T,G . . . GT 0/1 0/2 0/0",
        "HLA 200 . C CTT . . . GT 0/1 0/0 ./.",
    )
    vcf = tmp_path / "calls.vcf"
    lines = ["##fileformat=VCFv4.2", *("\t".join(line.split()) for line in (header, *rows))]
    vcf.write_text("\n".join(lines) + "\n")
    with pytest.warns(genontk.GenontkWarning, match="has converted"):
        genotypes = genontk.read_genotypes(vcf, convert=True)
    assert list(genotypes.snps["id"]) == ["1:100:G:A", "HLA:200:CTT:C"]
    assert genotypes.people == ["S_1", "S_2", "S_3"]
    assert_array_equal(genotypes, [[1, 1], [2, 0], [0, np.nan]])


@needs_plink2
def test_a_vcf_is_converted_once(tmp_path, shared_data, monkeypatch):
    monkeypatch.setenv("GENONTK_CACHE", str(tmp_path / "cache"))
    stem = shared_data / "regenie_example" / "example"
    plink2("--bfile", stem, "--export", "vcf", "--out", tmp_path / "study")
    with pytest.warns(genontk.GenontkWarning, match="plink2 has converted"):
        first = genontk.read_genotypes(tmp_path / "study.vcf", convert=True)
    again = genontk.read_genotypes(tmp_path / "study.vcf", convert=True)
    assert again.path == first.path
    assert Path(first.path).parent == tmp_path / "cache"
    assert first.shape == genontk.read_genotypes(stem.with_suffix(".bed")).shape
