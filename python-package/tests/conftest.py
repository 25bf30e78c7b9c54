"""Simulated people, real data where there are any, and checks for files that a call leaves."""

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import genontk
from genontk._process import jvm


@pytest.fixture(scope="session", autouse=True)
def cache_of_tests(tmp_path_factory):
    """Use a cache folder of the tests, not the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GENONTK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def study():
    """80 people, 40 SNPs, two covariates, a trait, and 15 more people."""
    rng = np.random.default_rng(20240229)
    n, new, p = 80, 15, 40
    G = rng.binomial(2, rng.uniform(0.1, 0.9, p), (n + new, p)).astype(float)
    effect = G[:, :20] @ rng.normal(size=20)
    age = rng.uniform(20, 80, n + new)
    sex = rng.choice(["F", "M"], n + new)
    y = effect / effect.std() + 0.02 * age + 0.5 * (sex == "M") + rng.normal(size=n + new)
    ids = [f"P{i:03d}" for i in range(n + new)]
    data = pd.DataFrame({"trait": y, "age": age, "sex": sex}, index=ids)
    Z = np.column_stack([np.ones(n + new), age, sex == "M"]).astype(float)
    return SimpleNamespace(
        G=G[:n],
        G_new=G[n:],
        genotypes=pd.DataFrame(G, index=ids, columns=[f"rs{j}" for j in range(p)]),
        y=y[:n],
        Z=Z[:n],
        Z_new=Z[n:],
        data=data[:n],
        data_new=data[n:],
        ids=ids[:n],
        ids_new=ids[n:],
        formula="trait ~ age + sex",
    )


@pytest.fixture(scope="session")
def fit(study):
    return genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)


@pytest.fixture(scope="session")
def ridge_fit(study):
    return genontk.ntk_krr(study.formula, study.genotypes, data=study.data)


@pytest.fixture(scope="session")
def shared_data():
    """Give the folder of real data: GENONTK_SHARED_DATA, or the one beside the repository."""
    beside = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("GENONTK_SHARED_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no real data: {folder} is not there; GENONTK_SHARED_DATA names it")
    return folder


def private_files(prefixes, *, logs=True):
    """List the files and folders of a session by the beginnings of their paths."""
    found = [path for prefix in prefixes for path in prefix.parent.glob(f"{prefix.name}*")]
    return [path for path in found if logs or path.suffix != ".log"]


@pytest.fixture
def leaves_no_files():
    """Fail the test if a call leaves a folder of matrices."""
    session = jvm.running().session
    yield
    assert private_files(session.prefixes, logs=False) == []
