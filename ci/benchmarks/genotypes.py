"""Genotypes, with plink as peer: python genotypes.py DATA THREADS PAGE.

Writes the section Genotypes of PAGE: genontk's and plink2's times for a relationship matrix and for
quality control, the memory, and how far genontk's numbers are from those that plink prints for the
filesets in DATA and for a simulated one. genontk, plink2 and plink1.9 must be installed.
"""

import importlib.metadata
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import page
from referees import plink, referee, simulated
from sections import Row

import genontk

FILESETS = ("regenie_example/example", "fastlmm_toydata/toydata.5chrom", "apple/apple")
PEOPLE, MORE_PEOPLE, SNPS = 2000, 5000, 100_000
RUNS = 3
MOMENT_SECONDS = 4
MEGABYTE = 1 << 20


def library():
    """The BLAS in SciPy's wheel: that of a system may not know the processor."""
    libraries = Path(importlib.metadata.distribution("scipy").locate_file("scipy.libs"))
    return str(next(libraries.glob("libscipy_openblas*")))


def kernel(bed, threads, precision="double"):
    return genontk.ntk_kernel(
        bed,
        kernel="additive",
        scale="hwe",
        maf=0.01,
        precision=precision,
        threads=threads,
        progress=False,
    )


def quality(bed, threads):
    return genontk.read_genotypes(bed).summary()


TASKS = {"kernel": kernel, "quality": quality}


def alone(task, bed, threads):
    """The work of a process of its own: it prints Java's memory before and at its peak."""
    genontk.sitrep()
    before = of_java("VmRSS")
    TASKS[task](bed, int(threads))
    print(json.dumps({"before": before, "peak": of_java("VmHWM")}))


def of_java(field):
    """Megabytes of this process' Java, where Linux tells them."""
    me = str(os.getpid())
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue
        if told["PPid"].strip() == me and told["Name"].strip() == "genontk-java":
            return int(told[field].split()[0]) * 1024 / MEGABYTE
    raise RuntimeError("Java is no child of this process")


