"""What is open and what happens to it: edits, runs of the model, caches. QtCore, no widgets.

Everything here lives on the GUI thread; whatever decodes, encodes or computes goes through the
runner of `cosegui.tasks` and comes back as a signal.
"""
