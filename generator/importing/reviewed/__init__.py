"""审阅过的 Word: what people typed comes back, whatever else was changed is told (decision 0086)."""
