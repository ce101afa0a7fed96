"""`manage.py serve`: gunicorn, the task worker and the periodic jobs under one command."""
