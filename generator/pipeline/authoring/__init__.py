"""填报: everything that the author of a document calls, before it is sent."""
