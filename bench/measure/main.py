"""Measures all parts, or those that are named, and writes the page of results."""

import os
import sys

import cold
import growth
import load
import report
import restore
import warm
from database import Database
from machine import OTHERS, WORK, description

# Templates and people of every part but growth.
TEMPLATES = 10_000
PEOPLE = 1_000

PARTS = {'cold': (cold, 10), 'restore': (restore, 5), 'warm': (warm, 3), 'load': (load, 3)}
ROUNDS_OF_GROWTH = 3


def main(wanted):
    os.sched_setaffinity(0, OTHERS)
    WORK.mkdir(parents=True, exist_ok=True)
    about = description()
    if wanted & PARTS.keys():
        with Database() as database:
            database.fill(TEMPLATES, PEOPLE)
            for name, (part, rounds) in PARTS.items():
                if name in wanted:
                    _save(name, about, part.measure(database, _rounds(rounds)))
    if 'growth' in wanted:
        _save('growth', about, growth.measure(_rounds(ROUNDS_OF_GROWTH)))
    report.write()


def _rounds(usual):
    return int(os.environ.get('ROUNDS', usual))


def _save(name, about, rows):
    if rows is None:
        print(f'{name} is left out: wrk is missing.', file=sys.stderr)
    else:
        report.save(name, about, rows)


main(set(sys.argv[1:]) or {*PARTS, 'growth'})
