"""What customers say: would they recommend us, did we keep what they expected?"""

from goodwill._goodwill import (
    Nps,
    NpsCounts,
    NpsOfUnits,
    NpsPaired,
    NpsWeighted,
    Satisfaction,
    Scale,
    Tally,
    nps,
    nps_difference,
    nps_from_counts,
    nps_homogeneity,
    nps_of_units,
    nps_paired,
    nps_sample_size,
    nps_weighted,
    satisfaction,
    satisfaction_gap,
    satisfaction_ratio,
    satisfaction_reversed,
    satisfaction_state,
)
from goodwill._rooms import claim

__all__ = [
    "Nps",
    "NpsCounts",
    "NpsOfUnits",
    "NpsPaired",
    "NpsWeighted",
    "Satisfaction",
    "Scale",
    "Tally",
    "nps",
    "nps_difference",
    "nps_from_counts",
    "nps_homogeneity",
    "nps_of_units",
    "nps_paired",
    "nps_sample_size",
    "nps_weighted",
    "satisfaction",
    "satisfaction_gap",
    "satisfaction_ratio",
    "satisfaction_reversed",
    "satisfaction_state",
]

claim(__name__)
