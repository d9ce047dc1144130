import sys
from typing import Any

import pytest

from torture import __main__ as program
from torture.figures import Figures


def test_every_option_reaches_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def torture(*fixed: Any, **named: Any) -> Figures:
        called.append((fixed, named))
        return Figures(7, "minio", 60.0)

    options = "--minutes 2 --kills 9 --seed 7 --face minio --lifetime 60 --pace 3"
    monkeypatch.setattr(program, "torture", torture)
    monkeypatch.setattr(sys, "argv", ["torture", *options.split()])
    assert program.main() == 0
    named = {"kills": 9, "face": "minio", "lifetime_s": 60.0, "pace": 3.0}
    assert called == [((7, 2.0), named)]
