"""审阅: two states of a project beside each other, and a change that is proposed."""
