"""The search of texts for what identifies people: what is on file in any form, and the forms of numbers."""
