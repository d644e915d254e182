"""维护: what a bureau keeps for all: lists of codes and departments, editions, the repository of content itself."""
