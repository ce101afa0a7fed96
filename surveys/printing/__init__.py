"""A survey on paper: every question numbered, with what decides about it said in words. `saying` words the logic, `form`
lays the questions out."""
