"""比较: the pages that set figures of many documents side by side, of which only those are drawn again that changed."""
