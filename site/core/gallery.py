"""The gallery: every component in every state, made of the real components. Accessibility tests walk it."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.maps import Box, Bunch, Point

SQUARE = [[24.90, 60.20], [25.00, 60.20], [25.02, 60.26], [24.93, 60.28], [24.90, 60.20]]
POINTS = (
    Point(lon=24.93, lat=60.22, label="Harjula", url="#map", state="now"),
    Point(lon=24.97, lat=60.25, label="Niemenkylä", url="#map", state="work"),
    Point(lon=24.98, lat=60.21, label="Keskusta", url="#map", state="past"),
)
BUNCHES = tuple(
    Bunch(
        lon=west + 0.02,
        lat=60.235,
        number=number,
        label=f"{number} ehdotusta, lähennä",
        url="#map",
        box=Box(west, 60.22, west + 0.03, 60.24),
    )
    for number, west in ((7, 24.9), (1234, 24.95))
)


class SpecimenForm(forms.Form):
    """A field of each kind."""

    title = forms.CharField(
        label=_("Title"), max_length=80, help_text=_("One sentence. Say the matter, not the problem.")
    )
    text = forms.CharField(label=_("Text"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}))
    email = forms.EmailField(label=_("E-mail"), help_text=_("The address is not shown to others."))
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[("a", "Liikenne"), ("b", "Ympäristö"), ("c", "Kulttuuri"), ("d", "Liikunta")],
        widget=forms.RadioSelect,
    )
    area = forms.ChoiceField(label=_("Area"), choices=[("", "–"), ("h", "Harjula")], required=False)
    topics = forms.MultipleChoiceField(
        label=_("Subjects"),
        choices=[("1", "Lumi"), ("2", "Valot")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    picture = forms.FileField(label=_("Picture"), required=False, help_text=_("JPEG, PNG or WebP."))
    agree = forms.BooleanField(label=_("I have read the rules of participation"))
    lat = forms.CharField(required=False, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, widget=forms.HiddenInput)


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "core/gallery.html", {**_specimens(timezone.now()), "mails_url": reverse("core:mails")})


def _specimens(now: datetime) -> dict[str, Any]:
    wrong = SpecimenForm({"title": "Penkkejä", "email": "kaisa(at)", "text": ""}, prefix="wrong")
    wrong.add_error(None, _("The matter has closed while you were writing."))
    page = Paginator(range(200), 10).page(3)
    return {
        "form": SpecimenForm(),
        "wrong": wrong,
        "page_of_list": page,
        "deadlines": [now + timedelta(days=days) for days in (0, 1, 3, 27, 200)],
        "over": now - timedelta(days=1),
        "acting_now": SimpleNamespace(
            person="Aili Kuusela",
            get_channel_display=_("On paper"),
            seconds_left=240,
            minutes_left=4,
            hint_seconds=300,
            hint_minutes=5,
            is_hinting=True,
            ends_at=now + timedelta(minutes=4),
        ),
        "soon": now + timedelta(days=12),
        "then": now - timedelta(days=30),
        "points": POINTS,
        "bunches": BUNCHES,
        "words": "Pelkät valotkin olisivat iso asia.\n\nKatso https://example.org/talviuinti",
        "areas": [SimpleNamespace(names="Harjula", outline={"type": "Polygon", "coordinates": [SQUARE]})],
        **_lists(),
    }


def _lists() -> dict[str, Any]:
    steps = [
        {"state": "past", "title": "Jätetty", "note": "12.1.2026"},
        {"state": "past", "title": "Kannatettu", "note": "21.1.2026"},
        {"state": "now", "title": "Käsittelyssä", "note": "nyt"},
        {"state": "next", "title": "Päätös", "note": "kesäkuu"},
    ]
    stops = [
        {"state": "past", "when": "Kevät 2026", "title": "Kuultiin asukkaita", "text": "684 vastausta, 9 työpajaa."},
        {"state": "now", "when": "Nyt", "title": "Kokeillaan", "text": "Viittä lomaketta kokeillaan."},
        {"state": "next", "when": "Syksy 2026", "title": "Päätetään", "text": ""},
    ]
    return {
        "steps": steps,
        "stops": stops,
        "facts": [("Viite", "EH-1107"), ("Alue", "Harjula")],
        "stats": [("ehdotusta", "1 106"), ("kannatusta", "55 %"), ("päivää aikaa", "12")],
        "files": [{"url": "#files", "title": "Hankesuunnitelma", "note": "pdf, 1,2 Mt"}],
        "links": [
            {"icon": "construction", "text": "Ilmoita viasta kadulla", "url": "#a"},
            {"icon": "waves", "text": "Uimarannat", "url": "#b"},
            {"icon": "library", "text": "Kirjasto", "url": "#c"},
        ],
        "choices": [
            {"value": "open", "label": "Kannatettavana", "state": "now", "count": 214, "selected": True},
            {"value": "done", "label": "Toteutettu", "state": "done", "count": 12},
        ],
        "chosen": [{"text": "Harjula", "url": "#chosen"}],
        "views": [
            {"url": "#list", "icon": "list", "text": "Lista", "current": True},
            {"url": "#map", "icon": "map", "text": "Kartta"},
        ],
        "crumbs": [
            {"title": "Etusivu", "url": "/", "language": "fi"},
            {"title": "Ehdotukset", "url": "#crumbs", "language": "fi"},
        ],
        "sorts": [("newest", "Uusimmat ensin"), ("support", "Eniten kannatuksia")],
        "kinds": ["Kysely", "3 min"],
        "tones": ["info", "success", "warning", "danger"],
        "drawings": ["shore", "plan", "crossing", "bench", "library", "gym", "form"],
        "colours": [
            "brand",
            "brand-soft",
            "on-brand",
            "now",
            "now-deep",
            "now-soft",
            "paper",
            "ink",
            "muted",
            "edge",
            "good",
            "warn",
        ],
    }
