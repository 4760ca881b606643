"""Shows the site while it is being edited."""
