"""What the municipality says to opinions: themes, responses, outcomes, the response table, reports and files."""
