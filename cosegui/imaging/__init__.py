"""Pixel arithmetic that needs OpenCV: edges, regions and selections; no files, no Qt, no torch."""
