"""送审的 Word: a publication as a .docx for whoever reviews on paper or in Word, WPS, LibreOffice (decision 0086)."""
