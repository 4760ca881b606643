"""Previews the site while its content is being edited."""
