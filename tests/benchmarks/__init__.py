"""Measured figures, each beside a yardstick taken in the same run: ``python -m tests.benchmarks``.

A benchmark is a module here with ``measure(settings) -> list[Result]``. Compare ratios, not seconds: the yardstick
carries the speed of the machine.
"""
