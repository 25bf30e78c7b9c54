"""Other programs give the same numbers; the scripts that ran them are in peers/."""

import numpy as np
import pandas as pd
from numpy.testing import assert_allclose

import genontk


def test_additive_reml_is_that_of_gemma(shared_data):
    apple = shared_data / "apple"
    fit = genontk.ntk_lmm(
        "WT_HB ~ 1",
        str(apple / "apple.bed"),
        data=pd.read_csv(apple / "pheno.csv"),
        id="INDIV",
        kernel="additive",
    )
    # peers/gemma.sh, GEMMA 0.98.5: vg and ve.
    assert_allclose(fit.variance_components["estimate"], [2006.43, 782.506], rtol=3e-6)
    # The ratio that GCTA prints as V(G)/Vp.
    ratio = 2006.43 / (2006.43 + 782.506)
    assert_allclose(fit.heritability["raw_ratio"].iloc[-1], ratio, rtol=3e-6)
    # GEMMA's likelihood lacks log|Z'Z| / 2; Z is a column of ones here.
    assert_allclose(fit.log_likelihood + np.log(fit.n_people) / 2, -1202.88, rtol=5e-6)


def test_reml_of_standardised_snps_is_that_of_gemma(shared_data):
    apple = shared_data / "apple"
    people = genontk.read_genotypes(apple / "apple.bed").people
    kernel = genontk.ntk_kernel(apple / "apple.bed", kernel="additive", scale="sd")
    fit = genontk.ntk_lmm(
        "WT_HB ~ 1",
        kernel=pd.DataFrame(kernel, people, people),
        data=pd.read_csv(apple / "pheno.csv"),
        id="INDIV",
    )
    # peers/gemma.sh with -gk 2, which divides the variances of SNPs by n and not by n - 1.
    expected = [717.516 * len(people) / (len(people) - 1), 736.153]
    assert_allclose(fit.variance_components["estimate"], expected, rtol=3e-6)
    assert_allclose(fit.log_likelihood + np.log(fit.n_people) / 2, -1202.40, rtol=5e-6)


def test_effects_of_snps_score_people_as_plink_does(shared_data, tmp_path):
    apple = shared_data / "apple"
    fit = genontk.ntk_lmm(
        "WT_HB ~ 1",
        str(apple / "apple.bed"),
        data=pd.read_csv(apple / "pheno.csv"),
        id="INDIV",
        kernel="additive",
    )
    path = genontk.save_model(fit, tmp_path / "weight.genontk", effects_only=True)
    model = genontk.load_model(path)
    effects = model.snp_effects()
    of_the_mean = (effects["effect"] * effects["mean"]).sum()
    constant = model.fixed_effects["estimate"][0] - of_the_mean
    sums = model.predict(apple / "apple.bed") - constant
    # peers/plink_score.sh, plink 1.9 and plink2 alike, six digits.
    assert [f"{x:.6g}" for x in sums[:5]] == [
        "-13.2088",
        "28.8946",
        "8.23836",
        "-32.9706",
        "-3.70469",
    ]


def test_repeated_records_with_weights_are_those_of_lme4():
    i = np.arange(120)
    person = (i * i + i) % 37
    x = np.cos(0.9 * i)
    y = 2 + 0.7 * x + 1.5 * np.sin(2.3 * person) + np.sin(1.7 * i * i)
    data = pd.DataFrame({"y": y, "x": x, "w": 0.5 + i % 4, "person": person.astype(str)})
    people = sorted(set(data["person"]), key=int)
    identity = pd.DataFrame(np.eye(len(people)), people, people)
    fit = genontk.ntk_lmm("y ~ x", data=data, id="person", weights="w", kernel=identity)
    # peers/lme4.R, lme4 1.1: variances, fixed effects with standard errors, REML criterion, modes.
    assert_allclose(fit.variance_components["estimate"], [1.24416106422, 0.93229420495], rtol=1e-6)
    assert_allclose(fit.fixed_effects["estimate"], [1.691683032149, 0.834626405538], rtol=1e-7)
    assert_allclose(fit.fixed_effects["std_error"], [0.2636718895878, 0.0882665464274], rtol=1e-6)
    assert_allclose(fit.log_likelihood, -165.995954696, rtol=1e-10)
    modes = fit.random_effects.set_index("id")["value"]
    assert_allclose(
        modes[["0", "2", "5"]], [-0.2284330159, -1.2928741231, -1.0827868251], rtol=1e-6
    )
