"""表: what site, data files and search need to know of a drawn table."""
