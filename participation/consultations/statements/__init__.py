"""Statements (lausunto / utlåtande): who is asked for one, by when, and what they answer."""
