"""What faces do for a learner or a room, with everything stored before it is shown."""
