"""Moving in from another service: a file is given, tried, and brought in on confirmation. What proposals and pages have
in common."""
