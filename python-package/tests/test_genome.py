"""Effects of SNPs, and genetic values without one chromosome, against their definitions."""

import pickle
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import stats
from test_dominance import codes

import genontk

CHROMOSOMES = np.repeat(["1", "2", "X"], [12, 15, 13])


@pytest.fixture(scope="session")
def study(study):
    """Give the people with a trait that varies by dominance too."""
    y = study.y + 3 * codes(study.G, study.G)[:, ::3] @ np.cos(np.arange(14))
    return SimpleNamespace(**{**vars(study), "y": y, "data": study.data.assign(trait=y)})


@pytest.fixture(scope="module")
def placed(study):
    """Give genotypes whose names hold chromosome and position."""
    names = [f"{c}:{1000 + 10 * j}:A:G" for j, c in enumerate(CHROMOSOMES)]
    return study.genotypes.set_axis(names, axis=1)


@pytest.fixture(scope="module")
def both(study, placed):
    return genontk.ntk_lmm(study.formula, placed, data=study.data, kernel="additive+dominance")


def designs(study):
    return {
        "additive": study.G - study.G.mean(axis=0),
        "dominance": codes(study.G, study.G),
    }


def projection(V, Z):
    inverse = np.linalg.inv(V)
    return inverse - inverse @ Z @ np.linalg.solve(Z.T @ inverse @ Z, Z.T @ inverse)


def test_effects_and_their_accuracy_are_those_of_the_definition(study, both):
    s = both.variance_components["estimate"].to_numpy()
    parts = designs(study)
    p = study.G.shape[1]
    V = s[-1] * np.eye(80) + sum(v * W @ W.T / p for v, W in zip(s, parts.values(), strict=False))
    P = projection(V, study.Z)
    P0 = projection(np.eye(80), study.Z)
    total = s[-1] + sum(
        v * np.trace(P0 @ W @ W.T) / p / 77 for v, W in zip(s, parts.values(), strict=False)
    )
    effects = both.snp_effects()
    assert (s > 0).all()
    for variance, (name, W) in zip(s, parts.items(), strict=False):
        rows = effects[effects["component"] == name]
        u = variance / p * W.T @ P @ study.y
        error = variance / p * np.sqrt(np.sum(W * (P @ W), axis=0))
        assert_allclose(rows["effect"], u, rtol=0, atol=1e-10)
        assert_allclose(rows["std_error"], error, rtol=1e-8)
        assert_allclose(rows["statistic"], u / error, rtol=1e-7)
        assert_allclose(rows["p_value"], 2 * stats.norm.sf(abs(u / error)), rtol=1e-7)
        assert_allclose(rows["pev"], variance / p - error**2, rtol=1e-7)
        assert_allclose(rows["share"], u**2 * W.var(axis=0, ddof=1) / total, rtol=1e-7)
        values = both.random_effects.query("component == @name")["value"]
        assert_allclose(W @ rows["effect"], values, rtol=0, atol=1e-10)
    assert effects["chromosome"].tolist() == [*CHROMOSOMES] * 2
    assert effects["position"].tolist() == [1000 + 10 * j for j in range(p)] * 2


def test_the_statistic_is_that_of_a_snp_as_fixed_effect_beside_the_kernel(study):
    fit = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, kernel="additive")
    s, e = fit.variance_components["estimate"]
    X = designs(study)["additive"]
    V = s * X @ X.T / 40 + e * np.eye(80)
    statistic = fit.snp_effects()["statistic"]
    for j in (0, 17, 39):
        Z = np.column_stack([study.Z, X[:, j]])
        information = Z.T @ np.linalg.solve(V, Z)
        b = np.linalg.solve(information, Z.T @ np.linalg.solve(V, study.y))
        wald = b[-1] / np.sqrt(np.linalg.inv(information)[-1, -1])
        assert_allclose(statistic[j], wald, rtol=1e-8)


