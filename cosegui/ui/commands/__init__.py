"""What happens when a person asks for something: between the window's actions and the session."""
