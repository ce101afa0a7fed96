"""In the administration: each time that the service desk acted for a person."""
