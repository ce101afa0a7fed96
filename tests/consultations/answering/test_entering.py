"""What came on paper or by e-mail, with its attachments."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from participation.consultations.models import Opinion, OpinionFile
from tests.surveys.test_files import pdf

from ..pages import B

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-0000-0000-0000000000aa"


@pytest.fixture
def post(client, page, preparer):
    client.force_login(preparer)

    def sent(**fields):
        letter = {"uuid": KEY, "way": "paper", "arrived_on": localdate(page.opens_at).isoformat(), "language": "fi"}
        letter |= {"naming": "hidden", "full_name": "Aino", "street": "Raitti 4", "section": B, "body": "", **fields}
        return client.post(reverse("consultations_admin:enter", args=[page.translation_key]), letter)

    return sent


def test_a_letter_with_an_attachment_alone_is_entered(post):
    assert post(files=[pdf("kirje.pdf")]).status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.body, opinion.section, [one.name for one in opinion.files.all()]) == ("", B, ["kirje.pdf"])


def test_what_is_refused_keeps_its_files_and_the_rest_of_the_letter(post):
    shown = post(files=[pdf("kirje.pdf")], full_name="", body="Brev").content.decode()
    file = OpinionFile.objects.get()
    assert ("kirje.pdf" in shown, "Brev" in shown, Opinion.objects.exists()) == (True, True, False)
    assert post(kept=[file.key], body="Brev").status_code == 302
    assert [one.key for one in Opinion.objects.get().files.all()] == [file.key]


def test_an_unticked_file_goes_and_what_is_no_paper_is_refused(post):
    post(files=[pdf("kirje.pdf")], full_name="")
    shown = post(files=[SimpleUploadedFile("ohjelma.exe", b"MZ")], body="Brev").content.decode()
    assert ("ohjelma.exe" in shown, OpinionFile.objects.exists(), Opinion.objects.exists()) == (True, False, False)


def test_an_empty_letter_is_refused_at_its_text(post):
    answer = post()
    assert "body" in answer.context["form"].errors
    assert not Opinion.objects.exists()
