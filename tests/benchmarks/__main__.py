"""Run every benchmark, one after the other: `make bench`. Nothing else should run meanwhile."""

from __future__ import annotations

import subprocess
import sys

from tests.end2end.desktop import REPO, Desktop

NAMES = ("bench_pictures", "bench_journal", "bench_ptz", "bench_events", "bench_start", "bench_wall")


def main() -> int:
    """Print each benchmark's figures; return 1 if one could not be run."""
    desktop = Desktop()
    failed = 0
    try:
        for name in NAMES:
            print(f"== {name}", flush=True)
            done = subprocess.run(
                [sys.executable, "-m", f"tests.benchmarks.{name}"], cwd=REPO, env=desktop.environment(), check=False
            )
            failed |= done.returncode != 0
    finally:
        desktop.close()
    return failed


if __name__ == "__main__":
    sys.exit(main())
