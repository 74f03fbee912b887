"""What a name may be: E enterprise, F fund, P park, G government, A association, U university, I institution, N person."""

LABELS = ("E", "F", "P", "G", "A", "U", "I", "N")
