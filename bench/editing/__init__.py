"""改动的代价: what a build costs after one change, and whether it comes to the same as one from nothing."""
