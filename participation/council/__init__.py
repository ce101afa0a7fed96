"""The councillor's desk: what is new in what a councillor follows; and the public page of councillors."""
