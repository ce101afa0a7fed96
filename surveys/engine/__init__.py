"""What a survey is, how it runs and what an answer means: pure Python, without a database or a request.

`definition` what is asked; `kinds` every type of question; `conditions` when something is shown; `flow` what is shown,
required and kept for some answers; `lint` what is wrong with a definition; `changes` what differs between two.
"""
