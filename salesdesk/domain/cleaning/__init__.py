"""Values as people and programs write them, made comparable: pure functions, no files, no clock.

Every cleaner is idempotent: cleaning what it returned changes nothing.
"""
