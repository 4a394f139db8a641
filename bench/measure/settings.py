"""Settings for all subjects. The limits are so high that no request reaches them."""

import functools

from events import SECRET, WEBHOOK_SECRET
from machine import ROOT, run

LIMIT = 1_000_000_000


@functools.cache
def settings():
    keys = dict(line.split('=', 1) for line in run(ROOT / 'bin' / 'admin', 'new-key').split('\n') if '=' in line)
    secret = '1:' + 'A' * 43 + '='
    return keys | {
        'NERO_WEB_ORIGIN': 'https://nero.example', 'NERO_CODE_PEPPERS': secret, 'NERO_CURSOR_KEYS': secret,
        'NERO_ERASURE_KEYS': secret, 'REPLICATE_WEBHOOK_SECRET': WEBHOOK_SECRET,
        'NERO_RATE_LIMIT': f'{LIMIT}/PT15M', 'NERO_READ_RATE_LIMIT': f'{LIMIT}/PT15M', 'NERO_POLL_RATE_LIMIT': f'{LIMIT}/PT15M',
        'NERO_ACCESS_TOKEN_TTL': 'PT12H', 'NERO_COUNTRIES': 'IR',
        'NERO_SENDS_PER_PHONE': f'{LIMIT}/PT1M', 'NERO_SENDS_PER_IP': f'{LIMIT}/PT1H', 'NERO_SENDS_TOTAL': f'{LIMIT}/P1D',
        'NERO_COUNTRIES_PER_IP': f'{LIMIT}/P1D', 'NERO_GUESSES_PER_PHONE': f'{LIMIT}/P1D',
        'CLOUDINARY_URL': 'cloudinary://key:secret@cloud', 'NERO_QUEUE_URL': 'http://127.0.0.1:1/queue',
        # Nothing listens there, so the measured response has the head, but not the app.
        'NERO_SITE_URL': 'http://127.0.0.1:1',
        'RATE_LIMIT': str(LIMIT), 'JWT_SECRET': SECRET}
