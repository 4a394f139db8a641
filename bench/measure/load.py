"""Measures Nero and the peer as HTTP servers, under load from wrk, in turn."""

import itertools
import re
import shutil
import subprocess
import urllib.parse

from machine import ALL, MEASURED, OTHERS, WORK, cpu_ms
from servers import API, express_server, nero_server
from subjects import queries

CONNECTIONS = 16
SECONDS = 6

# Seconds. With one processor, JIT compilation takes more than a minute.
WARM_UP = 75

# The kinds of requests in each mix. Each ten requests are by another user, and each like is of another template.
MIXES = {
    'list': ('list',), 'list, varying queries': ('varying',), 'list, guest': ('guest',), 'me': ('me',), 'favorite': ('favorite',),
    'mix': ('list',) * 7 + ('me',) * 2 + ('favorite',),
    'mix, varying queries': ('varying',) * 7 + ('me',) * 2 + ('favorite',)}
QUERIES = 5_000

SCRIPT = '''
local kinds = {%s}
local ids = {%s}
local tokens = {%s}
local queries = {%s}
local api = "%s"
local number = 0
request = function()
  number = number + 1
  local headers = {["Authorization"] = "Bearer " .. tokens[math.floor(number / 10) %% #tokens + 1]}
  local kind = kinds[number %% #kinds + 1]
  if kind == "list" then
    return wrk.format("GET", api .. "/templates", headers)
  elseif kind == "varying" then
    return wrk.format("GET", api .. "/templates?" .. queries[number %% #queries + 1], headers)
  elseif kind == "guest" then
    return wrk.format("GET", api .. "/templates")
  elseif kind == "me" then
    return wrk.format("GET", api .. "/users/me", headers)
  end
  return wrk.format("POST", api .. "/templates/" .. ids[math.floor(number / #kinds) %% #ids + 1] .. "/favorite", headers)
end
'''


def measure(database, rounds):
    """One row per server, mix and round; None if wrk is missing."""
    if not shutil.which('wrk'):
        return None
    rows = []
    for placed, cpus in (('one processor', {MEASURED}), ('all processors', ALL)):
        with nero_server(database, cpus) as nero, express_server(database, cpus) as express:
            for server in (nero, express):
                under_load(server, database, 'mix', WARM_UP)
            for _ in range(rounds):
                for name in MIXES:
                    for subject, server in (('nero', nero), ('express', express)):
                        rows.append({'subject': subject, 'route': name, 'processors': placed}
                                    | under_load(server, database, name, SECONDS) | {'rss': server.rss_mb()})
    return rows


def under_load(server, database, name, seconds):
    """Sends one of the mixes with wrk. Returns requests per second; median, 99th percentile, and CPU time per request of the
    server and of the database, in milliseconds."""
    script = WORK / 'wrk.lua'
    varying = (urllib.parse.urlencode(query) for query in itertools.islice(queries(), QUERIES))
    lists = (','.join(f'"{text}"' for text in texts) for texts in (MIXES[name], database.templates, server.tokens, varying))
    script.write_text(SCRIPT % (*lists, API))
    pinned = ['taskset', '-c', ','.join(str(cpu) for cpu in OTHERS)]
    spent = {'cpu': -cpu_ms(server.process.pid), 'database': -cpu_ms(database.process.pid)}
    printed = subprocess.run([*pinned, 'wrk', '-t1', f'-c{CONNECTIONS}', f'-d{seconds}s', '--latency', '--timeout', '20s', '-s', str(script),
                              f'http://127.0.0.1:{server.port}'], check=True, text=True, capture_output=True).stdout
    if 'Non-2xx' in printed or 'Socket errors' in printed:
        raise SystemExit(f'Requests of {name} failed:\n{printed}')
    spent['cpu'] += cpu_ms(server.process.pid)
    spent['database'] += cpu_ms(database.process.pid)
    rps = float(re.search(r'Requests/sec:\s*([\d.]+)', printed)[1])
    return {'rps': rps, 'p50': _latency('50', printed), 'p99': _latency('99', printed)} | {
        name: milliseconds / (rps * seconds) for name, milliseconds in spent.items()}


def _latency(percent, printed):
    value, unit = re.search(rf'{percent}%\s+([\d.]+)(us|ms|s)', printed).groups()
    return float(value) * {'us': 0.001, 'ms': 1, 's': 1000}[unit]
