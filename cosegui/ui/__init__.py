"""Widgets: what a person sees and touches. Decides nothing about files, models or undo."""
