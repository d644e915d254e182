"""印刷: a publication as a tagged PDF."""
