"""Language and craft: warnings that point at what readers stumble over. A formula is a smoke detector, not a proof."""
