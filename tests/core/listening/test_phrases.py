"""What is looked for first, because it is found quickly, is in everything that its pattern fits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.core.listening import features, phrases
from fairlead.core.listening.phrases import Phrases

ALL = {
    name: one for part in (phrases, features) for name, one in vars(part).items() if isinstance(one, Phrases)
}


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=30)
def test_what_fits_has_one_of_the_parts(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(ALL[name].pattern))
    assert ALL[name].search(text) is not None


def test_there_are_such_phrases_and_others_are_not_found() -> None:
    assert len(ALL) == 12
    assert not [name for name, one in ALL.items() if one.search("the ladder stands by the wall")]
