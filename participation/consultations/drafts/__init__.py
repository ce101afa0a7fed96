"""A draft text that is commented paragraph by paragraph: its versions, and where comments stand in each of them."""
