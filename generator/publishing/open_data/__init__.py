"""开放数据 of all documents together: the figures by year and place, and what describes them."""
