"""清单: the pages that lead to documents, short however many there are."""
