"""The command that checks quotations; the judge itself is in `static/scripts/quotations`."""
