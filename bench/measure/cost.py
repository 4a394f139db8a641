"""What a million requests cost, computed from the measured times.

Requests and API Gateway cost the same for everybody; the difference is what the function is billed for.
"""

import math

# AWS's list prices of eu-central-1 in US dollars, as of 2026-11; arm64, the first tier.
DOLLARS_PER_GB_SECOND = 0.0000133334
DOLLARS_PER_REQUEST = 0.20 / 1_000_000

# One request in a hundred meets a cold start; since 2025 its init is billed as well.
COLD_SHARE = 0.01


def dollars_per_million(memory_mb, warm_ms, cold_ms, requests=1):
    """Of one function, billed by whole milliseconds."""
    billed = math.ceil(warm_ms) * (1 - COLD_SHARE) + math.ceil(cold_ms) * COLD_SHARE
    return 1_000_000 * requests * (memory_mb / 1024 * billed / 1000 * DOLLARS_PER_GB_SECOND + DOLLARS_PER_REQUEST)
