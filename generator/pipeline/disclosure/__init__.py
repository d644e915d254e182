"""公开: what is recorded once a document is public, and what is handed on to other systems."""
