"""A classroom evening as a pure state machine, and its report. Knows neither screens nor storage."""
