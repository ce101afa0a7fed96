"""A document of Word that is written as it is read."""

from __future__ import annotations

from docx import Document

from participation.consultations.answering.reporting import flowing


def test_paragraphs_follow_what_stands_and_other_programs_read_them(tmp_path):
    book, path = Document(), tmp_path / "report.docx"
    book.add_heading("Raportti", 0)
    style = book.styles["Heading 3"].style_id
    said = [
        flowing.paragraph("Mielipide 1", style=style, with_next=True),
        flowing.paragraph('Rivi <1> & "toinen"\nRivi 2\x0b\x00', language="sv-FI"),
        flowing.paragraph("Vastine", bold=True),
        flowing.paragraph(""),
    ]
    flowing.save(book, path, iter(said))
    found = Document(str(path))
    assert [(one.text, one.style.name) for one in found.paragraphs] == [
        ("Raportti", "Title"),
        ("Mielipide 1", "Heading 3"),
        ('Rivi <1> & "toinen"\nRivi 2', "Normal"),
        ("Vastine", "Normal"),
        ("", "Normal"),
    ]
    assert found.paragraphs[1].paragraph_format.keep_with_next
    assert found.paragraphs[3].runs[0].bold
    assert found.sections[0].page_width == book.sections[0].page_width
