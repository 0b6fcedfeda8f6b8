"""The trainer: data sets by folder in, checkpoints with a model card out.

Imported as `cosegui.train`; from a checkout also run as `python -m train`. No Qt.
"""
