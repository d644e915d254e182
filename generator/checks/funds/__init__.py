"""资金: of what fund each typed figure is, and whether it can be."""
