"""Publishes the site: bundles assets, checks links and writes the folder."""
