"""Uploads the same files with our program and with others, turn by turn, and prints what each cost.

    python tests/bench/compare.py [--sizes big,medium,small] [--runs 5] [--store sink|sink-https|seaweed] [--big 2]

Needs the ``bench`` extra. Use a quiet machine, and compare only what one run printed.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).resolve()
    sys.path[:0] = [str(here.parents[1]), str(here.parents[2])]
    from bench.comparison import main

    sys.exit(main(sys.argv[1:]))
