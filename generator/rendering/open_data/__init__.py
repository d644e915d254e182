"""开放数据: the tables of a publication in forms for spreadsheets and programs."""
