"""Records against what was expected: read, chained, matched, counted. Knows no language and no page."""
