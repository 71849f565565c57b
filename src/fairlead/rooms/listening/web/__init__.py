"""The pages of the mirror. A talk is carried from page to page in the page's own form, and lies nowhere else.

What may not live here: looking (core/listening), anything that writes a talk down."""

from __future__ import annotations

from django.urls import path

from fairlead.rooms.listening.web import begin, result, year

urls = [
    path("listening", begin.start),
    path("listening/who", begin.who),
    path("listening/look", result.results),
    path("listening/places", result.all_places),
    path("listening/keep", result.keep_page),
    path("listening/next", result.next_time),
    path("listening/draft", result.to_draft),
    path("listening/year/<int:year>", year.year_page),
    path("listening/kept/<uuid:kept>/delete", year.delete_one),
    path("listening/kept/delete", year.delete_all),
]
