"""What the report of a move says; commands speak English."""

from __future__ import annotations

REASONS = {
    "no_id": "refused: it has no id",
    "no_title": "refused: it has no title in a language of this site",
    "no_time": "refused: its times are missing, cannot be read, or make no sense",
    "no_hearing": "refused: the section that it is about is not in the dump",
    "deleted": "left out: it was deleted there",
    "empty": "refused: it has neither words nor a place that can be drawn",
    "too_long": "refused: it is longer than an opinion may be",
    "still_open": "not over yet, so it is a draft: fill in the privacy notice and publish it",
    "language": "left out: a language that this site does not have",
    "summary_cut": "changed: the abstract was longer than 300 characters and was cut",
    "section_type": "changed: a type of section that is not known became a part",
    "images": "left out: images, to be added by hand",
    "main_image": "left out: the main image, to be added by hand",
    "files": "left out: files, to be added by hand",
    "questions": "left out: questions of a poll",
    "answers": "left out: answers to a poll",
    "plugin": "left out: a plug-in",
    "embedded": "left out: images or embedded content within the text",
    "project": "left out: the project and its phases",
    "servicemap_url": "left out: the address of a service map",
    "geojson": "left out: a place or area that cannot be drawn here",
    "theme": "left out: a label that is no theme here",
    "area": "left out: a borough that is no area here",
    "label": "left out: the label of a comment",
    "reply": "changed: a reply to a comment stands as an opinion of its own",
    "name": "changed: a name that is against the rules of names is hidden",
}
