"""The council's list: who sits where, from when to when. A seat gives the councillor's role, its end takes it."""
