"""A refusal as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from salesdesk.errors import SalesDeskError
from salesdesk.wording import worded


@contextmanager
def refusing(kind: type[SalesDeskError], match: str = "") -> Iterator[pytest.ExceptionInfo[SalesDeskError]]:
    """What happens inside is refused with this kind of error, in a sentence that ``match`` (a pattern) is found in."""
    with pytest.raises(kind) as caught:
        yield caught
    sentence = worded(caught.value)
    assert re.search(match, sentence), f"{match!r} is not in {sentence!r}"
