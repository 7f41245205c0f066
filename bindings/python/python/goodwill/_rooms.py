"""How a room takes in what is compiled."""

from __future__ import annotations

import sys
from types import BuiltinFunctionType


def claim(room: str) -> None:
    """Makes the compiled functions of a room say that they live there, in help and in pickles."""
    module = sys.modules[room]
    for name in module.__all__:
        thing = getattr(module, name)
        if isinstance(thing, BuiltinFunctionType):
            thing.__module__ = room
