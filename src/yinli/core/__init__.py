"""The thinking of Yinli: pure Python, no Django, no clock, no network."""
