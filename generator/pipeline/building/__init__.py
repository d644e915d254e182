"""生成: documents rendered into the store, and the site made of them."""
