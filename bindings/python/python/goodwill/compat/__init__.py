"""Drop-ins for packages that are no longer kept up.

- `goodwill.compat.lifetimes`: for lifetimes 0.11.3
"""

from __future__ import annotations

__all__: list[str] = []
