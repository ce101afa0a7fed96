"""Models of the foundation and of packages that look as if they held personal data, and why they are not in the table."""

from __future__ import annotations

from .registry import exempt


def exempt_packages() -> None:
    exempt("accounts.Departure", "an account on its way out: goes with it, minutes later")
    exempt("core.RateCount", "keyed hashes of what, who and when, which nobody can follow over time")
    office = "work in office; who did it is a link that goes with the account"
    for model in (
        "wagtailcore.Page",
        "wagtailcore.Revision",
        "wagtailcore.WorkflowState",
        "wagtailcore.TaskState",
        "wagtailcore.UploadedFile",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailimages.Image",
        "wagtaildocs.Document",
        "wagtail_localize.StringTranslation",
        "wagtail_localize.SegmentOverride",
        "municipality.AreaFile",
    ):
        exempt(model, office)
    trail = "log of work in office; keeps a number that leads to nobody once the account is gone"
    exempt("wagtailcore.PageLogEntry", trail)
    exempt("wagtailcore.ModelLogEntry", trail)
    editing = "an open editor's state, gone with the account and by itself"
    for model in ("wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.PageSubscription"):
        exempt(model, editing)
    unused = "not in use here: no address and no code makes a row"
    for model in (
        "admin.LogEntry",
        "wagtailcore.APIToken",
        "accounts.User_user_permissions",
        "wagtailforms.FormSubmission",
    ):
        exempt(model, unused)
    exempt("wagtailembeds.Embed", "names the maker of a published film, as its publisher tells it")
    exempt("municipality.MunicipalitySettings", "addresses of offices, not of persons")
    exempt("wagtailimages.Rendition", "a size of an editor's picture")
    exempt("municipality.Area", "the outline of a part of the town")
    exempt("search.Entry", "a copy of what is public: it follows proposals and comments")
    for model in ("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry", "wagtailcore.ReferenceIndex"):
        exempt(model, "an index of pages; nobody’s texts but the municipality’s")
