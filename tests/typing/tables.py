"""The types of rows, frames and events back, as a type checker sees them: read by mypy and pyright, never run."""

from typing import Any, assert_type

import polars as pl

from safeguard_model import CaseFile, Event, Timeline, from_frame, gaps, to_arrow, to_frame, to_rows
from safeguard_model.timeline import Gap

casefile = CaseFile.of("Example", [])
timeline = Timeline.of(casefile)

assert_type(to_rows(timeline), list[dict[str, Any]])
assert_type(to_rows(gaps(timeline), casefile=casefile), list[dict[str, Any]])
assert_type(to_frame(timeline, "polars"), pl.DataFrame)
assert_type(to_frame(casefile.children, "pandas"), Any)
assert_type(to_frame([], of=Gap), Any)
assert_type(to_arrow(timeline.ages("c")), Any)
assert_type(timeline.to_frame(), Any)
assert_type(gaps(timeline).to_frame("polars", casefile=casefile), Any)
assert_type(gaps(timeline).of, type[Gap] | None)
assert_type(casefile.to_frames("pyarrow"), dict[str, Any])
assert_type(from_frame(timeline.to_frame()), tuple[Event, ...])

to_frame(timeline, "excel")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
to_rows(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
