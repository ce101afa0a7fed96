"""What was answered, counted: `counting`, `protecting` and `telling` are rules, `reading` asks the database."""
