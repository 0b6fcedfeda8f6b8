# What type checkers and editors see; __init__.py loads it at the first use.
from cosegui.api import GroupResult as GroupResult
from cosegui.api import load_model as load_model
from cosegui.api import propagate as propagate
from cosegui.api import segment as segment

__version__: str
