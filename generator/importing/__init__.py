"""导入: what workbooks of other systems hold, in the terms of a document's edition."""