def test_new_people_are_predicted_by_the_effects(study, both, placed):
    effects = both.snp_effects().pivot(index="id", columns="component", values="effect")
    effects = effects.loc[placed.columns]
    parts = (study.G_new - study.G.mean(axis=0)) @ effects["additive"]
    parts = parts + codes(study.G_new, study.G) @ effects["dominance"]
    predicted = both.predict(placed, study.data_new)
    fixed = study.Z_new @ both.fixed_effects["estimate"].to_numpy()
    assert_allclose(predicted, fixed + parts, rtol=0, atol=1e-10)


def test_a_loaded_model_has_the_effects_of_its_fit(both, study, placed, tmp_path):
    effects = genontk.snp_effects(both)
    whole = genontk.load_model(genontk.save_model(both, tmp_path / "m.genontk", ids=False))
    pd.testing.assert_frame_equal(pd.DataFrame(whole.snp_effects()), pd.DataFrame(effects))
    path = genontk.save_model(both, tmp_path / "e.genontk", effects_only=True)
    alone = genontk.load_model(path)
    with pytest.warns(genontk.GenontkWarning, match="effects of SNPs alone"):
        table = alone.snp_effects()
    columns = ["component", "id", "chromosome", "position", "allele1", "allele2", "mean"]
    pd.testing.assert_frame_equal(pd.DataFrame(table[columns]), pd.DataFrame(effects[columns]))
    assert_allclose(table["effect"], effects["effect"], rtol=0, atol=1e-14)
    assert table["std_error"].isna().all()
    assert_allclose(
        alone.predict(placed, study.data_new),
        both.predict(placed, study.data_new),
        rtol=0,
        atol=1e-12,
    )


def test_effects_of_a_bed_are_of_the_allele_that_is_counted(study, tmp_path):
    from test_doctests import write_bed

    write_bed(tmp_path / "study.bed", study.G, study.ids)
    bed = genontk.ntk_lmm(
        study.formula, tmp_path / "study.bed", data=study.data, kernel="additive", scale="hwe"
    )
    matrix = genontk.ntk_lmm(
        study.formula, study.genotypes, data=study.data, kernel="additive", scale="hwe"
    )
    effects = bed.snp_effects()
    assert set(effects["allele1"]) == {"A"}
    assert set(effects["allele2"]) == {"G"}
    assert effects["position"].tolist() == list(range(1, 41))
    assert_allclose(effects["effect"], matrix.snp_effects()["effect"], rtol=0, atol=1e-9)


def test_kernels_that_are_no_sums_over_snps_are_refused(study):
    fit = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)
    assert set(fit.snp_effects()["component"]) == {"additive"}
    other = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, kernel="ntk")
    K = pd.DataFrame(np.eye(80) + 0.1, study.ids, study.ids)
    own = genontk.ntk_krr(study.formula, data=study.data, kernel=K)
    for refused in (other, own):
        with pytest.raises(genontk.InvalidInput, match="no sum over SNPs"):
            refused.snp_effects()
    with pytest.raises(genontk.InvalidInput):
        genontk.snp_effects({"trait": fit})


def without(study, variances, chromosome):
    """Give s K' P y of the other chromosomes, summed over components."""
    kept = chromosome != CHROMOSOMES
    G = sum(
        v * W[:, kept] @ W[:, kept].T / kept.sum()
        for v, W in zip(variances, designs(study).values(), strict=False)
    )
    return G @ projection(G + variances[-1] * np.eye(80), study.Z) @ study.y


def test_values_without_a_chromosome_are_those_of_the_definition(study, both):
    values = both.loco()
    variances = both.variance_components["estimate"].to_numpy()
    assert list(values.columns) == ["1", "2", "X"]
    assert list(values.index) == study.ids
    for chromosome in values:
        expected = without(study, variances, chromosome)
        assert_allclose(values[chromosome], expected, rtol=0, atol=1e-10)
    table = values.attrs["variance_components"]
    assert list(table.columns) == ["additive", "dominance", "residual"]
    assert_allclose(table, np.tile(variances, (3, 1)), rtol=1e-14)


