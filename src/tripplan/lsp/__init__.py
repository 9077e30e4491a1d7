"""Editors, served as the file is typed: diagnostics, hover, completion, quick fixes, definitions, symbols.

A language server over standard input and output. It reads the documents that the editor shows it, saved or not, and nothing else.
"""
