"""The lines of a list: whatever a person wrote is inert in every cell."""

from __future__ import annotations

from markupsafe import Markup

from fairlead.doors.listing import listed
from fairlead.doors.rows import Row

HOSTILE = "<b onclick='x'>\"&</b>"


def test_every_cell_is_inert() -> None:
    row = Row(
        "/promises/1?a=1&b=2",
        HOSTILE,
        Markup("<svg></svg>"),
        HOSTILE,
        HOSTILE,
        HOSTILE,
        ((HOSTILE, HOSTILE, HOSTILE),),
    )
    html = listed([row], "/static/icons.svg")
    assert "<b onclick" not in html
    assert html.count("&lt;b onclick=&#39;x&#39;&gt;&#34;&amp;&lt;/b&gt;") == 7
    assert 'href="/promises/1?a=1&amp;b=2"' in html


def test_a_line_has_ring_words_tags_and_date() -> None:
    row = Row(
        "/promises/1",
        "A rota",
        Markup("<svg></svg>"),
        "To Sam",
        "Wed 9 Dec",
        "16 days",
        (("Waits", "risk", "flag"),),
    )
    assert listed([row], "/i.svg") == (
        '<li class="row"><svg></svg><div><a class="voice" href="/promises/1" dir="auto" data-row>A rota</a>'
        '<p class="meta">To Sam <span class="tag tag-risk"><svg class="i" width="20" height="20" aria-hidden="true">'
        '<use href="/i.svg#flag"/></svg>Waits</span></p></div><p class="when"><b>Wed 9 Dec</b>16 days</p></li>'
    )


def test_without_a_date_there_is_no_date() -> None:
    assert 'class="when"' not in listed([Row("/promises/1", "A rota", Markup(""), "To Sam")], "")
