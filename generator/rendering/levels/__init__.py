"""一级: what all departments of a place publish in a year, on one page and in one document."""
