"""What administrators see of retention."""
