"""What notebooks know as lifetimes 0.11.3, on goodwill: the same names, signatures, columns and reprs.

`import goodwill.compat.lifetimes as lifetimes`, and `from goodwill.compat.lifetimes import BetaGeoFitter` wherever a
notebook imports from lifetimes. It needs pandas; the plots need matplotlib. What is different on purpose, and what the
models are called in goodwill itself, is in docs/migration-lifetimes.md.
"""

from goodwill.compat.lifetimes import datasets, generate_data, plotting, utils
from goodwill.compat.lifetimes.fitters import BaseFitter
from goodwill.compat.lifetimes.fitters.beta_geo_beta_binom_fitter import BetaGeoBetaBinomFitter
from goodwill.compat.lifetimes.fitters.beta_geo_fitter import BetaGeoFitter
from goodwill.compat.lifetimes.fitters.gamma_gamma_fitter import GammaGammaFitter
from goodwill.compat.lifetimes.fitters.modified_beta_geo_fitter import ModifiedBetaGeoFitter
from goodwill.compat.lifetimes.fitters.pareto_nbd_fitter import ParetoNBDFitter

__version__ = "0.11.3"

__all__ = [
    "BaseFitter",
    "BetaGeoBetaBinomFitter",
    "BetaGeoFitter",
    "GammaGammaFitter",
    "ModifiedBetaGeoFitter",
    "ParetoNBDFitter",
    "__version__",
    "datasets",
    "generate_data",
    "plotting",
    "utils",
]
