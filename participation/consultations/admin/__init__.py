"""What staff see of consultations, in the admin."""
