"""What every write of the program does, kept as it was before fields, records and queries got one place each.

``script`` holds the desk at which a scenario works; ``people``, ``firms``, ``sales``, ``settings``, ``taken_in``
(imports), ``merged``, ``taken_back`` (undo) and ``one_rule`` hold the scenarios, ``chance`` the random ones.
``python -m tests.replay.record OUT`` writes what they do; ``test_replay`` compares it with what is stored in
``tests/data/replay``. ``comparison.ALLOWED`` names the differences that were wanted.

The scenarios replay decisions: what a column means, which row is which record, which value survives a merge are
said by the script or follow from equal keys, so that a better guess changes nothing here.
"""
