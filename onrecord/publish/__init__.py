"""Writes the site: assets, link check, atomic swap."""
