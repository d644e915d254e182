"""存放处: files under names, in a folder, behind a web address or in an S3-compatible store."""
