"""tripplan: the compiler for trips.

Importing this package imports nothing else: start-up time is part of the promise.
"""

__version__ = "0.1.0"
