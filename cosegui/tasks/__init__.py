"""Work away from the GUI thread: lanes, tasks, child processes, time left. QtCore only."""
