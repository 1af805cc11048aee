"""Files that travel between laptops: out as JSON, and in only after everything in them was checked."""
