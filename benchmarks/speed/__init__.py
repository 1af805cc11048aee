"""The speed table: what the program takes, against the least that the same work could take, in the same run."""
