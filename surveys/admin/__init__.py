"""What staff see of answers, in the admin."""
