"""What every engine must do, and what Elasticsearch must withstand."""
