"""The life of a report, once for every kind: written, read over, frozen, corrected, handed over."""
