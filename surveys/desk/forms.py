"""What staff type at a survey's desk."""

from __future__ import annotations

from django import forms

from ..models import CodeBatch


class BatchForm(forms.ModelForm):
    class Meta:
        model = CodeBatch
        fields = ("number", "note")
