"""Signatures, descriptions and requests agree, as each argument is defined once."""

import inspect
import re

import pytest

import genontk
from genontk._inputs import takes

FUNCTIONS = [genontk.ntk_lmm, genontk.ntk_krr, genontk.ntk_kernel, genontk.ntk_convergence]
DESCRIBED = [*FUNCTIONS, genontk.compare_methods, genontk.NtkRidge, genontk.NtkMixedModel]
OTHER_DEFAULTS = {"genotypes", "kernel", "networks"}


def parameters(function):
    return inspect.signature(function).parameters


def described(function):
    """The names in the section Parameters of a docstring."""
    section = re.search(
        r"Parameters\n-+\n(.*?)\n\n(Returns|Attributes)\n", function.__doc__, re.DOTALL
    )
    headers = re.findall(r"^(\S[^:\n]*?) :", section.group(1), re.MULTILINE)
    return [name for header in headers for name in header.split(", ")]


@pytest.mark.parametrize("function", DESCRIBED)
def test_every_argument_is_described_once(function):
    assert sorted(described(function)) == sorted(parameters(function))


@pytest.mark.parametrize("function", DESCRIBED)
def test_help_and_signature_have_the_same_groups_in_the_same_order(function):
    assert described(function) == list(parameters(function))
    headings = re.findall(r"^(.+)\n~+$", function.__doc__, re.MULTILINE)
    assert headings == [group for group in takes.GROUPS if group in headings]


@pytest.mark.parametrize("function", FUNCTIONS[1:])
def test_what_functions_share_has_the_same_default(function):
    shared = set(parameters(function)) & set(parameters(genontk.ntk_lmm)) - OTHER_DEFAULTS
    for name in shared:
        assert parameters(function)[name].default == parameters(genontk.ntk_lmm)[name].default, name


def test_the_mixed_model_splits_the_kernel_that_the_others_take_whole():
    defaults = [parameters(function)["kernel"].default for function in FUNCTIONS[:3]]
    assert defaults == ["additive+ntk", "ntk", "ntk"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_the_first_arguments_go_by_position(function):
    by_position = [
        name for name, one in parameters(function).items() if one.kind is not one.KEYWORD_ONLY
    ]
    assert (
        by_position
        == {
            "ntk_lmm": ["y", "genotypes"],
            "ntk_krr": ["y", "genotypes"],
            "ntk_kernel": ["genotypes", "genotypes2"],
            "ntk_convergence": ["genotypes"],
        }[function.__name__]
    )
    with pytest.raises(TypeError, match=rf"{function.__name__}\(\) too many positional"):
        function(*[None] * (len(by_position) + 1))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_unknown_argument_is_a_type_error(function):
    with pytest.raises(TypeError, match=rf"{function.__name__}\(\) .*'detph'"):
        function(None, detph=3)


def test_the_options_of_a_fit_are_those_that_were_given(study):
    given = {
        "depth": 3,
        "width": 40,
        "networks": 2,
        "seed": 11,
        "ntk": "empirical",
        "parameterization": "standard",
        "unit_diagonal": False,
        "divide_by_snps": True,
        "bandwidth": 0.5,
        "degree": 3,
        "scale": "sd",
        "maf": 0.01,
        "max_missing": 0.5,
        "missing": "error",
        "precision": "single",
        "threads": 1,
        "repeats": 2,
        "rule": "1se",
    }
    fit = genontk.ntk_krr(study.y, study.G, kernel="ntk", **given)
    assert {name: fit.options[name] for name in given} == given
