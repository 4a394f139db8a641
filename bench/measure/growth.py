"""Measures response times of bin/start for one client, from a thousand templates and users to a million of each."""

import contextlib
import itertools
import random
import statistics
import time
import urllib.parse

from database import Database
from servers import API, Client, nero_server
from subjects import queries

SIZES = (1_000, 10_000, 100_000, 1_000_000)
CALLS = 400
SIGN_INS = 150
CATEGORIES = 8
# Words of the templates, see Fill.java.
WORDS = 'portrait neon rain city night forest snow fox woman man child oil ink pencil film grain cinematic anime robot'.split()
# After this time, Nero reads a list that it keeps in memory again.
KEPT_SECONDS = 1.1
WARM_UP = 300


def measure(rounds):
    """Each size has its own database. The sizes take turns, so that other load on the machine affects all of them."""
    with contextlib.ExitStack() as stack:
        databases = {size: stack.enter_context(Database('growth')) for size in SIZES}
        for size, database in databases.items():
            database.fill(size, size)
        return [row for _ in range(rounds) for size, database in databases.items() for row in _measure_size(database, size)]


def _measure_size(database, size):
    with nero_server(database) as server:
        rows = [{'size': size} | row for row in _measure_routes(server, size)]
        return [*rows, {'size': size, 'route': 'memory', 'rss': server.rss_mb()}]


def _measure_routes(server, size):
    caller = server.client()
    # Nero keeps a list in memory for a second, so each query differs from those before it.
    paths = {'list': _varying('newest'), 'popular': _varying('popular'), 'search': _searches(),
             'search without results': (f'{API}/templates?search=zebra{number}' for number in itertools.count()),
             'favorites': itertools.repeat(f'{API}/templates/favorites')}
    for each in paths.values():
        for _ in range(WARM_UP):
            caller.call('GET', next(each))
    for name, each in paths.items():
        times = [caller.call('GET', next(each))[1] for _ in range(CALLS)]
        yield {'route': name, 'p50': statistics.median(times)}
    times = []
    for _ in range(CATEGORIES):
        time.sleep(KEPT_SECONDS)
        times.append(caller.call('GET', f'{API}/categories')[1])
    yield {'route': 'categories', 'p50': statistics.median(times)}
    phones = random.Random(1)
    times = [_sign_in(server.port, f'+9890{phones.randrange(size):08d}') for _ in range(SIGN_INS + 50)][50:]
    yield {'route': 'sign-in', 'p50': statistics.median(times)}


def _varying(order):
    """Paths of lists with a filter, in one order."""
    for query in queries():
        yield f'{API}/templates?{urllib.parse.urlencode(query | {"sort": order})}'


def _searches():
    """Paths of searches for two words, each of which is in a quarter of all templates."""
    chosen = random.Random(1)
    while True:
        words = urllib.parse.quote(' '.join(chosen.sample(WORDS, 2)))
        yield f'{API}/templates?search={words}&limit={chosen.randint(11, 20)}'


def _sign_in(port, phone):
    """Milliseconds of both requests of a sign-in, without reading the SMS."""
    guest = Client(port)
    _, sent = guest.call('POST', f'{API}/auth/send-code', {'phoneNumber': phone})
    messages, _ = guest.call('GET', f'/_local/outbox?phoneNumber={urllib.parse.quote(phone)}')
    code = messages['messages'][0]['body'].split()[0]
    _, verified = guest.call('POST', f'{API}/auth/verify-code', {'phoneNumber': phone, 'code': code})
    return sent + verified
