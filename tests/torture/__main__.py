"""``python -m torture --minutes 3 --seed 7`` from ``tests/``: figures at the end, and 1 if something went wrong."""

import argparse
import random
import sys

from lab.stores.minio_uploads import LIFETIME_S
from torture.driver import torture
from torture.sandbox import FACES, PLAIN


def main() -> int:
    parser = argparse.ArgumentParser(prog="torture")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--kills", type=int, default=0, help="go on until there were so many")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--face", choices=FACES, default=PLAIN, help="in whose manner the store answers")
    parser.add_argument(
        "--lifetime", type=float, default=LIFETIME_S, help="seconds that MinIO's face keeps an upload"
    )
    parser.add_argument("--pace", type=float, default=1.0, help="over 1 on a machine that is busy otherwise")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    figures = torture(
        chosen.seed,
        chosen.minutes,
        kills=chosen.kills,
        face=chosen.face,
        lifetime_s=chosen.lifetime,
        pace=chosen.pace,
    )
    print(figures)
    return 1 if figures.wrongs else 0


if __name__ == "__main__":
    sys.exit(main())
