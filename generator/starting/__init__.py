"""起头: the files of a new department and document, made from an edition, and those that follow last year's."""
