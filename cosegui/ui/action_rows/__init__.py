"""What the menus hold, row by row; a new action is an id in `action_specs` and a row here.

Each class is the context under which its texts are translated.
"""
