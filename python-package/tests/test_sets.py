"""Sets of SNPs have one kernel and one variance component each."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

import genontk


def test_sets_have_a_component_each_and_saved_models_with_sets_predict(tmp_path):
    random = np.random.default_rng(9)
    genotypes = pd.DataFrame(
        random.binomial(2, 0.4, size=(60, 20)).astype(float),
        index=[f"P{i}" for i in range(60)],
        columns=[f"rs{j}" for j in range(20)],
    )
    y = genotypes.iloc[:, :3].sum(axis=1) + random.normal(size=60)
    sets = {"first": list(genotypes.columns[:8]), "second": genotypes.columns[8:]}
    fit = genontk.ntk_lmm(y, genotypes, kernel="ntk", sets=sets)
    assert list(fit.variance_components["component"]) == ["first", "second", "residual"]
    kernels = genontk.ntk_kernel(genotypes, sets=sets)
    assert_allclose(kernels["first"], genontk.ntk_kernel(genotypes.iloc[:, :8]), atol=1e-12)
    own = {
        name: pd.DataFrame(values, genotypes.index, genotypes.index)
        for name, values in kernels.items()
    }
    assert_allclose(fit.fitted, genontk.ntk_lmm(y, kernel=own).fitted, atol=1e-6)
    model = genontk.load_model(genontk.save_model(fit, tmp_path / "m.genontk"))
    assert_allclose(model.predict(genotypes), fit.predict(genotypes), rtol=0, atol=1e-12)
    file = tmp_path / "sets.txt"
    file.write_text(f"first {' '.join(sets['first'])}\nsecond *\n")
    by_file = genontk.ntk_lmm(y, genotypes, kernel="ntk", sets=file)
    assert_allclose(by_file.fitted, fit.fitted, atol=1e-12)
    for wrong in (["a"], {"a": "rs1"}, {"a": []}):
        with pytest.raises(genontk.InvalidInput):
            genontk.ntk_lmm(y, genotypes, sets=wrong)


def test_ridge_regression_mixes_sets_by_shares(study):
    sets = {"first": list(range(1, 9)), "second": list(range(9, 20))}
    names = {name: [study.genotypes.columns[j - 1] for j in snps] for name, snps in sets.items()}
    fit = genontk.ntk_krr(study.data["trait"], study.genotypes, kernel="additive", sets=names)
    assert list(fit.shares["component"]) == ["first", "second"]
    assert fit.shares["share"].sum() == pytest.approx(1)
    assert fit.share == fit.shares["share"][0]
    three = {**names, "third": names["first"][:3]}
    fit = genontk.ntk_krr(study.data["trait"], study.genotypes, kernel="additive", sets=three)
    assert len(fit.shares) == 3
    assert "shares first" in repr(fit)
    four = {**three, "fourth": names["second"][:3]}
    with pytest.raises(genontk.InvalidInput, match="4 "):
        genontk.ntk_krr(study.data["trait"], study.genotypes, kernel="additive", sets=four)
