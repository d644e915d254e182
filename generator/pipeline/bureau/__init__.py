"""财政局的事: what concerns all departments of a bureau at once."""
