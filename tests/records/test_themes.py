"""Suggested themes of findings, and the spellings that mean them."""

from __future__ import annotations

from safeguard_model.records.themes import THEMES, theme_of


class TestThemes:
    """The suggested themes and their spellings."""

    def test_a_spelling_has_one_theme(self) -> None:
        """No spelling represents two themes, and none is another theme's own word."""
        spellings = [text for theme, others in THEMES.items() for text in (theme.replace("_", " "), *others)]
        assert len(spellings) == len(set(spellings))

    def test_every_spelling_is_found(self) -> None:
        """Every theme and every spelling gives its theme, whatever the case and the hyphens."""
        for theme, spellings in THEMES.items():
            for text in (theme, *spellings):
                for written in (text, text.upper(), text.replace(" ", "-"), f" {text.replace(' ', '  ')} "):
                    assert theme == theme_of(written)

    def test_other_words_stay_as_they_are(self) -> None:
        """Themes are open: what is not known is given back unchanged."""
        assert theme_of(" Winter planning ") == " Winter planning "

    def test_a_curly_apostrophe_is_an_apostrophe(self) -> None:
        """Word processors curl it."""
        assert theme_of("Child\N{RIGHT SINGLE QUOTATION MARK}s voice") == "voice_of_the_child"
