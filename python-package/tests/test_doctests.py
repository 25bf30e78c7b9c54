"""Every public function has an example, and the example is true."""

import doctest
import inspect
import re

import numpy as np
import pandas as pd
import pytest

import genontk

EXAMPLES = {
    test.name: test
    for name in genontk.__all__
    # A class names genontk as its module, its methods do not.
    for test in doctest.DocTestFinder().find(getattr(genontk, name), name, module=False)
    if test.examples
}
FUNCTIONS = {
    name: getattr(genontk, name)
    for name in genontk.__all__
    if inspect.isroutine(getattr(genontk, name))
}
METHODS = {
    f"{name}.{method}": function
    for name in genontk.__all__
    if inspect.isclass(getattr(genontk, name))
    for method, function in vars(getattr(genontk, name)).items()
    if inspect.isfunction(function) and not method.startswith("_")
}
CALLABLE = FUNCTIONS | METHODS


def write_bed(path, genotypes, ids):
    """Write a PLINK file of counts (people x SNPs)."""
    codes = np.array([3, 2, 0])[genotypes.astype(int).T]  # two bits per person, allele 1 counted
    codes = np.pad(codes, ((0, 0), (0, -len(ids) % 4)))
    rows = sum(codes[:, k::4] << 2 * k for k in range(4)).astype(np.uint8)
    path.write_bytes(b"\x6c\x1b\x01" + rows.tobytes())
    fam = "".join(f"{person} {person} 0 0 0 -9\n" for person in ids)
    path.with_suffix(".fam").write_text(fam)
    bim = "".join(f"1 rs{j} 0 {j + 1} A G\n" for j in range(genotypes.shape[1]))
    path.with_suffix(".bim").write_text(bim)


@pytest.fixture
def names(tmp_path, monkeypatch):
    """Give the names, and write the files, that examples use."""
    monkeypatch.chdir(tmp_path)
    rng = np.random.default_rng(4)
    n, new, p = 60, 20, 30
    everyone = rng.binomial(2, 0.4, (n + new, p)).astype(float)
    y = everyone[:, :5].sum(axis=1) + rng.normal(size=n + new)
    ids = [f"P{i}" for i in range(n + new)]
    columns = {"thickness": y, "age": rng.uniform(20, 70, n + new), "sex": ["F", "M"] * 40}
    pheno = pd.DataFrame(columns, index=ids)
    write_bed(tmp_path / "study.bed", everyone[:n], ids[:n])
    write_bed(tmp_path / "new.bed", everyone[n:], ids[n:])
    for name, kept in {"thickness": ["thickness"], "covariates": ["age", "sex"]}.items():
        pheno[kept].to_csv(f"{name}.txt", sep="\t", index_label="IID")
    return {
        "genontk": genontk,
        "np": np,
        "y": y[:n],
        "G": everyone[:n],
        "G_new": everyone[n:],
        "Z": pheno[["age"]].to_numpy()[:n],
        "pheno": pheno[:n],
        "new_pheno": pheno[n:],
        "family": np.arange(n) // 3,
        "twins": np.kron(np.eye(n // 2), np.ones((2, 2))),
    }


@pytest.mark.filterwarnings("ignore::genontk.GenontkWarning")
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_does_what_it_shows(name, names, capsys):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    EXAMPLES[name].globs = names
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(EXAMPLES[name])
    pyplot.close("all")
    assert result.failed == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", [*CALLABLE, "NtkRidge", "NtkMixedModel", "NtkKernel"])
def test_whatever_a_user_calls_has_an_example_that_runs(name):
    assert name in EXAMPLES
    assert not any(doctest.SKIP in example.options for example in EXAMPLES[name].examples)


@pytest.mark.parametrize("name", genontk.__all__)
def test_whatever_is_public_names_the_package_that_it_is_imported_from(name):
    assert getattr(genontk, name).__module__ in {"genontk", "genontk.errors"}


@pytest.mark.parametrize("name", CALLABLE)
def test_every_argument_is_described(name):
    described = inspect.getdoc(CALLABLE[name]).partition("Parameters\n----------\n")[2]
    arguments = [line for line in described.splitlines() if line and not line.startswith(" ")]
    words = set(re.findall(r"\w+", " ".join(line.partition(" : ")[0] for line in arguments)))
    assert {*inspect.signature(CALLABLE[name]).parameters} - {"self"} <= words
