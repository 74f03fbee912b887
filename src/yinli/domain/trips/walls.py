"""What stands open: a trip is known to the district; its stops lead to visits that have walls."""

from yinli.base.accounts.walls import leave_open

leave_open(
    "a trip and its delegation are public matters; a stop and a follow-up lead to rows behind walls",
    "trips_trip",
    "trips_tripmember",
    "trips_tripstop",
    "trips_tripfollowup",
)
