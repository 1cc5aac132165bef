"""How hard the property tests look: HYPOTHESIS_PROFILE chooses `fast`, `brief`, `ci` or `thorough`."""

import os

from hypothesis import HealthCheck, settings

# Neither deadlines nor slowness fail a test: shared machines are slow at times.
settings.register_profile("fast", max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("brief", settings.get_profile("fast"), max_examples=5, derandomize=True, database=None)
settings.register_profile("ci", settings.get_profile("fast"), derandomize=True, database=None, print_blob=True)
settings.register_profile("thorough", settings.get_profile("fast"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "fast"))
