"""Java finds the BLAS that Python users have already, and works without one."""

import os
from pathlib import Path

import numpy as np
import pytest

import genontk
from genontk._process import blas, jvm


@pytest.fixture
def restart():
    """Leave a working Java to the next test."""
    genontk.stop()
    yield
    genontk.stop()


def places():
    return blas.option().removeprefix("-Dgenontk.blas=").split(os.pathsep)


def carried_by(name):
    """Give the library in the wheel of a package."""
    found = [place for place in places() if f"{name}.libs" in place]
    if not found:
        pytest.skip(f"{name} is here without its own OpenBLAS")
    return found[0]


def fit_with(monkeypatch, place, study):
    monkeypatch.setenv("GENONTK_BLAS", place)
    return genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)


def test_the_system_comes_before_the_wheels(monkeypatch):
    monkeypatch.delenv("GENONTK_BLAS", raising=False)
    found = places()
    assert "system" in found
    after = found[found.index("system") + 1 :]
    assert all(Path(place).is_file() for place in after)
    assert [place for place in after if "scipy.libs" in place] == after[
        : sum("scipy.libs" in place for place in after)
    ]


def test_without_scipy_it_is_not_looked_for_there(monkeypatch):
    monkeypatch.setattr(blas, "find_spec", lambda name: None)
    assert not any("openblas" in Path(place).name for place in places())


@pytest.mark.parametrize("package", ["scipy", "numpy"])
def test_the_library_of_a_wheel_gives_the_same_numbers(package, restart, monkeypatch, study):
    plain = genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, backend="java")
    genontk.stop()
    library = carried_by(package)
    fit = fit_with(monkeypatch, library, study)
    assert fit.backend == "blas"
    assert library in fit.backend_description
    assert genontk.sitrep()["backend"] == "blas"
    np.testing.assert_allclose(fit.fitted, plain.fitted, rtol=0, atol=1e-10)


@pytest.mark.parametrize("place", ["/nowhere/libblas.so", "", __file__])
def test_without_a_blas_the_fit_says_why_and_is_done_in_java(place, restart, monkeypatch, study):
    fit = fit_with(monkeypatch, place, study)
    assert fit.backend == "java"
    assert any(reason.startswith("blas: ") for reason in fit.backend_reasons)
    assert genontk.sitrep()["backend_reasons"] == fit.backend_reasons
    with pytest.raises(genontk.InvalidInput):
        genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, backend="blas")


def test_the_choice_is_logged_once(restart, study):
    for _ in range(2):
        genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)
    log = jvm.running().session.log.read_text()
    assert log.count("Backend ") == 1


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc")
@pytest.mark.parametrize("chosen", [None, "24"])
def test_idle_threads_of_openblas_sleep_soon_unless_the_user_says_otherwise(
    chosen, restart, monkeypatch
):
    monkeypatch.delenv("OPENBLAS_THREAD_TIMEOUT", raising=False)
    if chosen:
        monkeypatch.setenv("OPENBLAS_THREAD_TIMEOUT", chosen)
    genontk.start()
    environment = Path(f"/proc/{jvm.running()._process.pid}/environ").read_text().split("\0")
    assert f"OPENBLAS_THREAD_TIMEOUT={chosen or 20}" in environment


def test_the_environment_says_how_many_threads(restart, monkeypatch, study):
    monkeypatch.setenv("GENONTK_THREADS", "1")
    assert genontk.ntk_lmm(study.formula, study.genotypes, data=study.data).options["threads"] == 1
    genontk.stop()
    monkeypatch.setenv("GENONTK_THREADS", "many")
    with pytest.raises(genontk.InvalidInput):
        genontk.ntk_lmm(study.formula, study.genotypes, data=study.data)


def test_threads_change_no_bit_of_a_kernel_and_no_fit_by_more_than_rounding():
    """Enough people and SNPs that the native library computes, in several tiles."""
    genotypes = genontk.simulate_genotypes(700, 900, seed=1)
    y = genontk.simulate_trait(genotypes, seed=1)
    for options in ({}, {"ntk": "empirical", "width": 300}, {"kernel": "additive"}):
        one, two = (genontk.ntk_kernel(genotypes, threads=count, **options) for count in (1, 2))
        assert (one == two).all()
    for fit in (genontk.ntk_lmm, genontk.ntk_krr):
        one, two = (fit(y, genotypes, threads=count) for count in (1, 2))
        assert one.options["threads"] == 1
        assert two.options["threads"] == 2
        assert np.abs(one.fitted - two.fitted).max() <= 1e-10 * np.abs(one.fitted).max()
