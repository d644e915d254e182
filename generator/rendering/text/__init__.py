"""文字: links, notes and changes of the text on the site."""
