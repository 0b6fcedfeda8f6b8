"""Qt item models over the session: rows and roles, no drawing."""
