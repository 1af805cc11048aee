"""The pure core: grading, sessions and progress. Knows neither screens nor storage; time and chance are passed in."""
