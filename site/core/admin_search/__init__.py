"""The search fields of the admin: pages, pictures, documents. Residents' search is the app `search`."""
