"""Chronologies as agencies send them: spreadsheets, Word tables and CSV, in and out."""
