"""Measures Nero and the peer as HTTP servers, under load from wrk, in turn."""

import re
import shutil
import subprocess

from machine import ALL, MEASURED, OTHERS, WORK, cpu_ms
from servers import API, express_server, nero_server

CONNECTIONS = 16
SECONDS = 6

# Seconds. With one processor, JIT compilation takes more than a minute.
WARM_UP = 75

# Requests of each kind in ten: list, me, favorite. Each ten are by another user, and each like is of another template.
MIXES = {'list': (10, 0, 0), 'me': (0, 10, 0), 'favorite': (0, 0, 10), 'mix': (7, 2, 1)}

SCRIPT = '''
local parts = {%s}
local ids = {%s}
local tokens = {%s}
local number = 0
local marked = 0
request = function()
  number = number + 1
  local headers = {["Authorization"] = "Bearer " .. tokens[math.floor(number / 10) %% #tokens + 1]}
  local part = number %% 10
  if part < parts[1] then
    return wrk.format("GET", "%s/templates", headers)
  elseif part < parts[1] + parts[2] then
    return wrk.format("GET", "%s/users/me", headers)
  end
  marked = marked + 1
  return wrk.format("POST", "%s/templates/" .. ids[marked %% #ids + 1] .. "/favorite", headers)
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
    ids, tokens = (','.join(f'"{text}"' for text in texts) for texts in (database.templates, server.tokens))
    script.write_text(SCRIPT % (','.join(str(part) for part in MIXES[name]), ids, tokens, API, API, API))
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
