"""Computes what Lambda bills for a million requests from the measured times. API Gateway costs the same for all subjects."""

import math

# AWS list prices for eu-central-1 in US dollars, as of 2026-11: arm64, first tier.
DOLLARS_PER_GB_SECOND = 0.0000133334
DOLLARS_PER_REQUEST = 0.20 / 1_000_000

# One request in a hundred is a cold start. Since 2025 AWS bills the init phase, too.
COLD_SHARE = 0.01


def dollars_per_million(memory_mb, warm_ms, cold_ms, requests=1):
    """The cost of one function, which is billed in whole milliseconds."""
    billed = math.ceil(warm_ms) * (1 - COLD_SHARE) + math.ceil(cold_ms) * COLD_SHARE
    return 1_000_000 * requests * (memory_mb / 1024 * billed / 1000 * DOLLARS_PER_GB_SECOND + DOLLARS_PER_REQUEST)
