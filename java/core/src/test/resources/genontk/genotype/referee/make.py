"""Makes the fileset study.* and what plink2 and plink1.9 say of it: python3 make.py, in this folder."""

import random
import subprocess
from pathlib import Path

PEOPLE = 121
CHROMOSOMES = [("1", 40), ("2", 20), ("X", 12), ("Y", 5), ("MT", 5)]
CODES = {0: 3, 1: 2, 2: 0, None: 1}

random.seed(8)
sexes = [random.choice((1, 2)) for _ in range(PEOPLE)]
bed, bim = bytearray([0x6C, 0x1B, 1]), []
for chromosome, count in CHROMOSOMES:
    for k in range(count):
        frequency = random.choice((0.005, 0.02, 0.1, 0.3, 0.5, 0.8))
        missing = random.choice((0, 0, 0.02, 0.2))
        inbreeding = random.choice((0, 0, 0.3, 1))
        copies = []
        for sex in sexes:
            one, two = (random.random() < frequency for _ in range(2))
            haploid = chromosome == "MT" or (chromosome in "XY" and sex == 1)
            if (haploid and random.random() > 0.05) or random.random() < inbreeding:
                two = one
            lost = random.random() < missing or (chromosome == "Y" and sex == 2)
            copies.append(None if lost else one + two)
        bim.append(f"{chromosome}\t{chromosome}_{k}\t0\t{1000 * (k + 1)}\tA\tG\n")
        for start in range(0, PEOPLE, 4):
            four = copies[start : start + 4]
            bed.append(sum(CODES[c] << (2 * i) for i, c in enumerate(four)))
Path("study.bed").write_bytes(bed)
Path("study.bim").write_text("".join(bim))
Path("study.fam").write_text(
    "".join(f"F{i} P{i} 0 0 {sex} -9\n" for i, sex in enumerate(sexes, start=1))
)


def plink(program, *arguments):
    subprocess.run([program, *arguments], check=True, stdout=subprocess.DEVNULL)


plink(
    *("plink2", "--bfile", "study", "--freq", "cols=chrom,ref,alt1,altfreq,nobs"),
    *("--missing", "--hardy", "--out", "plink2"),
)
plink("plink2", "--bfile", "study", "--hardy", "midp", "--out", "midp")
plink("plink1.9", "--bfile", "study", "--freq", "--hardy", "--missing", "--allow-no-sex", "--out", "plink1")
plink("plink2", "--bfile", "study", "--make-rel", "square", "--out", "plink2")
for path in Path().glob("*.log"):
    path.unlink()
