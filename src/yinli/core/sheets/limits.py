"""How large a sheet may be. What goes beyond is refused before it is read."""

MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_SHEETS = 30
MOST_CHARACTERS = 8_000_000
# What a cell of Excel can hold.
MOST_IN_A_CELL = 32_767
