"""What a real browser sees of a real server; a package, so that one Chromium serves all of it."""
