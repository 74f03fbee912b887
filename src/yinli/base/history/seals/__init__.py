"""History sealed in a chain of batches, so that what is altered afterwards shows.

Nothing here needs Django: whoever holds the exported heads and a log-in can verify with psycopg alone.
`sealing.seal` adds to the chain, `verifying.verify` compares rows, leaves, seals and heads.
"""
