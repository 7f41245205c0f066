"""How a room takes in what is compiled."""

from __future__ import annotations

import sys
from types import BuiltinFunctionType


def claim(room: str) -> None:
    """Makes what a room takes in from compiled and private modules say that it lives there, in help and in pickles."""
    module = sys.modules[room]
    private = (f"{room}._", "goodwill._")
    for name in module.__all__:
        thing = getattr(module, name)
        if isinstance(thing, BuiltinFunctionType) or getattr(thing, "__module__", "").startswith(private):
            thing.__module__ = room
            for member in vars(thing).values() if isinstance(thing, type) else ():
                # A class method wraps a function; both say where they live.
                for part in (member, getattr(member, "__func__", None)):
                    if str(getattr(part, "__module__", "")).startswith(private):
                        part.__module__ = room
