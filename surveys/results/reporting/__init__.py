"""Results as a document for a decision: `gathering` makes a `Report` of a survey, `page` and `document` draw it.

`charting` says where the bars stand, `drawing` makes a picture of them."""
