"""Rules of learning: pure functions and frozen values, without screens, storage or clocks."""
