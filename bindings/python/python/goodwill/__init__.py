"""Customer loyalty, measured: every metric with its uncertainty, the same bits as in Rust and C.

The rooms follow the questions one asks of a customer base:

- `goodwill.survey`: how satisfied are they, would they recommend us?
- `goodwill.retention`: do they stay?
- `goodwill.value`: what are they worth, and on how few does it rest?
- `goodwill.estimate`: the estimate every metric returns, and the kernels behind it
- `goodwill.calendar`, `goodwill.error`, `goodwill.typing`: windows of days, the one exception, what is accepted

>>> loyal = gw.survey.nps([10, 9, 9, 8, 7, 6, 10, 3, 9, 10])
>>> print(loyal.score)
0.400 (95% MOVER -0.136 to 0.739, n = 10)
"""

from goodwill import calendar, error, estimate, retention, survey, typing, value
from goodwill._goodwill import __version__
from goodwill.error import GoodwillError

__all__ = ["GoodwillError", "__version__", "calendar", "error", "estimate", "retention", "survey", "typing", "value"]
