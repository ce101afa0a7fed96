"""What `manage.py build_assets` makes out of static/ and node_modules/: one stylesheet, two fonts, one icon sprite."""