def test_refitted_values_are_those_of_fits_without_the_chromosome(study, both, placed):
    values = genontk.loco(both, refit=True)
    for chromosome in values:
        fit = genontk.ntk_lmm(
            study.formula,
            placed.loc[:, chromosome != CHROMOSOMES],
            data=study.data,
            kernel="additive+dominance",
        )
        expected = fit.random_effects.groupby("id", sort=False)["value"].sum()
        assert_allclose(values[chromosome], expected, rtol=0, atol=1e-7)
        assert_allclose(
            values.attrs["variance_components"].loc[chromosome],
            fit.variance_components["estimate"],
            rtol=1e-6,
            atol=1e-8,
        )


def test_every_fit_with_genotypes_has_values_without_a_chromosome(study, placed, tmp_path):
    K = pd.DataFrame(np.kron(np.eye(20), np.ones((4, 4))), study.ids, study.ids)
    kernels = ["ntk", "gaussian", "additive+ntk", {"g": "additive", "mine": K}]
    for kernel in kernels:
        fit = genontk.ntk_lmm(study.formula, placed, data=study.data, kernel=kernel)
        if isinstance(kernel, dict):
            with pytest.warns(genontk.GenontkWarning, match="mine"):
                values = fit.loco()
        else:
            values = fit.loco()
        loaded = genontk.load_model(genontk.save_model(fit, tmp_path / "m.genontk"))
        if not isinstance(kernel, dict):
            assert_allclose(loaded.loco(), values, rtol=0, atol=1e-12)
    with pytest.raises(genontk.InvalidInput, match="chromosomes"):
        genontk.ntk_lmm(study.y, study.G).loco()
    given = genontk.ntk_lmm(study.y, study.G).loco(chromosomes=CHROMOSOMES)
    assert list(given.columns) == ["1", "2", "X"]


def test_chromosomes_are_labels_of_which_none_is_missing(study):
    fit = genontk.ntk_lmm(study.y, study.G, kernel="additive")
    numbers = np.repeat([1.0, 2.0], 20)
    assert list(fit.loco(chromosomes=numbers).columns) == ["1", "2"]
    for gap in (np.nan, None, pd.NA):
        with pytest.raises(genontk.InvalidInput, match="chromosome of SNP"):
            fit.loco(chromosomes=pd.Series([*numbers[:-1], gap], dtype=object))


def test_plink_finds_what_regression_on_the_written_trait_does(study, both, tmp_path):
    with pytest.warns(genontk.GenontkWarning, match="family IDs"):
        values = both.loco(file=tmp_path / "height")
    table = pd.read_csv(tmp_path / "height.pheno", sep="\t")
    assert list(table.columns[:3]) == ["#FID", "IID", "trait_without_1"]
    fixed = study.Z @ both.fixed_effects["estimate"].to_numpy()
    assert_allclose(table["trait_without_X"], study.y - fixed - values["X"], rtol=0, atol=1e-9)
    loco = pd.read_csv(tmp_path / "height_1.loco", sep=" ", index_col="FID_IID")
    assert list(loco.index) == list(range(1, 24))
    assert list(loco.columns) == [f"{i}_{i}" for i in study.ids]
    residuals = study.y - study.Z @ np.linalg.lstsq(study.Z, study.y, rcond=None)[0]
    sd = np.sqrt(residuals @ residuals / 77)
    assert_allclose(loco.loc[23] * sd, values["X"], rtol=0, atol=1e-10)


def test_figures_follow_the_table(both):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    effects = both.snp_effects()
    ax = effects.plot()
    assert [one.get_title() for one in ax.figure.axes] == ["additive", "dominance"]
    assert ax.figure.axes[1].get_subplotspec().rowspan.start == 1
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2", "X"]
    drawn = np.concatenate([line.get_ydata() for line in ax.lines])
    assert_allclose(drawn, -np.log10(effects["p_value"][:40]))
    assert effects.plot("share").get_ylabel() == "share of variance"
    with pytest.raises(genontk.InvalidInput, match="column"):
        effects.plot("height")
    dominance = effects[effects["component"] == "dominance"].sort_values("position")
    assert [one.get_title() for one in dominance.plot().figure.axes] == ["dominance"]
    assert type(effects[["id", "effect"]]) is pd.DataFrame
    pyplot.close("all")
    assert isinstance(pickle.loads(pickle.dumps(effects)), pd.DataFrame)
