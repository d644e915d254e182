"""迁移: how a document follows its edition. Plans changes of texts; reads and writes no file."""
