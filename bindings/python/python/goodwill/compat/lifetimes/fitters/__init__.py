"""What every fitter has; each is in a module of its own, as in lifetimes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

import goodwill.model
from goodwill.compat.lifetimes._shapes import numbers
from goodwill.compat.lifetimes.utils import ConvergenceError, _save_obj_without_attr
from goodwill.error import GoodwillError

__all__ = ["BaseFitter"]


class BaseFitter:
    """A model that is fitted in place, or given its parameters: `fitter.params_ = pd.Series({...})`.

    Every number comes from the model of goodwill that `_goodwill` names, as of the parameters in `params_`.
    """

    _goodwill: ClassVar[str]
    # The parameters by the names of lifetimes and of goodwill, and those that are times.
    _parameters: ClassVar[Mapping[str, str]]
    _times: ClassVar[Sequence[str]] = ()

    def __init__(self, penalizer_coef: float = 0.0) -> None:
        self.penalizer_coef = penalizer_coef

    def __repr__(self) -> str:
        said = f"<lifetimes.{type(self).__name__}"
        if not hasattr(self, "params_"):
            return said + ">"
        fitted = getattr(self, "data", None)
        subjects = "" if fitted is None else f" fitted with {len(fitted)} subjects,"
        parameters = ", ".join(f"{name}: {value:.2f}" for name, value in sorted(self.params_.items()))
        return f"{said}:{subjects} {parameters}>"

    def _unload_params(self, *args: Any) -> Any:
        if not hasattr(self, "params_"):
            raise ValueError("there are no parameters yet: call fit, or set params_")
        return [self.params_[name] for name in args]

    def _named(self) -> dict[str, Any]:
        return dict(zip(self._parameters, self._unload_params(*self._parameters)))

    # goodwill's model.

    @classmethod
    def _of(cls, parameters: Any) -> Any:
        """goodwill's model of parameters in their order here."""
        kind = getattr(goodwill.model, cls._goodwill)
        return kind.from_parameters(**dict(zip(cls._parameters.values(), map(float, parameters))))

    def _model(self) -> Any:
        """goodwill's model of `params_`."""
        return self._of(self._unload_params(*self._parameters))

    def _estimate(
        self,
        columns: Any,
        weights: Any,
        scale: float = 1.0,
        penalty: Any = None,
        initial: Any = None,
        verbose: bool = False,
        **options: Any,
    ) -> Any:
        """Fits to columns, by goodwill's names, whose times were multiplied with `scale`.

        `penalty` weighs the squares of the parameters of these scaled times against the mean log-likelihood. Sets
        `params_` and what is known of their errors; gives the mean negative log-likelihood with the penalty.
        """
        penalty = float(self.penalizer_coef if penalty is None else penalty)
        weights = numbers(weights)
        unfitted = getattr(goodwill.model, self._goodwill)(
            penalty=penalty,
            initial=None if initial is None else [float(value) for value in initial],
            **{name: int(value) for name, value in options.items() if value is not None},
        )
        try:
            fitted = unfitted.fit(**columns, weights=weights)
        except GoodwillError as error:
            if error.code in ("not_identified", "not_converged"):
                raise ConvergenceError(str(error)) from error
            raise
        if not fitted.converged_:
            raise ConvergenceError(f"{fitted.report_} A larger penalizer_coef may help.")
        if verbose:
            print(fitted.report_)
        names = list(self._parameters)
        unit = np.array([1.0 / scale if name in self._times else 1.0 for name in names])
        self.params_ = pd.Series(np.array(list(fitted.params_.values())) * unit, index=names)
        self.variance_matrix_ = pd.DataFrame(fitted.covariance_ * np.outer(unit, unit), index=names, columns=names)
        self.standard_errors_ = pd.Series(np.array(list(fitted.standard_errors_.values())) * unit, index=names)
        self.confidence_intervals_ = pd.DataFrame(
            {
                "lower 95% bound": self.params_ - 1.96 * self.standard_errors_,
                "upper 95% bound": self.params_ + 1.96 * self.standard_errors_,
            }
        )
        return _penalized(-fitted.log_likelihood_ / weights.sum(), list(fitted.params_.values()), penalty)

    @classmethod
    def _mean_negative(cls, parameters: Any, columns: Any, weights: Any, penalizer_coef: Any) -> Any:
        """The mean negative log-likelihood of one customer, and the penalty."""
        weights = numbers(weights)
        total = cls._of(parameters).log_likelihood(**columns, weights=weights)
        return _penalized(-total / weights.sum(), parameters, penalizer_coef)

    @property
    def summary(self) -> Any:
        """Each parameter with its standard error and 95 % interval."""
        return pd.DataFrame({"coef": self.params_, "se(coef)": self.standard_errors_}).join(self.confidence_intervals_)

    # Files.

    def save_model(
        self, path: Any, save_data: bool = True, save_generate_data_method: bool = True, values_to_save: Any = None
    ) -> None:
        """Writes the fitter to a file, if need be without its data or its `generate_new_data`."""
        without = ["data"] * (not save_data) + ["generate_new_data"] * (not save_generate_data_method)
        _save_obj_without_attr(self, without, path, values_to_save)

    def load_model(self, path: Any) -> None:
        """Takes over everything a saved fitter has. As every pickle, the file must be from someone you trust."""
        self.__dict__.update(pd.read_pickle(path, compression=None).__dict__)


def _penalized(negative: Any, parameters: Any, penalizer_coef: Any) -> Any:
    return negative + penalizer_coef * float(np.sum(np.square(parameters)))


def _weights_of(rows: int, weights: Any) -> np.ndarray:
    return np.ones(rows, dtype=int) if weights is None else np.asarray(weights)
