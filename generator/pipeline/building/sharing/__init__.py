"""成品的存放: how long finished documents are kept, and how machines share them (decision 0084)."""
