"""What is remembered. SQL and nothing else: functions take a session first, and nobody commits here."""
