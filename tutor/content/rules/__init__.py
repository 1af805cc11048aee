"""What content must be: each rule is a function from a review to the problems it finds."""
