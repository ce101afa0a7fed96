"""Pages and news from a WordPress export (WXR).

reader.py     the file → posts, one at a time
html.py       a post's text → a tree that says paragraphs where WordPress meant them
convert.py    the tree → blocks of a page, and what needs a hand
links.py      where a link of the old site leads here
plan.py       which posts become which pages, in which language, below what
words.py      what needs a hand, in the reader's language
writing.py    the pages, as drafts
running.py    a whole file: a trial, or the import itself
"""
