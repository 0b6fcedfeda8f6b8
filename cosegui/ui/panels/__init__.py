"""The docks and bars around the canvas."""
