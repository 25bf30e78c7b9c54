"""Neural-tangent-kernel mixed models and ridge regression for genetic risk prediction.

- Fits: `ntk_lmm` fits a linear mixed model, `ntk_krr` a kernel ridge regression.
- Models in files: `save_model` and `load_model` carry a model to another machine or language.
- Genome: `snp_effects` gives the effects of SNPs, `loco` genetic values without one chromosome.
- Studies: `compare_methods` compares how well methods predict, `ntk_kernel` computes kernel
  matrices, `ntk_convergence` measures how fast wide networks approach the exact kernel.
- Data: `read_genotypes` and `read_phenotypes` read files, `simulate_genotypes` and `simulate_trait`
  simulate data, `read_grm` and `write_grm` exchange relationship matrices.
- scikit-learn: `NtkRidge`, `NtkMixedModel` and `NtkKernel`.
- Java: it starts at the first call and ends with Python; `start`, `stop` and `sitrep` control it.
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from genontk import errors
from genontk._fits.fit import Fit
from genontk._fits.genome import loco, snp_effects
from genontk._fits.krr import KrrFit, ntk_krr
from genontk._fits.lmm import LmmFit, ntk_lmm
from genontk._fits.model_file import load_model, save_model
from genontk._genotypes.grm import read_grm, write_grm
from genontk._genotypes.handle import Genotypes, read_genotypes
from genontk._genotypes.phenotypes import read_phenotypes
from genontk._genotypes.simulate import simulate_genotypes, simulate_trait
from genontk._genotypes.summary import GenotypeSummary
from genontk._job.background import Background, submit
from genontk._process.jvm import start, stop
from genontk._process.sitrep import sitrep
from genontk._studies.compare import MethodComparison, compare_methods
from genontk._studies.convergence import Convergence, ntk_convergence
from genontk._studies.kernel_matrix import ntk_kernel
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

if TYPE_CHECKING:
    from genontk._sklearn.estimators import NtkMixedModel, NtkRidge
    from genontk._sklearn.kernel import NtkKernel

__version__ = version("genontk")

__all__ = [
    "Background",
    "BridgeFailed",
    "Cancelled",
    "Convergence",
    "DidNotConverge",
    "Fit",
    "GenontkError",
    "GenontkWarning",
    "GenotypeSummary",
    "Genotypes",
    "InvalidInput",
    "KrrFit",
    "LmmFit",
    "MethodComparison",
    "NotPositiveDefinite",
    "NtkKernel",
    "NtkMixedModel",
    "NtkRidge",
    "OutOfMemory",
    "compare_methods",
    "load_model",
    "loco",
    "ntk_convergence",
    "ntk_kernel",
    "ntk_krr",
    "ntk_lmm",
    "read_genotypes",
    "read_grm",
    "read_phenotypes",
    "save_model",
    "simulate_genotypes",
    "simulate_trait",
    "sitrep",
    "snp_effects",
    "start",
    "stop",
    "submit",
    "write_grm",
]

# scikit-learn takes longer to import than everything else: it is imported when it is needed.
_OF_SKLEARN = {
    "NtkKernel": "genontk._sklearn.kernel",
    "NtkMixedModel": "genontk._sklearn.estimators",
    "NtkRidge": "genontk._sklearn.estimators",
}

# Help, messages and pickles show the name that users import, not a private folder.
for _name in {*__all__}.difference(_OF_SKLEARN, vars(errors)):
    globals()[_name].__module__ = __name__


def __getattr__(name: str) -> Any:
    if name not in _OF_SKLEARN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_OF_SKLEARN[name]), name)
    found.__module__ = __name__
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
