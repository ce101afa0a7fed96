"""Lists for staff: filters, search, saved views, acts on many things at once, tables to take out.

A desk is a `listing.DeskView` that registers itself by its name (`registry`); what it offers for many things at once is
a `bulk.BulkAction`; what it gives out is made of `tables.Sheet`. Long work goes to `core.jobs`.
"""
