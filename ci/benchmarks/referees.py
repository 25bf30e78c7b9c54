"""How far genontk's numbers are from what plink2 and plink1.9 print of a fileset."""

import subprocess

import numpy as np
import pandas as pd

import genontk

EVERYONE = ("--allow-extra-chr", "--nonfounders")


def plink(program, stem, out, *arguments):
    command = [program, "--bfile", str(stem), *map(str, arguments), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)


def write_bed(stem, genotypes):
    """A fileset of copies of A (people x SNPs), NaN where missing."""
    codes = np.select([genotypes == 2, genotypes == 1, genotypes == 0], [0, 2, 3], 1)
    padded = np.pad(codes, ((0, -len(codes) % 4), (0, 0)))
    bits = np.einsum("pfs,f->sp", padded.reshape(-1, 4, codes.shape[1]), [1, 4, 16, 64])
    stem.with_suffix(".bed").write_bytes(b"\x6c\x1b\x01" + bits.astype(np.uint8).tobytes())
    snps = (f"1\trs{j}\t0\t{1000 * j}\tA\tG\n" for j in range(1, codes.shape[1] + 1))
    stem.with_suffix(".bim").write_text("".join(snps))
    people = (f"f{i}\tp{i}\t0\t0\t1\t-9\n" for i in range(1, len(codes) + 1))
    stem.with_suffix(".fam").write_text("".join(people))


def simulated(stem, people=1000, snps=5000, missing=0.03):
    """A fileset of frequencies from .05 to .5, some genotypes missing."""
    genotypes = genontk.simulate_genotypes(people, snps, seed=1)
    random = np.random.default_rng(1)
    genotypes[random.random(genotypes.shape) < missing * random.random(snps) * 2] = np.nan
    write_bed(stem, genotypes)


def table(out, suffix, id_column="ID"):
    words = {id_column: str, "REF": str, "A1": str, "IID": str}
    return pd.read_csv(f"{out}{suffix}", sep=r"\s+", dtype=words).set_index(id_column)


def units(printed, ours, digits):
    """How many units of the last printed digit two columns are apart at most."""
    theirs = pd.to_numeric(printed, errors="coerce").to_numpy()
    known = np.isfinite(theirs)
    theirs, ours = theirs[known], np.asarray(ours, dtype=float)[known]
    size = np.floor(np.log10(np.maximum(np.abs(theirs), 1e-300)))
    return float(np.max(np.abs(theirs - ours) / 10.0 ** (size - digits + 1), initial=0))


def counts(stem, out, genotypes):
    """What plink counts: alleles, frequencies, missing genotypes, equilibrium."""
    plink("plink2", stem, out, *EVERYONE, "--freq", "--missing", "--hardy")
    plink("plink2", stem, f"{out}.counts", *EVERYONE, "--freq", "counts")
    plink("plink2", stem, f"{out}.mid", *EVERYONE, "--hardy", "midp")
    plink(
        "plink1.9",
        stem,
        f"{out}.one",
        *EVERYONE,
        "--allow-no-sex",
        "--freq",
        "--missing",
        "--hardy",
    )
    summary = genotypes.summary()
    snps, mid = summary.snps.set_index("id"), genotypes.summary(midp=True).snps.set_index("id")
    frequency, count = table(out, ".afreq"), table(f"{out}.counts", ".acount")
    of = snps.loc[frequency.index]
    counted = frequency["REF"] == of["allele2"]
    yield (
        "allele counts, plink2",
        units(count["ALT_CTS"], of["count"].where(counted, of["alleles"] - of["count"]), 6),
    )
    yield (
        "allele frequencies, plink2",
        units(frequency["ALT_FREQS"], of["frequency"].where(counted, 1 - of["frequency"]), 6),
    )
    one = table(f"{out}.one", ".frq", "SNP")
    yield "minor allele frequencies, plink1.9", units(one["MAF"], snps["maf"].loc[one.index], 4)
    for who, key, new, old, ours in (
        ("SNPs", ("ID", "SNP"), ".vmiss", ".lmiss", snps["missing"]),
        ("people", ("IID", "IID"), ".smiss", ".imiss", summary.people["missing"]),
    ):
        new, old = table(out, new, key[0]), table(f"{out}.one", old, key[1])
        yield f"missing in {who}, plink2", units(new["F_MISS"], ours, 6)
        yield f"missing in {who}, plink1.9", units(old["F_MISS"], ours, 4)
    hardy, middle = table(out, ".hardy"), table(f"{out}.mid", ".hardy")
    yield "Hardy-Weinberg, plink2", units(hardy["P"], snps["hwe"].loc[hardy.index], 6)
    yield "Hardy-Weinberg, mid p, plink2", units(middle["MIDP"], mid["hwe"].loc[middle.index], 6)
    old = table(f"{out}.one", ".hwe", "SNP")
    old = old[old["TEST"].str.startswith("ALL")]
    yield "Hardy-Weinberg, plink1.9", units(old["P"], snps["hwe"].loc[old.index], 4)


