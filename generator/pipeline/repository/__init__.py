"""仓库: the git repository that a project lies in, and the files of it that an author may change."""
