"""Bytes on disk to the words of `cosegui.core` and back; the only reader of image files."""
