"""Neural-tangent-kernel mixed models and ridge regression for genetic risk prediction.

`ntk_lmm` fits a linear mixed model, `ntk_krr` a kernel ridge regression; `ntk_kernel` gives the
kernel matrices alone, `ntk_convergence` says how wide networks must be to be like them;
`save_model` and `load_model` carry a model to another machine or language;
`read_genotypes` looks into a file of genotypes, `sitrep` says what genontk runs on, `start` and
`stop` govern its Java process, which otherwise starts at the first call and ends with Python.
"""

from importlib.metadata import version

from genontk._bridge import start, stop
from genontk._convergence import Convergence, ntk_convergence
from genontk._fit import Fit
from genontk._genotypes import Genotypes, read_genotypes
from genontk._kernel_matrix import ntk_kernel
from genontk._krr import KrrFit, ntk_krr
from genontk._lmm import LmmFit, ntk_lmm
from genontk._model_file import load_model, save_model
from genontk._sitrep import sitrep
from genontk.errors import (
    BridgeFailed,
    Cancelled,
    DidNotConverge,
    GenontkError,
    GenontkWarning,
    InvalidInput,
    NotPositiveDefinite,
    OutOfMemory,
)

__version__ = version("genontk")

__all__ = [
    "BridgeFailed",
    "Cancelled",
    "Convergence",
    "DidNotConverge",
    "Fit",
    "GenontkError",
    "GenontkWarning",
    "Genotypes",
    "InvalidInput",
    "KrrFit",
    "LmmFit",
    "NotPositiveDefinite",
    "OutOfMemory",
    "load_model",
    "ntk_convergence",
    "ntk_kernel",
    "ntk_krr",
    "ntk_lmm",
    "read_genotypes",
    "save_model",
    "sitrep",
    "start",
    "stop",
]
