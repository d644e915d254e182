"""数字的来历: where each figure stands on the site and how it comes about."""
