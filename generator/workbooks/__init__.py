"""填报工作簿: an Excel file to fill in, made from an edition, and what a filled one says."""
