"""成品的共用: finished documents carried from one machine to another."""
