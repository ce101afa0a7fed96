"""A report for the board: `gathering` reads, `page` and `document` draw it, `mapping` says where places stand."""
