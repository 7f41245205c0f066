"""The MBG/NBD model as lifetimes has it."""

from __future__ import annotations

from typing import Any

from goodwill.compat.lifetimes import generate_data
from goodwill.compat.lifetimes.fitters.beta_geo_fitter import BetaGeoFitter

__all__ = ["ModifiedBetaGeoFitter"]


class ModifiedBetaGeoFitter(BetaGeoFitter):
    """MBG/NBD (Batislam, Denizel & Filiztekin 2007): :class:`goodwill.model.MbgNbd`."""

    _goodwill = "MbgNbd"

    def _simulate(self, T: Any, size: int = 1) -> Any:
        return generate_data.modified_beta_geometric_nbd_model(T, size=size, **self._named())
