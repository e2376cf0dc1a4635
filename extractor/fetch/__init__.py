"""Polite, bounded, safe HTTP: one page over http or https, whatever the server does.

requests does the work, urllib3 the retries, protego reads robots.txt, requests-cache keeps answers and warcio writes them down. What is
added is bounds: on time (a whole fetch, not only each wait for the next bytes), on size (of what comes out of decompression), on where
connections may go, and on how often one host is asked.

    fetcher    the options, and a deadline around each fetch
    visit      from one URL to its page: robots rules, pace, redirects, meta refresh, errors
    transport  sessions, retries, bodies read within bounds
    connection connections that go to checked addresses and can be broken off
    addresses  which addresses are on the public internet
    robots, pace, refresh, cache, archive, body, deadline, reasons: what their names say
"""

from extractor.fetch.fetcher import Fetcher as Fetcher
