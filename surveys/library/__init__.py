"""Ready sets of questions, put into surveys as copies: nothing leads back to the set."""
