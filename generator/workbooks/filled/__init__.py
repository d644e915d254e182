"""填好的工作簿: what a filled workbook says, found by its titles, heads and labels."""
