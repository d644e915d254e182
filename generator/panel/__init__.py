"""填报台: a page on this machine to fill in, check and submit one's own document, beside the preview."""
