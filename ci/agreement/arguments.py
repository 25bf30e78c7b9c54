"""Compare the arguments of the functions of R, of Python and of the request.

Called with the JSON files that arguments.R and Arguments.java print. A function, an argument or a
default that one side has and the other lacks is an error, unless it stands in a table below with
the reason. None and NULL leave an argument to the request's own default.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from typing import Any

import genontk

# Arguments that one language takes by its own custom.
OF_R_ALONE = {
    "na.action": "R's own way to treat missing values, as in lm()",
    "newdata": "predict() in R calls the data so",
    "type": "predict() in R has it",
    "...": "further arguments of R's generics",
}
# Defaults that each language takes by its own custom.
OWN_DEFAULT = {
    "progress": "R shows progress in interactive sessions alone",
    "path": "required in both",
}
# Functions of one language alone.
OF_PYTHON_ALONE = {
    "start": "Java starts with its own options in R: options(java.parameters)",
    "stop": "Java in R ends with R",
    "submit": "Python's futures",
}
# Arguments that the request has by another name.
SENT_AS = {("ntk_convergence", "networks"): "networks_grid"}
# Arguments whose default the request leaves to the front ends.
NOT_IN_THE_REQUEST = {"progress", "y", "data", "covariates", "id", "genotypes", "workers"}


def python_arguments() -> dict[str, dict[str, Any]]:
    """Give the arguments of every function that genontk exports, with their defaults."""
    functions = {
        name: getattr(genontk, name)
        for name in genontk.__all__
        if inspect.isfunction(getattr(genontk, name))
    }
    return {
        name: {
            argument: None if parameter.default is inspect.Parameter.empty else parameter.default
            for argument, parameter in inspect.signature(function).parameters.items()
        }
        for name, function in functions.items()
    }


def same(one: Any, other: Any) -> bool:
    """Tell whether two defaults are the same; R has vectors of one and numbers without type."""
    listed = [list(x) if isinstance(x, (list, tuple)) else [x] for x in (one, other)]
    return listed[0] == listed[1]


def differences(r: dict[str, Any], request: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence per difference."""
    python = python_arguments()
    for function in sorted(set(python) - set(r) - set(OF_PYTHON_ALONE)):
        yield f"{function}() is missing in R"
    for function in sorted(set(python) & set(r)):
        of_r, of_python = r[function], python[function]
        for argument in sorted(set(of_python) - set(of_r)):
            yield f"{function}({argument} =) is missing in R"
        for argument in sorted(set(of_r) - set(of_python) - set(OF_R_ALONE)):
            yield f"{function}({argument} =) is missing in Python"
        for argument in sorted(set(of_r) & set(of_python) - set(OWN_DEFAULT)):
            default = of_r[argument].get("default")
            if "code" in of_r[argument] or not same(default, of_python[argument]):
                yield (
                    f"{function}({argument} =) is {of_r[argument]} in R and "
                    f"{of_python[argument]!r} in Python"
                )
    for function in ("ntk_lmm", "ntk_krr", "ntk_kernel", "ntk_convergence", "compare_methods"):
        for argument, default in python[function].items():
            if argument in NOT_IN_THE_REQUEST:
                continue
            field = request.get(SENT_AS.get((function, argument), argument))
            if field is None:
                yield f"{function}({argument} =) is no field of the request"
                continue
            sent = field.get(function, field.get("default"))
            if default is not None and not same(sent, default):
                yield f"{function}({argument} =) is {default!r} in Python, {sent!r} in the request"


def main() -> None:
    """Print the differences and fail where there are any."""
    with open(sys.argv[1]) as r, open(sys.argv[2]) as request:
        found = list(differences(json.load(r), json.load(request)))
    for difference in found:
        print(difference)
    functions = python_arguments()
    count = sum(len(arguments) for arguments in functions.values())
    print(f"{count} arguments of {len(functions)} functions, {len(found)} differences")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
