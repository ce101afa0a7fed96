"""Proposals from an earlier service: a table is read, judged row by row, and taken in.

sheet.py     bytes → rows with their physical lines, in bounded memory
rules.py     a row → what is sound in it, or what is wrong
words.py     what is wrong, in the reader's language
ground.py    what rows are judged by, read from the database
running.py   a whole file: batches, progress, what was refused
"""
