"""Does the tutor make people remember the most per minute? Simulated learners, several memories."""
