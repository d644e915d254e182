"""分片: one build done by several machines, each of which renders a part of the documents."""
