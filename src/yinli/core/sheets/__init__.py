"""Sheets of leads (台账): from the bytes of a workbook or csv to a grid of texts, its header, and rows read."""
