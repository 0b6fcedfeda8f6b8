"""The commands of `cosegui`, one module each; a module is imported when its command is given.

Each offers `add_arguments(parser)` and `run(arguments, console) -> int`, the exit code.
"""