def process(task, bed, threads):
    command = [sys.executable, __file__, "alone", task, str(bed), str(threads)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def least(work):
    """Repeat short work for a moment, until it is compiled."""
    seconds = []
    while len(seconds) < RUNS or sum(seconds) < MOMENT_SECONDS:
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def dummy(stem, people, snps):
    command = ["plink2", "--dummy", str(people), str(snps), "--seed", "1", "--make-bed"]
    subprocess.run([*command, "--out", str(stem)], check=True, capture_output=True)
    return stem.with_suffix(".bed")


def second_name(bed):
    """Another name of the same fileset."""
    other = bed.with_stem(bed.stem + "-2")
    for extension in (".bed", ".bim", ".fam"):
        other.with_suffix(extension).hardlink_to(bed.with_suffix(extension))
    return other


def race(folder, bed, threads):
    """Time a relationship matrix and quality control; all of plink2's times are of a process."""
    stem, out = bed.with_suffix(""), folder / "plink"
    two = ("--threads", threads)
    made = (*two, "--maf", "0.01", "--make-rel", "square", "bin")
    size = f"{PEOPLE:,} people x {SNPS:,} SNPs"
    theirs = least(lambda: plink("plink2", stem, out, *made))
    matrix = np.fromfile(f"{out}.rel.bin").reshape(PEOPLE, PEOPLE)
    for precision in ("double", "single"):
        apart = np.abs(kernel(bed, threads, precision) - matrix).max()
        if apart > 1e-6:
            raise AssertionError(f"the {precision} matrix differs by {apart}")
        ours = least(lambda precision=precision: kernel(bed, threads, precision))
        work = f"GRM of {size}, {precision}"
        yield Row(work, "plink2 --make-rel square bin", ours, theirs, apart, faster=1)
    ours = least(lambda: process("kernel", bed, threads))
    work = f"GRM of {size}, Python and Java started for it"
    yield Row(work, "plink2 --make-rel square bin", ours, theirs, None)
    theirs = least(lambda: plink("plink2", stem, out, *two, "--freq"))
    handle = genontk.read_genotypes(bed)
    ours = least(handle.summary)
    yield Row("quality control of an open file", "plink2 --freq", ours, theirs, None, within=2)
    names = itertools.cycle([bed, second_name(bed)])  # what was opened last is not read again
    ours = least(lambda: quality(next(names), threads))
    yield Row("reading them with quality control", "plink2 --freq", ours, theirs, None, within=2)
    every = (*two, "--freq", "--missing", "--hardy")
    all_of_it = least(lambda: plink("plink2", stem, out, *every))
    yield Row(
        "reading them with quality control",
        "plink2 --freq --missing --hardy",
        ours,
        all_of_it,
        None,
    )
    ours = least(lambda: process("quality", bed, threads))
    work = "the same, Python and Java started for it"
    yield Row(work, "plink2 --freq", ours, theirs, None)


def memory(people, task, bed, threads, goal=None):
    told = process(task, bed, threads)
    size = bed.stat().st_size / MEGABYTE
    met = "" if goal is None else "yes" if told["peak"] <= goal else "**no**"
    numbers = [size, told["before"], told["peak"]] + ([] if goal is None else [goal])
    cells = [f"{number:.0f}" for number in numbers] + ([""] if goal is None else [])
    return f"| {task} | {people:,} | " + " | ".join([*cells, met]) + " |"


def memories(folder, bed, threads):
    """Java's resident memory, mapped pages of the file included."""
    large = dummy(folder / "large", MORE_PEOPLE, SNPS)
    goal = 8 * PEOPLE * PEOPLE / MEGABYTE + 256
    return "\n".join(
        [
            "| MB | people | .bed | Java before | its peak | goal: n² doubles + 256 | goal met |",
            "|---|---|---|---|---|---|---|",
            memory(PEOPLE, "kernel", bed, threads, goal),
            memory(PEOPLE, "quality", bed, threads),
            memory(MORE_PEOPLE, "kernel", large, threads),
            memory(MORE_PEOPLE, "quality", large, threads),
        ]
    )


def referees(data, folder):
    """A table with one column per fileset."""
    simulated(folder / "simulated")
    beds = [Path(data, f"{name}.bed") for name in FILESETS] + [folder / "simulated.bed"]
    columns = [dict(referee(bed, folder / "referee")) for bed in beds]
    lines = ["| | " + " | ".join(bed.stem for bed in beds) + " |", "|---" * (len(beds) + 1) + "|"]
    for what in columns[0]:
        lines.append(f"| {what} | " + " | ".join(column[what] for column in columns) + " |")
    return "\n".join(lines)


def main(data, threads, target):
    warnings.simplefilter("ignore", genontk.GenontkWarning)
    threads, load = int(threads), os.getloadavg()[0]
    os.environ.setdefault("GENONTK_BLAS", library())
    version = subprocess.run(["plink2", "--version"], capture_output=True, text=True).stdout
    blas = genontk.sitrep()["backend_description"].split(" (/")[0]
    about = page.about([" ".join(version.split()), blas], threads, load)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bed = dummy(folder / "dummy", PEOPLE, SNPS)
        rows = list(race(folder, bed, threads))
        taken = memories(folder, bed, threads)
        apart = referees(data, folder)
    text = "\n\n".join([about, HOW, page.table(rows), taken, REFEREES, apart])
    page.write(Path(target), "Genotypes", text)
    print(text)


HOW = """plink2 is timed as a process, genontk as a call in a warm session. In the rows that say
so, genontk is a process that starts Python and Java, does this and ends. Reading with quality
control is `read_genotypes(path).summary()`: names and places of SNPs, counts, frequencies,
missing genotypes of SNPs and people, and exact tests. For an open file it is `summary()` alone.
Memory is what Linux says of Java, the file's mapped pages included. As doubles the genotypes of
5,000 people would take 4,000 MB."""

REFEREES = """How far genontk is from plink2 2.00a3.5 and plink1.9, in units of the last digit
that plink prints. That is at most 0.5 where plink rounds as we would. For relationship matrices
it is the largest difference, and the number of people whom one matrix keeps and the other does
not."""

if __name__ == "__main__":
    (alone if sys.argv[1] == "alone" else main)(*sys.argv[2 if sys.argv[1] == "alone" else 1 :])
