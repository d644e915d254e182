"""变动的报告: what changed in documents, as text, Markdown, a page or JSON."""
