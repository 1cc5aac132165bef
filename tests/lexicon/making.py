"""Makers of the records that the tests here share."""

from safeguard_model.lexicon.spellings import telling_words


def words(text):
    """Its telling words, with nothing met before."""
    return telling_words(text, {})
