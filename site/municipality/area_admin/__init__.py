"""The admin of areas: a whole file of them at once, and the outline of one."""
