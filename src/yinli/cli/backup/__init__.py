"""Backups: everything that is kept, in encrypted files that only the recovery key opens, and back again."""
