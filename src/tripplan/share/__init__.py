"""Bringing pages and calendars to phones: addresses that nobody can guess, a small server that only reads, a folder for any web host.

It knows nothing of trips: what is at an address comes from whoever calls it.
"""