def relationship(stem, out, bed):
    """Relationship matrices, made, read and written."""
    plink("plink2", stem, out, *EVERYONE, "--make-rel", "square", "bin")
    plink("plink2", stem, out, *EVERYONE, "--make-grm-bin")
    ours = genontk.ntk_kernel(
        bed, kernel="additive", scale="hwe", missing="pairwise", progress=False
    )
    theirs = np.fromfile(f"{out}.rel.bin").reshape(ours.shape)
    yield "plink2 --make-rel", np.abs(ours - theirs).max()
    read = genontk.read_grm(f"{out}.grm.bin")
    yield "plink2 --make-grm-bin, read", np.abs(ours - read.to_numpy()).max()
    ids = pd.read_csv(f"{out}.grm.id", sep=r"\s+", header=None, dtype=str)
    frame = pd.DataFrame(ours, read.index, read.index)
    genontk.write_grm(frame, f"{out}.ours.grm.bin", len(genontk.read_genotypes(bed).snps))
    written = np.fromfile(f"{out}.ours.grm.bin", dtype="<f4")
    yield (
        "write_grm, as --make-grm-bin",
        np.abs(written - np.fromfile(f"{out}.grm.bin", dtype="<f4")).max(),
    )
    cut = np.quantile(ours[np.tril_indices(len(ours), -1)], 0.999)
    kept = [cut_off("plink1.9", f"{out}{name}", f"{out}{name}.cut", cut) for name in ("", ".ours")]
    yield "people kept by plink1.9 --grm-bin --rel-cutoff: others", float(len(kept[0] ^ kept[1]))
    assert len(ids) == len(ours) and 0 < len(kept[0]) < len(ids)


def cut_off(program, grm, out, limit):
    """The people whom plink1.9 keeps when it reads a relationship matrix."""
    command = [program, "--grm-bin", grm, "--rel-cutoff", str(limit), "--out", out]
    subprocess.run(command, check=True, capture_output=True)
    return set(pd.read_csv(f"{out}.grm.id", sep=r"\s+", header=None, dtype=str)[1])


def scores(stem, out, bed, genotypes):
    """An additive model's genetic values by `plink2 --score` of its effects."""
    noise = np.random.default_rng(2).normal(size=genotypes.n_people)
    frame = genotypes.to_frame().iloc[:, :100]
    y = pd.Series(frame.fillna(frame.mean()).sum(axis=1).to_numpy() + 5 * noise, genotypes.people)
    fit = genontk.ntk_lmm(y, bed, kernel="additive", progress=False)
    model = genontk.load_model(genontk.save_model(fit, f"{out}.genontk", effects_only=True))
    snps = model.snp_effects()
    snps[["id", "allele1", "effect"]].to_csv(f"{out}.effects", sep="\t", index=False)
    # Not by `center`, which takes a missing genotype for another number than the mean.
    plink("plink2", stem, out, *EVERYONE, "--score", f"{out}.effects", "header", "cols=+scoresums")
    ours = model.predict(bed) - model.fixed_effects["estimate"].iloc[0]
    ours += (snps["effect"] * snps["mean"]).sum()
    assert snps["effect"].abs().max() > 0
    return units(table(out, ".sscore", "IID")["SCORE1_SUM"], ours, 6)


def referee(bed, out):
    """Yields what is compared, how far apart it is, and in what."""
    stem, genotypes = bed.with_suffix(""), genontk.read_genotypes(bed)
    for what, apart in counts(stem, out, genotypes):
        yield what, f"{apart:.2f}"
    for what, apart in relationship(stem, out, bed):
        yield what, f"{apart:.0e}" if apart else "0"
    yield "additive model, plink2 --score", f"{scores(stem, out, bed, genotypes):.2f}"
