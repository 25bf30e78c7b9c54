"""Genotypes beside plink: python genotypes.py DATA THREADS [PEOPLE SNPS].

Prints how far genontk's numbers are from what plink2 and plink1.9 print of the real filesets in
DATA, and then the times of a relationship matrix and of quality control beside plink2's, of a
simulated .bed. genontk, plink2 and plink1.9 must be installed.
"""

import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

import genontk

FILESETS = ("regenie_example/example", "fastlmm_toydata/toydata.5chrom", "apple/apple")
RUNS = 3
MOMENT_SECONDS = 4


def plink(program, stem, out, *arguments):
    command = [program, "--bfile", str(stem), *arguments, "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)


def table(out, suffix):
    return pd.read_csv(f"{out}{suffix}", sep=r"\s+", dtype={"ID": str, "REF": str})


def apart(printed, ours, digits):
    """How many units of the last printed digit two columns are apart at most."""
    theirs = pd.to_numeric(printed, errors="coerce").to_numpy()
    known = np.isfinite(theirs)
    theirs, ours = theirs[known], np.asarray(ours)[known]
    size = np.floor(np.log10(np.maximum(np.abs(theirs), 1e-300)))
    return float(np.max(np.abs(theirs - ours) / 10 ** (size - digits + 1), initial=0))


def referee(stem, out):
    """Compare with all that plink prints of a fileset."""
    plink("plink2", stem, out, "--allow-extra-chr", "--nonfounders", "--freq", "--missing")
    plink("plink2", stem, out, "--allow-extra-chr", "--nonfounders", "--hardy")
    plink("plink2", stem, f"{out}.mid", "--allow-extra-chr", "--nonfounders", "--hardy", "midp")
    genotypes = genontk.read_genotypes(stem.with_name(stem.name + ".bed"))
    summary = genotypes.summary()
    snps = summary.snps.set_index("id")
    frequency = table(out, ".afreq").set_index("ID")
    same = frequency["REF"] == snps["allele2"].loc[frequency.index]
    ours = snps["frequency"].loc[frequency.index]
    yield "allele frequency", apart(frequency["ALT_FREQS"], ours.where(same, 1 - ours), 6)
    missing = table(out, ".vmiss").set_index("ID")
    yield "missing, SNPs", apart(missing["F_MISS"], snps["missing"].loc[missing.index], 6)
    yield "missing, people", apart(table(out, ".smiss")["F_MISS"], summary.people["missing"], 6)
    for name, suffix, column, midp in (
        ("Hardy-Weinberg", "", "P", False),
        ("Hardy-Weinberg, mid p", ".mid", "MIDP", True),
    ):
        hardy = table(f"{out}{suffix}", ".hardy").set_index("ID")
        tested = genotypes.summary(midp=midp).snps.set_index("id")["hwe"].loc[hardy.index]
        yield name, apart(hardy[column], tested, 6)


def least(work):
    """Repeat short work for a moment, so that what is compiled at run time is."""
    seconds = []
    while len(seconds) < RUNS or sum(seconds) < MOMENT_SECONDS:
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def race(folder, threads, people, snps):
    """Time a relationship matrix and quality control of a simulated file."""
    stem = folder / "simulated"
    dummy = ["plink2", "--dummy", str(people), str(snps), "--seed", "1", "--make-bed"]
    subprocess.run([*dummy, "--out", str(stem)], check=True, capture_output=True)
    bed = stem.with_suffix(".bed")
    limits = ("--threads", str(threads), "--maf", "0.01")
    out = folder / "plink"

    def kernel(precision):
        return genontk.ntk_kernel(
            bed,
            kernel="additive",
            scale="hwe",
            maf=0.01,
            precision=precision,
            threads=threads,
            progress=False,
        )

    theirs = least(lambda: plink("plink2", stem, out, *limits, "--make-rel", "square", "bin"))
    matrix = np.fromfile(f"{out}.rel.bin").reshape(people, people)
    for precision in ("single", "double"):
        distance = np.max(np.abs(kernel(precision) - matrix))
        ours = least(lambda precision=precision: kernel(precision))
        print(
            f"  GRM, {people} x {snps}, {precision:<7} {ours:8.3f} s   plink2 --make-rel"
            f" {theirs:8.3f} s   differs by {distance:.1e}"
        )
    theirs = least(lambda: plink("plink2", stem, out, "--threads", str(threads), "--freq"))
    genotypes = genontk.read_genotypes(bed)
    ours = least(genotypes.summary)
    print(f"  quality control        {ours:8.3f} s   plink2 --freq     {theirs:8.3f} s")


def main():
    data, threads, *size = sys.argv[1:]
    people, snps = (int(number) for number in size) if size else (2000, 100_000)
    warnings.simplefilter("ignore", genontk.GenontkWarning)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for fileset in FILESETS:
            print(f"  {fileset}: units of the last printed digit apart (at most 0.5)")
            for what, units in referee(Path(data, fileset), folder / "referee"):
                print(f"    {what:<24} {units:6.2f}", flush=True)
        race(folder, int(threads), people, snps)


main()
