"""Reading: plain text → candidates with their evidence → the records they would make.

reading = read(text, published_on=None, known=())
reading.candidates        # highlights, ordered
reading.as_json()         # the schema of `yinli read --json`
propose(reading)          # records for a reviewer
"""

from .found import Candidate
from .proposals import Proposal, Value, propose
from .published import detect_published_on
from .reader import read
from .reading import Reading

__all__ = ["Candidate", "Proposal", "Reading", "Value", "detect_published_on", "propose", "read"]
