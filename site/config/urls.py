"""Every address. What a resident sees has a language first: /fi/…, /sv/…."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.strong.views import back as identified
from core.media import media
from home.own_pages import chosen_task, suggest_tags

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns = [
    # Staff sign in as everyone does: Wagtail's own form, which asks for a password, is not reached.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # Wagtail's own name tasks and tags of every municipality.
    path("admin/workflows/task_chooser/<int:task_id>/", chosen_task),
    path("admin/tag-autocomplete/", suggest_tags),
    path("admin/tag-autocomplete/<slug:app_name>/<slug:model_name>/", suggest_tags),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("municipality.urls")),
    path("", include("home.urls")),
    path("media/<path:path>", media),
    path("identified/", identified, name="identified"),  # written down at providers: the same in every language
]

urlpatterns += i18n_patterns(
    path(_("account/"), include("accounts.urls")),
    path(_("account/told/"), include("accounts.eligibility.urls")),
    path(_("identification/"), include("accounts.strong.urls")),
    path(_("service-desk/"), include("accounts.acting.urls")),
    path(_("search/"), include("search.urls")),
    path(_("search/"), include("participation.searches.urls")),
    path(_("proposals/"), include("participation.proposals.urls")),
    path(_("councillors/"), include("participation.council.urls")),
    path(_("surveys/"), include("surveys.urls")),
    path(_("consultations/"), include("participation.consultations.urls")),
    path(_("comments/"), include("participation.comments.urls")),
    path(_("moderation/"), include("participation.moderation.urls")),
    path(_("following/"), include("participation.following.urls")),
    path(_("preview/"), include("home.sharing.urls")),
    path("_gallery/", include("core.urls")),
    path("", include("home.subjects.urls")),
    path("", include(wagtail_urls)),
)
