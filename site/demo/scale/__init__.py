"""Proposals by the hundred thousand, for measuring: varied enough that searching them means something."""
