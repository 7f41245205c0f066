"""Days and windows of days. The caller says what day it is: nothing here reads a clock."""

from goodwill._goodwill import (
    Window,
)
from goodwill._rooms import claim

__all__ = [
    "Window",
]

claim(__name__)
