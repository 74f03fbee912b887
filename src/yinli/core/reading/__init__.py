"""Reading: plain text → candidates with their evidence → the records they would make.

reading = read(text, published_on=None, known=(), without=NOTHING)
reading.candidates        # highlights, ordered
reading.as_json()         # the schema of `yinli read --json`
propose(reading, without) # records for a reviewer
"""

from .found import Candidate
from .proposals import Proposal, Value, propose
from .published import detect_published_on
from .reader import read
from .reading import Reading
from .switched_off import NOTHING, Off, entry_of, is_entry

__all__ = [
    "NOTHING", "Candidate", "Off", "Proposal", "Reading", "Value", "detect_published_on", "entry_of", "is_entry",
    "propose", "read",
]  # fmt: skip
