"""The backend for GPUs is not in the wheel: messages say how to add it, and jars are checked."""

import shutil
from pathlib import Path

import pytest

import genontk


@pytest.fixture
def restart():
    """Leave a working Java to the next test."""
    genontk.stop()
    yield
    genontk.stop()


def test_sitrep_says_what_to_add_for_a_gpu(restart, monkeypatch, study):
    monkeypatch.delenv("GENONTK_JARS", raising=False)
    reasons = [line for line in genontk.sitrep()["backend_reasons"] if line.startswith("gpu: ")]
    assert "ci/gpu-jars" in reasons[0]
    assert "GENONTK_JARS" in reasons[0]
    with pytest.raises(genontk.InvalidInput, match="ci/gpu-jars"):
        genontk.ntk_lmm(study.formula, study.genotypes, data=study.data, backend="gpu")


def test_a_folder_without_jars_is_refused(restart, monkeypatch, tmp_path):
    monkeypatch.setenv("GENONTK_JARS", str(tmp_path))
    with pytest.raises(genontk.InvalidInput):
        genontk.start()


def test_the_jars_of_the_user_come_after_those_of_the_wheel(restart, monkeypatch, tmp_path):
    own = sorted((Path(genontk.__file__).parent / "jars").glob("jna-*.jar"))
    (tmp_path / "genontk-service-0.jar").write_bytes(b"no jar at all")
    shutil.copy(own[0], tmp_path)
    monkeypatch.setenv("GENONTK_JARS", str(tmp_path))
    assert genontk.sitrep()["backend"] in {"blas", "java"}
