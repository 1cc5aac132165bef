"""The kinds of event and of agency that words represent."""

import pytest

from safeguard_model.lexicon.concepts import agencies_told, kinds_told
from tests.lexicon.making import words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Attended ICPC", {"initial_conference", "review_conference"}),
        ("1st core group, at school", {"core_group"}),
        ("Strat mtg by phone", {"strategy_discussion"}),
        ("PPO exercised", {"police_protection"}),
        ("police protection ended", {"police_protection"}),
        ("MARF rec'd", {"referral"}),
        ("PPN", {"notification"}),
        ("WNB to clinic", {"was_not_brought", "did_not_attend"}),
        ("D/C with mother", {"hospital_discharge"}),
        ("NMO granted", {"order_made", "court_hearing"}),
        ("SVD at 39+2", {"birth"}),
        ("New birth visit", set()),
        ("Seen at home", set()),
    ],
)
def test_kinds_told(text, kinds):
    """Words that name a kind of event tell of it."""
    assert kinds == kinds_told(words(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police attended", {"police"}),
        ("Call to OIC", {"police"}),
        ("TC from HV", {"health_visiting"}),
        ("Health visitor informed", {"health_visiting"}),
        ("DSL told EDT", {"school", "childrens_social_care"}),
        ("Surgery rang", {"primary_care"}),
        ("nursery manager", {"early_years"}),
        ("A&E", {"emergency_department", "hospital"}),
        ("Seen at home", set()),
    ],
)
def test_agencies_told(text, kinds):
    """Words that name an agency, or somebody who works for one, name its kind."""
    assert kinds == agencies_told(words(text))
