"""Writes `python/goodwill/_goodwill.pyi` from the extension module; with `--check`, fails if the committed one differs.

The signatures come out of the compiled module itself (PyO3's introspection), so this builds it.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STUB = HERE / "python" / "goodwill" / "_goodwill.pyi"


def generate() -> str:
    maturin = Path(sysconfig.get_path("scripts")) / "maturin"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [maturin, "generate-stubs", "--quiet", "--out", folder, *sys.argv[2:]],
            cwd=HERE,
            check=True,
        )
        return (Path(folder) / "goodwill" / "_goodwill.pyi").read_text(encoding="utf-8")


def main() -> int:
    text = generate()
    if sys.argv[1:2] == ["--check"]:
        if STUB.read_text(encoding="utf-8") != text:
            print(f"{STUB.relative_to(HERE)} is out of date: run python bindings/python/stubs.py", file=sys.stderr)
            return 1
    else:
        STUB.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
