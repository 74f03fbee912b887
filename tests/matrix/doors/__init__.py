"""How each address of the house is knocked at."""

from tests.matrix.doors.channels import CHANNELS
from tests.matrix.doors.house import HOUSE
from tests.matrix.doors.records import RECORDS

DOORS = [*RECORDS, *CHANNELS, *HOUSE]
