"""提速: functions of WeasyPrint that give what its own give, with less work; patches.py says which replaces which."""
