"""The locale C, where Java knows no letters beyond ASCII by itself."""

from __future__ import annotations

import os
import sys

import children
import numpy as np
import pytest

import genontk

CODE = """
assert genontk.read_phenotypes("ph\u00e9.txt").shape == (2, 4)
assert list(genontk.read_phenotypes("ph\u00e9.txt")["city"]) == ["K\u00f6ln", "Oslo"]
model = genontk.load_model("m\u00f6del.genontk")
print(*model.predict(small[1][:2]).to_numpy())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows names files in Unicode")
@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LANG": "C"}, {"LC_ALL": "POSIX"}, {}])
def test_files_and_folders_may_have_letters_in_the_locale_c(tmp_path, locale):
    folder = tmp_path / "d\u00f6r"
    folder.mkdir()
    (folder / "ph\u00e9.txt").write_text("IID y city\na 1 K\u00f6ln\nb 2 Oslo\n", encoding="utf-8")
    rng = np.random.default_rng(5)
    y, G = rng.normal(size=3000), rng.binomial(2, 0.4, (3000, 200)).astype(float)
    fit = genontk.ntk_lmm(y[:60], G[:60], kernel="additive")
    genontk.save_model(fit, folder / "m\u00f6del.genontk")
    others = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    path = os.pathsep.join(sys.path)
    said = children.run(CODE, cwd=folder, env={**others, **locale, "PYTHONPATH": path})
    np.testing.assert_allclose([float(x) for x in said.split()], fit.predict(G[:2]), rtol=1e-9)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems name files in Unicode")
def test_a_file_name_that_is_no_text_is_refused(tmp_path):
    name = os.fsdecode(b"b\xe9.txt")
    (tmp_path / name).write_text("IID y\na 1\n")
    with pytest.raises(genontk.InvalidInput, match="no UTF-8"):
        genontk.read_phenotypes(tmp_path / name)
