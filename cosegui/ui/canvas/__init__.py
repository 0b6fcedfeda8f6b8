"""The canvas: one image with its layers, shown, zoomed and painted on.

`transform` and `render` are pure arithmetic, `planes` hold the pictures, `tools` turn pointer
events into edits, `view` is the widget that joins them.
"""
