"""The stubs say what the module is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import goodwill
import pytest
from goodwill import _goodwill

HERE = Path(__file__).resolve().parent


def run(*arguments, cwd=None):
    done = subprocess.run(arguments, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_stubtest(tmp_path):
    run(sys.executable, "-m", "mypy.stubtest", "goodwill._goodwill", cwd=tmp_path)


def test_package_is_typed(tmp_path):
    package = Path(goodwill.__file__).parent
    assert (package / "py.typed").exists()
    assert (package / "_goodwill.pyi").exists()
    run(sys.executable, "-m", "mypy", "--strict", "-p", "goodwill", cwd=tmp_path)


def test_a_typed_caller(tmp_path):
    caller = tmp_path / "caller.py"
    caller.write_text((HERE / "typed_caller.py").read_text())
    run(sys.executable, "-m", "mypy", "--strict", caller.name, cwd=tmp_path)


@pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is needed to generate stubs")
def test_committed_stub_is_current():
    run(sys.executable, str(HERE.parent / "stubs.py"), "--check", "--profile", "release")


def test_names_of_choices_are_the_cores():
    for what, stub, core in _goodwill.choice_names():
        assert stub == core, what
