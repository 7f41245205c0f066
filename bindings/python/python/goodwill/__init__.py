"""Customer loyalty, measured: every metric with its uncertainty, the same bits as in Rust and C.

The rooms follow the questions one asks of a customer base:

- `goodwill.survey`: how satisfied are they, would they recommend us?
- `goodwill.purchase`: how often do they buy, and do they buy again?
- `goodwill.retention`: do they stay?
- `goodwill.value`: what are they worth, and how is that worth spread?
- `goodwill.segment`: who is a high-value customer?
- `goodwill.model`: what will they do next? Models that are fitted to their histories
- `goodwill.assess`: all of it at once, from one export
- `goodwill.estimate`: the estimate every metric returns, and the kernels behind it
- `goodwill.calendar`, `goodwill.error`, `goodwill.typing`: windows of days, the one exception, what is accepted

>>> loyal = gw.survey.nps([10, 9, 9, 8, 7, 6, 10, 3, 9, 10])
>>> print(loyal.score)
0.400 (95% MOVER -0.136 to 0.739, n = 10)
"""

from goodwill import (
    assessment,
    calendar,
    error,
    estimate,
    model,
    purchase,
    retention,
    segment,
    survey,
    typing,
    value,
)
from goodwill._goodwill import __version__
from goodwill.assessment import Assessment, assess
from goodwill.error import GoodwillError

__all__ = [
    "Assessment",
    "GoodwillError",
    "__version__",
    "assess",
    "assessment",
    "calendar",
    "error",
    "estimate",
    "model",
    "purchase",
    "retention",
    "segment",
    "survey",
    "typing",
    "value",
]
