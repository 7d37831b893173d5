"""What the server that forks the children of ``tests.faults.killing`` loads once for all of them."""

from __future__ import annotations
