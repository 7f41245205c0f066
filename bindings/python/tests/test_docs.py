"""Every docstring example runs, in every room."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import goodwill
import pytest

ROOMS = sorted(module.name for module in pkgutil.iter_modules(goodwill.__path__) if not module.name.startswith("_"))


def documented():
    yield "goodwill", goodwill
    for room in ROOMS:
        module = importlib.import_module(f"goodwill.{room}")
        yield f"goodwill.{room}", module
        for name in module.__all__:
            thing = getattr(module, name)
            if not inspect.isroutine(thing) and not inspect.isclass(thing):
                continue
            yield f"goodwill.{room}.{name}", thing
            if inspect.isclass(thing):
                for member, value in vars(thing).items():
                    if value is getattr(module, member, None):
                        continue  # a function of the room that is a method too
                    if not member.startswith("_") and ">>>" in (getattr(value, "__doc__", None) or ""):
                        yield f"goodwill.{room}.{name}.{member}", value


DOCUMENTED = dict(documented())


@pytest.mark.parametrize("name", DOCUMENTED)
def test_examples_run(name):
    doc = inspect.getdoc(DOCUMENTED[name]) or ""
    test = doctest.DocTestParser().get_doctest(doc, {"gw": goodwill}, name, name, 0)
    complaints = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False).run(test, out=complaints.append)
    assert not complaints, "".join(complaints)


@pytest.mark.parametrize("name", [name for name, thing in DOCUMENTED.items() if inspect.isroutine(thing)])
def test_metrics_are_documented_with_an_example(name):
    doc = inspect.getdoc(DOCUMENTED[name]) or ""
    assert len(doc.splitlines()[0]) > 20
    assert ">>> " in doc, "no example"


def test_functions_and_results_live_in_their_room():
    for name, thing in DOCUMENTED.items():
        if inspect.isroutine(thing) or (inspect.isclass(thing) and "typing" not in name):
            assert f"{thing.__module__}.{thing.__qualname__}" == name
