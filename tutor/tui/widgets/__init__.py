"""Parts of screens. They know values of the model, and neither the study nor the store."""
