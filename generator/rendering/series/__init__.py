"""比较: figures of many documents and years side by side."""
