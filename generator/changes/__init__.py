"""变动: two states of a document → what changed between them, in money, in words and in what is found."""
