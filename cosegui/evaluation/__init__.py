"""Judging a model by masks that people drew: measures, protocols, scores; no torch, no Qt."""
