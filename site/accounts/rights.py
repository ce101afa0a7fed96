"""What each role may do in the admin: the whole table, least rights. Pure data.

Page rights hold in the municipality's own tree, collection rights in its own collection; the others name a permission
as «app.codename». A permission that does not exist (an app left out of the settings) is passed over.
"""

from __future__ import annotations

from .roles import Role

_WRITE = frozenset({"add_page", "change_page", "publish_page"})
PAGES: dict[Role, frozenset[str]] = {
    Role.EDITOR: _WRITE,
    Role.ADMINISTRATOR: _WRITE | {"bulk_delete_page", "lock_page", "unlock_page"},
}

_FILES = frozenset(
    f"{app}.{verb}_{model}"
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
)
COLLECTION: dict[Role, frozenset[str]] = {Role.EDITOR: _FILES, Role.ADMINISTRATOR: _FILES}


def _all(app: str, *models: str) -> frozenset[str]:
    return frozenset(f"{app}.{verb}_{model}" for model in models for verb in ("add", "change", "delete", "view"))


_ADMIN = frozenset({"wagtailadmin.access_admin"})
_EDIT = _ADMIN | {"wagtail_localize.submit_translation"}
_HANDLE = frozenset({"proposals.handle_proposal"})
_MODERATE = frozenset({"proposals.moderate_proposal", "comments.moderate_comment"})
PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.EDITOR: _EDIT,
    Role.MODERATOR: _ADMIN | _MODERATE,
    Role.PREPARER: _ADMIN | _HANDLE,
    Role.SERVICE_DESK: _ADMIN,
    Role.COUNCILLOR: frozenset(),
    Role.ADMINISTRATOR: _EDIT | _HANDLE | _MODERATE,
}
# Held in the municipality's own site only (Wagtail's GroupSitePermission)
_ALERTS = _all("municipality", "alert")
_MODERATION = _all("moderation", "messagetemplate") | {"moderation.change_moderationsettings"}
_ANSWERS = _all("proposals", "answertemplate")
_COUNCIL = _all("seats", "body")
_SEARCH = _all("search", "synonym", "pin")
SITE: dict[Role, frozenset[str]] = {
    Role.EDITOR: _ALERTS | _SEARCH,
    Role.MODERATOR: _MODERATION,
    Role.PREPARER: _ANSWERS,
    Role.ADMINISTRATOR: _ALERTS
    | _MODERATION
    | _ANSWERS
    | _COUNCIL
    | _SEARCH
    | _all("municipality", "theme", "area")
    | {"municipality.change_municipalitysettings", "municipality.change_mainmenu"},
}
